package org.oudfhir.privacy.part2;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.oudfhir.privacy.part2.Decision.Basis;
import org.oudfhir.privacy.part2.Decision.Reason;
import org.oudfhir.privacy.part2.Directive.Kind;
import org.oudfhir.privacy.part2.Requester.Agreement;
import org.oudfhir.privacy.part2.Requester.Relation;
import org.oudfhir.privacy.part2.Requester.Status;

/**
 * May this requester have this resource? Asked in a fixed order: the purpose alone, the patient, what HIPAA alone protects,
 * the program's own people, exceptions (emergency, agreements), consent, restrictions. What nothing permits is denied.
 */
public final class DisclosureRules {

    /** What an emergency needs: medications, allergies, last doses, diagnosis, and whose they are. */
    private static final Set<String> MINIMAL = Set.of(
            "AllergyIntolerance",
            "Condition",
            "MedicationAdministration",
            "MedicationDispense",
            "MedicationRequest",
            "MedicationStatement",
            "Patient");

    private final boolean isProgram;

    /**
     * Makes the rules of one server.
     *
     * @param isProgram whether the organisation that keeps the records is a Part 2 program itself, or holds what it received
     */
    public DisclosureRules(boolean isProgram) {
        this.isProgram = isProgram;
    }

    /** What the request alone decides, whatever is on record: then there is nothing to look up, and nothing to tell. */
    public static Optional<Reason> refusal(Requester requester) {
        if (requester.relation() == Relation.NOBODY) {
            return Optional.of(Reason.UNKNOWN_REQUESTER);
        }
        return switch (requester.purpose()) {
            case HLEGAL -> Optional.of(Reason.PROCEEDINGS);
            case PUBHLTH -> Optional.of(Reason.PUBLIC_HEALTH);
            case ETREAT, BTG -> requester.attested() ? Optional.empty() : Optional.of(Reason.NOT_ATTESTED);
            default -> Optional.empty();
        };
    }

    /** The decision on one resource. */
    public Decision decide(Requester requester, Sensitivity data, PatientFile file, Instant now) {
        Optional<Reason> refusal = refusal(requester);
        if (refusal.isPresent()) {
            return Decision.deny(refusal.get());
        }
        return switch (requester.relation()) {
            case PATIENT -> toPatient(requester, data);
            case WORKFORCE -> within(requester, data);
            case PROXY -> toProxy(requester, data, file, now);
            default -> outside(requester, data, file, now);
        };
    }

    /**
     * Whether a requester may be told that the patient is enrolled, yes or no. A consent to that names each registry and program
     * (privacy E.6 row 39, after 42 CFR 2.34, whose text is unverified); it opens no record.
     */
    public Decision decideEnrolment(Requester requester, PatientFile file, Instant now) {
        Optional<Reason> refusal = refusal(requester);
        if (refusal.isPresent()) {
            return Decision.deny(refusal.get());
        }
        Sensitivity enrolment = new Sensitivity(
                "EpisodeOfCare", "", Optional.of(file.patient()), true, false, false, Labels.OF_PROGRAM);
        if (requester.relation() != Relation.OUTSIDER) {
            return Decision.deny(Reason.NO_CONSENT);
        }
        if (isRestricted(requester, enrolment, file, now)) {
            return Decision.deny(Reason.AGREED_RESTRICTION);
        }
        return file.permits(now).stream()
                .filter(consent -> consent.kind() == Kind.REGISTRY && isFor(consent, requester, enrolment, file, now))
                .findFirst()
                .<Decision>map(consent -> new Decision.Permit(Basis.CONSENT, Optional.of(consent.reference())))
                .orElse(Decision.deny(Reason.NO_CONSENT));
    }

    /**
     * Whether a requester may read a consent for what they are given under it, which goes with the consent (2.32): whatever part of
     * the record the consent is about, it is about itself too.
     *
     * @param data the labels of the Consent
     */
    public Decision decideConsent(Requester requester, Sensitivity data, PatientFile file, Instant now) {
        boolean asks = requester.relation() == Relation.OUTSIDER
                || (requester.relation() == Relation.PROXY && isOwn(requester, data));
        boolean goesByConsent = !requester.purpose().isEmergency() && requester.purpose() != Purpose.HRESCH;
        if (refusal(requester).isPresent() || !asks || !goesByConsent || isRestricted(requester, data, file, now)) {
            return Decision.deny(Reason.NO_CONSENT);
        }
        return file.permits(now).stream()
                .filter(consent -> consent.reference().equals(data.reference()) && opens(consent, requester))
                .filter(consent -> consent.rule().covers(requester.purpose())
                        && isRecipient(consent, requester, file, now)
                        && !consent.excepts(requester, data, now))
                .findFirst()
                .<Decision>map(consent -> new Decision.Permit(Basis.CONSENT, Optional.of(consent.reference())))
                .orElse(Decision.deny(Reason.NO_CONSENT));
    }

    /** A registry is told yes or no, and no more; proceedings go by the staff. */
    private static boolean opens(Directive consent, Requester requester) {
        return switch (consent.kind()) {
            case TPO -> requester.purpose().isTpo();
            case NAMED, COUNSELING_NOTES -> true;
            case REGISTRY, PROCEEDINGS, RESTRICTION -> false;
        };
    }

    private static boolean isOwn(Requester requester, Sensitivity data) {
        return data.patient().isPresent() && requester.patient().equals(data.patient());
    }

