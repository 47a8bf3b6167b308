package org.oudfhir.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One line of the audit trail.
 *
 * @param recorded when
 * @param act what was done
 * @param who did it
 * @param about what and whom
 * @param content an AuditEvent as it was sent to the server, when this is one
 */
public record AuditRecord(Instant recorded, Act act, Who who, About about, Optional<String> content) {

    /**
     * What was done.
     *
     * @param kind the interaction, a code of restful-interaction, or what else is recorded, such as login
     * @param action C, R, U, D or E
     * @param outcome 0 for success, 4 for a refusal, 8 for a fault
     * @param reason of the decision
     * @param request id of the request
     * @param query what a search asked
     */
    public record Act(String kind, String action, String outcome, String reason, String request, String query) {}

    /** Who did it; empty where the token does not say. */
    public record Who(
            String subject, String client, String person, String organization, String purpose, String attestation) {}

    /**
     * What it was about.
     *
     * @param patients logical ids
     * @param resources references
     * @param consents references of those that it rested on
     */
    public record About(List<String> patients, List<String> resources, List<String> consents) {

        public About {
            patients = List.copyOf(patients);
            resources = List.copyOf(resources);
            consents = List.copyOf(consents);
        }
    }
}
