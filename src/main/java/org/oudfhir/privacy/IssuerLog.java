package org.oudfhir.privacy;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.oudfhir.fhir.Problem;
import org.oudfhir.storage.AuditRecord;
import org.oudfhir.storage.AuditRecord.About;
import org.oudfhir.storage.AuditRecord.Act;
import org.oudfhir.storage.AuditRecord.Who;
import org.oudfhir.storage.AuditTrail;

/** What happens at the authorization server, in the audit trail. Each method throws {@link Problem.Unavailable} when it cannot be recorded. */
public final class IssuerLog {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TEXT = 4_000;

    private final AuditTrail trail;
    private final Clock clock;

    public IssuerLog(AuditTrail trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
    }

    /** Somebody or something of whom no more is known than what they call themselves. */
    public static Who named(String name) {
        return new Who(shortened(name, LONGEST_NAME), "", "", "", "", "");
    }

    /**
     * Somebody gave a name and a password.
     *
     * @param name as it was typed
     * @param succeeded whether the password was that of the name
     */
    public void signedIn(String name, boolean succeeded) {
        if (succeeded) {
            done(SecurityEvent.LOGIN, "E", named(name), List.of(), "");
        } else {
            refused(SecurityEvent.LOGIN, named(name), "SIGN_IN_FAILED");
        }
    }

    /**
     * Something was done.
     *
     * @param action C, U, D or E
     * @param about references of what it was done with; of patients too
     * @param detail what more there is to say
     */
    public void done(SecurityEvent event, String action, Who who, List<String> about, String detail) {
        append(new Act(event.kind(), action, "0", shortened(detail, LONGEST_TEXT), "", ""), who, about);
    }

    /** Something was refused. */
    public void refused(SecurityEvent event, Who who, String reason) {
        append(new Act(event.kind(), "E", "4", shortened(reason, LONGEST_TEXT), "", ""), who, List.of());
    }

    /**
     * Somebody looked for a patient, and is shown those who were found.
     *
     * @param wanted what was asked
     * @param shown their references
     */
    public void looked(Who who, String wanted, List<String> shown) {
        String query = shortened("Patient?find=" + wanted, LONGEST_TEXT);
        append(new Act("search-type", "E", "0", "", "", query), who, shown);
    }

    /** Somebody is shown who a patient is, by the patient's reference. */
    public void shown(Who who, String patient) {
        append(new Act("read", "R", "0", "", "", ""), who, List.of(patient));
    }

    /** Somebody named a patient who is not theirs to choose, or nobody's. */
    public void outOfReach(Who who, String patient) {
        append(new Act("read", "R", "4", "OUT_OF_REACH", "", ""), who, List.of(shortened(patient, LONGEST_NAME)));
    }

    private void append(Act act, Who who, List<String> about) {
        List<String> patients = about.stream()
                .filter(reference -> reference.startsWith("Patient/"))
                .map(reference -> reference.substring("Patient/".length()))
                .toList();
        trail.append(List.of(
                new AuditRecord(clock.instant(), act, who, new About(patients, about, List.of()), Optional.empty())));
    }

    private static String shortened(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }
}
