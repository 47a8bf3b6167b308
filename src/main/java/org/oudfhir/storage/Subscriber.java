package org.oudfhir.storage;

import java.time.Instant;
import java.util.List;

/**
 * Who made a Subscription, as the verified token said when it was last written; empty where it did not say.
 *
 * @param subject who the issuer said it was
 * @param client the application
 * @param person reference of the person
 * @param organization reference of the organisation
 * @param patient logical id of the patient in context
 * @param scopes SMART scopes
 * @param purpose purpose of use
 * @param hipaaStatus covered, associate or other
 * @param registered whether the server's own authorization server knew the client, so that it can be asked again
 * @param written when
 */
public record Subscriber(
        String subject,
        String client,
        String person,
        String organization,
        String patient,
        List<String> scopes,
        String purpose,
        String hipaaStatus,
        boolean registered,
        Instant written) {

    public Subscriber {
        scopes = List.copyOf(scopes);
    }

    /** Whether it is the same caller, with whatever scopes and purpose. */
    public boolean isSame(Subscriber other) {
        return subject.equals(other.subject)
                && client.equals(other.client)
                && person.equals(other.person)
                && organization.equals(other.organization);
    }
}
