package org.oudfhir.privacy.part2;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A consent, as the decision needs it.
 *
 * @param reference of the Consent
 * @param kind what it is for
 * @param active whether it stands: neither revoked nor recorded by mistake
 * @param signed when; the newest of a kind counts
 * @param ours whether it is about what this server's own organisation discloses, and not only another one
 * @param rule what it permits, or denies
 * @param exceptions what it denies out of what it permits
 * @param defects what it lacks of 42 CFR 2.31, and what it says that is not evaluated; with any, it permits nothing
 */
public record Directive(
        String reference,
        Kind kind,
        boolean active,
        Instant signed,
        boolean ours,
        Rule rule,
        List<Rule> exceptions,
        List<String> defects) {

    /** What a consent is for. */
    public enum Kind {
        /** Treatment, payment and operations. */
        TPO,
        /** Named recipients. */
        NAMED,
        COUNSELING_NOTES,
        /** Whether the patient is enrolled, told to central registries and programs by name: 42 CFR 2.34. */
        REGISTRY,
        PROCEEDINGS,
        /** A refusal, or a restriction that was agreed on. */
        RESTRICTION
    }

    /**
     * Whom and what it is about; what is not said is not limited.
     *
     * @param recipients references of named recipients
     * @param members the people in a care team among these
     * @param treating whether the class of those who treat, pay and help to operate is a recipient
     * @param purposes of use
     * @param labels security labels, or classes of data
     * @param resources references of single resources
     * @param validity when
     */
    public record Rule(
            Set<String> recipients,
            Set<Party> members,
            boolean treating,
            Set<Purpose> purposes,
            Set<String> labels,
            Set<String> resources,
            Validity validity) {

        public Rule {
            recipients = Set.copyOf(recipients);
            members = Set.copyOf(members);
            purposes = Set.copyOf(purposes);
            labels = Set.copyOf(labels);
            resources = Set.copyOf(resources);
        }

        boolean isInTime(Instant now) {
            return validity.includes(now);
        }

        boolean covers(Purpose purpose) {
            return purposes.isEmpty() || purposes.contains(purpose);
        }

        boolean covers(Sensitivity data) {
            boolean labelled = labels.isEmpty() || labels.stream().anyMatch(label -> isOf(data, label));
            return labelled && (resources.isEmpty() || resources.contains(data.reference()));
        }

        private static boolean isOf(Sensitivity data, String label) {
            return data.codes().contains(label) || DataClass.of(label).contains(data.type());
        }

        /** Whether it tells resources of a type apart by what a search cannot be narrowed by: their ids, or rarer labels. */
        boolean isAboutSingle(String type) {
            return resources.stream().anyMatch(resource -> resource.startsWith(type + "/"))
                    || (resources.isEmpty() && labels.stream().anyMatch(Rule::isRare));
        }

        private static boolean isRare(String label) {
            return !Labels.isOfOrigin(label)
                    && !label.equals(Labels.VIOLENCE)
                    && DataClass.of(label).isEmpty();
        }

        /** Whether a denial speaks of this requester, or may: by name, or because it names nobody. */
        boolean concerns(Requester requester) {
            return recipients.isEmpty() || requester.mayBeOneOf(recipients);
        }

        /** Whether a permission names this requester. */
        boolean names(Requester requester, Instant now) {
            return requester.isOneOf(recipients) || requester.isOneOf(Party.now(members, now));
        }
    }

    public Directive {
        exceptions = List.copyOf(exceptions);
        defects = List.copyOf(defects);
    }

    /** Whether it stands at this time and lacks nothing. */
    boolean isInForce(Instant now) {
        return active && defects.isEmpty() && !signed.isAfter(now) && rule.isInTime(now);
    }

    /** Whether it permits this purpose; one that nobody here knows is not the one that was consented to. */
    boolean permits(Purpose purpose) {
        return purpose != Purpose.OTHER && rule.covers(purpose);
    }

    /** Whether one of its exceptions keeps this data from this requester. */
    boolean excepts(Requester requester, Sensitivity data, Instant now) {
        return exceptions.stream()
                .anyMatch(each -> each.isInTime(now)
                        && each.concerns(requester)
                        && each.covers(requester.purpose())
                        && each.covers(data));
    }
}
