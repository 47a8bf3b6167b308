package org.oudfhir.safety.hooks;

import java.util.Optional;
import java.util.UUID;

/**
 * The uuid of a card. It is random but for twelve bits that hold the number of the rule (a UUID of version 8, RFC 9562), so that
 * feedback on the card can be counted by rule although no card is kept.
 */
final class CardId {

    private static final int VERSION_BITS = 12;
    private static final long CUSTOM = 0xFFFL;
    private static final long VERSION = 0xF000L;
    private static final long VERSION_8 = 0x8000L;
    private static final String RULE = "MR-";

    private CardId() {}

    /** A new uuid for a card of a rule; any other word than a rule's is not kept. */
    static String of(String rule) {
        UUID random = UUID.randomUUID();
        long number = rule.startsWith(RULE) ? Long.parseLong(rule.substring(RULE.length())) : 0;
        long high = random.getMostSignificantBits() & ~(VERSION | CUSTOM);
        return new UUID(high | VERSION_8 | (number & CUSTOM), random.getLeastSignificantBits()).toString();
    }

    /** The rule of a card. */
    static Optional<String> rule(UUID card) {
        long low = card.getMostSignificantBits();
        boolean ours = (low & VERSION) >> VERSION_BITS == 8;
        long number = low & CUSTOM;
        return ours && number > 0 ? Optional.of(String.format("%s%02d", RULE, number)) : Optional.empty();
    }
}
