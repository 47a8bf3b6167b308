package org.oudfhir.fhir;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * A reference of the plain form {@code Type/id}, to what this server keeps. An address on another server, a version, an
 * identifier or a display is none: whom it means cannot be told here, and the same id may be somebody else's.
 */
public record LocalReference(String type, String id) {

    private static final Pattern FORM = Pattern.compile("([A-Z][A-Za-z]{1,63})/([A-Za-z0-9.-]{1,64})");

    /** The reference that a text is, if it is one. */
    public static Optional<LocalReference> of(@Nullable String text) {
        Matcher form = FORM.matcher(String.valueOf(text));
        return form.matches() ? Optional.of(new LocalReference(form.group(1), form.group(2))) : Optional.empty();
    }

    public static Optional<LocalReference> of(Reference reference) {
        return of(reference.getReference());
    }

    public boolean isToOneOf(Set<String> types) {
        return types.contains(type);
    }

    @Override
    public String toString() {
        return type + "/" + id;
    }
}
