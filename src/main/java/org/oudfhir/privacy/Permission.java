package org.oudfhir.privacy;

import java.util.EnumSet;
import java.util.Set;

/** What a SMART scope lets a client do, in the order in which a scope names it. */
enum Permission {
    CREATE,
    READ,
    UPDATE,
    DELETE,
    SEARCH;

    private char letter() {
        return Character.toLowerCase(name().charAt(0));
    }

    /**
     * The permissions after the dot of a scope, of SMART v1 ({@code read}, {@code write}, {@code *}) or v2 (letters of
     * {@code cruds} in this order); none when it is neither.
     */
    static Set<Permission> parse(String text) {
        return switch (text) {
            case "*" -> EnumSet.allOf(Permission.class);
            case "read" -> EnumSet.of(READ, SEARCH);
            case "write" -> EnumSet.of(CREATE, UPDATE, DELETE);
            default -> letters(text);
        };
    }

    private static Set<Permission> letters(String text) {
        EnumSet<Permission> permissions = EnumSet.noneOf(Permission.class);
        int next = 0;
        for (Permission permission : values()) {
            if (next < text.length() && text.charAt(next) == permission.letter()) {
                permissions.add(permission);
                next++;
            }
        }
        return next == text.length() ? permissions : EnumSet.noneOf(Permission.class);
    }
}
