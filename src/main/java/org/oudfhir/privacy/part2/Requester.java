package org.oudfhir.privacy.part2;

import java.util.Optional;
import java.util.Set;

/**
 * Who asks for a record and what for, as the verified token and the program's own records say.
 *
 * @param relation to the patient and to the program that keeps the record
 * @param patient logical id of the patient who asks, or for whom a proxy asks
 * @param parties references by which consents, care teams and coverages name the requester: organisation, person
 * @param intermediary reference of the exchange that the request comes through
 * @param status under HIPAA
 * @param purpose of use
 * @param agreements of the organisation with the program, those in force
 * @param attested whether an emergency is attested
 */
public record Requester(
        Relation relation,
        Optional<String> patient,
        Set<String> parties,
        Optional<String> intermediary,
        Status status,
        Purpose purpose,
        Set<Agreement> agreements,
        boolean attested) {

    /** How a requester stands to patient and program. */
    public enum Relation {
        /** The patient, about their own record. */
        PATIENT,
        /** Somebody who acts for the patient. */
        PROXY,
        /** The program's own people and software. */
        WORKFORCE,
        /** Another organisation. */
        OUTSIDER,
        /** Nobody knows who it is. */
        NOBODY
    }

    /** What an organisation is under HIPAA. */
    public enum Status {
        COVERED,
        ASSOCIATE,
        OTHER;

        /** The status of that name; anything else is under no duty that we know of. */
        public static Status of(String name) {
            return switch (name) {
                case "covered" -> COVERED;
                case "associate" -> ASSOCIATE;
                default -> OTHER;
            };
        }
    }

    /** A written agreement of an organisation with the program. */
    public enum Agreement {
        /** Qualified service organisation: 42 CFR 2.11, 2.12(c)(4). */
        QSOA,
        /** Audit and evaluation: 42 CFR 2.53. */
        AUDIT,
        /** The organisation is an intermediary: 42 CFR 2.11, 2.31(a)(4)(ii). */
        INTERMEDIARY
    }

    public Requester {
        parties = Set.copyOf(parties);
        agreements = Set.copyOf(agreements);
    }

    /** Whether it is the program's own people who need the record to treat, be it in an emergency, to be paid, or to operate. */
    public boolean isAtWork() {
        return relation == Relation.WORKFORCE && (purpose.isTpo() || (purpose.isEmergency() && attested));
    }

    boolean isOneOf(Set<String> references) {
        return parties.stream().anyMatch(references::contains);
    }

    /** Whether it is one of these, asks through one of them, or may belong to an organisation among them. */
    boolean mayBeOneOf(Set<String> references) {
        boolean isOfUnknown = relation == Relation.OUTSIDER && parties.stream().noneMatch(Requester::isOrganization);
        return isOneOf(references)
                || intermediary.filter(references::contains).isPresent()
                || (isOfUnknown && references.stream().anyMatch(Requester::isOrganization));
    }

    private static boolean isOrganization(String reference) {
        return reference.startsWith("Organization/");
    }
}