    private static Decision toPatient(Requester requester, Sensitivity data) {
        if (!isOwn(requester, data)) {
            return Decision.deny(Reason.ANOTHER_PATIENT);
        }
        return data.counselingNote() ? Decision.deny(Reason.COUNSELING_NOTE) : Decision.permit(Basis.PATIENT);
    }

    private static Decision within(Requester requester, Sensitivity data) {
        Purpose purpose = requester.purpose();
        if (data.counselingNote() && purpose != Purpose.TREAT) {
            return Decision.deny(Reason.COUNSELING_NOTE);
        }
        if (purpose.isEmergency()) {
            return Decision.permit(Basis.INTERNAL_EMERGENCY);
        }
        return purpose.isTpo()
                ? Decision.permit(Basis.INTERNAL)
                : Decision.deny(purpose == Purpose.HRESCH ? Reason.RESEARCH : Reason.NO_NEED);
    }

    private static Decision toProxy(Requester requester, Sensitivity data, PatientFile file, Instant now) {
        if (!isOwn(requester, data)) {
            return Decision.deny(Reason.ANOTHER_PATIENT);
        }
        if (data.restricted()) {
            return Decision.deny(Reason.RESTRICTED_FINDING);
        }
        if (isRestricted(requester, data, file, now)) {
            return Decision.deny(Reason.AGREED_RESTRICTION);
        }
        return data.isOrdinary() ? Decision.permit(Basis.HIPAA) : byConsent(requester, data, file, now);
    }

    private Decision outside(Requester requester, Sensitivity data, PatientFile file, Instant now) {
        if (requester.purpose() == Purpose.HRESCH) {
            return Decision.deny(Reason.RESEARCH);
        }
        if (requester.purpose().isEmergency() && !data.isOrdinary()) {
            return inEmergency(requester, data, file, now);
        }
        if (isRestricted(requester, data, file, now)) {
            return Decision.deny(Reason.AGREED_RESTRICTION);
        }
        if (data.counselingNote()) {
            return byConsent(requester, data, file, now);
        }
        boolean isTpo = requester.purpose().isTpo() || requester.purpose().isEmergency();
        if (!data.part2() && isTpo && requester.status() != Status.OTHER) {
            return Decision.permit(Basis.HIPAA);
        }
        if (requester.purpose() == Purpose.HOPERAT) {
            if (requester.agreements().contains(Agreement.QSOA)) {
                return Decision.permit(Basis.QSOA);
            }
            if (requester.agreements().contains(Agreement.AUDIT)) {
                return Decision.permit(Basis.AUDIT);
            }
        }
        Optional<Directive> received = file.received(now);
        if (!isProgram && received.isPresent() && isTpo && requester.status() != Status.OTHER) {
            return new Decision.Permit(Basis.REDISCLOSURE, received.map(Directive::reference));
        }
        return byConsent(requester, data, file, now);
    }

    /** Prior consent cannot be had, which a refusal on record contradicts; to medical personnel; the least that helps. */
    private static Decision inEmergency(Requester requester, Sensitivity data, PatientFile file, Instant now) {
        if (isRestricted(requester, data, file, now)) {
            return Decision.deny(Reason.REFUSED);
        }
        if (data.counselingNote()) {
            return Decision.deny(Reason.COUNSELING_NOTE);
        }
        return requester.status() == Status.COVERED && MINIMAL.contains(data.type())
                ? Decision.permit(Basis.EMERGENCY)
                : Decision.deny(Reason.BEYOND_EMERGENCY);
    }

    private static Decision byConsent(Requester requester, Sensitivity data, PatientFile file, Instant now) {
        Decision denied = Decision.deny(data.counselingNote() ? Reason.COUNSELING_NOTE : Reason.NO_CONSENT);
        return file.permits(now).stream()
                .filter(consent -> isOfKind(consent, requester, data) && isFor(consent, requester, data, file, now))
                .findFirst()
                .<Decision>map(consent -> new Decision.Permit(Basis.CONSENT, Optional.of(consent.reference())))
                .orElse(denied);
    }

    private static boolean isOfKind(Directive consent, Requester requester, Sensitivity data) {
        return switch (consent.kind()) {
            case TPO -> !data.counselingNote() && requester.purpose().isTpo();
            case NAMED -> !data.counselingNote();
            case COUNSELING_NOTES -> data.counselingNote();
            default -> false;
        };
    }

    private static boolean isFor(
            Directive consent, Requester requester, Sensitivity data, PatientFile file, Instant now) {
        return consent.permits(requester.purpose())
                && consent.rule().covers(data)
                && isRecipient(consent, requester, file, now)
                && !consent.excepts(requester, data, now);
    }

    /** Named, or of the class that the consent names; an intermediary has to be named itself: 2.31(a)(4)(ii). */
    private static boolean isRecipient(Directive consent, Requester requester, PatientFile file, Instant now) {
        boolean throughNamed = requester
                .intermediary()
                .filter(hie -> !consent.rule().recipients().contains(hie))
                .isEmpty();
        boolean ofClass = consent.kind() == Kind.TPO && consent.rule().treating() && file.isOfClass(requester, now);
        return throughNamed && (consent.rule().names(requester, now) || ofClass);
    }

    private static boolean isRestricted(Requester requester, Sensitivity data, PatientFile file, Instant now) {
        return file.restrictions(now).stream()
                .map(Directive::rule)
                .anyMatch(rule -> rule.concerns(requester) && rule.covers(requester.purpose()) && rule.covers(data));
    }
}
