package org.oudfhir.privacy;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.oudfhir.storage.AuditRecord;
import org.oudfhir.storage.AuditRecord.About;
import org.oudfhir.storage.AuditRecord.Act;
import org.oudfhir.storage.AuditRecord.Who;
import org.oudfhir.storage.AuditTrail;

/** The sign-ins of people in the audit trail. */
public final class SignInLog {

    private static final int LONGEST_NAME = 100;

    private final AuditTrail trail;
    private final Clock clock;

    public SignInLog(AuditTrail trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Somebody gave a name and a password.
     *
     * @param name as it was typed
     * @param succeeded whether the password was that of the name
     * @throws org.oudfhir.fhir.Problem.Unavailable when it cannot be recorded
     */
    public void add(String name, boolean succeeded) {
        String subject = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        trail.append(List.of(new AuditRecord(
                clock.instant(),
                new Act("login", "E", succeeded ? "0" : "4", succeeded ? "" : "SIGN_IN_FAILED", "", ""),
                new Who(subject, "", "", "", "", ""),
                new About(List.of(), List.of(), List.of()),
                Optional.empty())));
    }
}
