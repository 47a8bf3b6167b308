package org.oudfhir.privacy.part2;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Consent.ConsentVerificationComponent;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.Reference;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;
import org.oudfhir.privacy.part2.Directive.Kind;
import org.oudfhir.privacy.part2.Directive.Rule;

/** Reads a Consent as the decision needs it, and says what it lacks. */
public final class ConsentReader {

    private static final String TYPE = Systems.BASE + "/CodeSystem/oud-consent-type";
    private static final String EXPIRY = Systems.profile("consent-expiry");
    private static final int MAJORITY = 18;

    private ConsentReader() {}

    /**
     * The directive that a consent is; none when it is about treatment, or no privacy consent that we know.
     *
     * @param born the patient's date of birth, if it is on record
     * @param teams who is in each of the patient's care teams, by reference: a consent that names a team is about them
     */
    public static Optional<Directive> read(Consent consent, Optional<LocalDate> born, Map<String, Set<String>> teams) {
        return kind(consent)
                .map(kind -> new Directive(
                        "Consent/" + consent.getIdElement().getIdPart(),
                        kind,
                        consent.getStatus() == ConsentState.ACTIVE,
                        Validity.start(consent.getDateTimeElement()).orElse(Instant.EPOCH),
                        rule(consent.getProvision(), teams),
                        consent.getProvision().getProvision().stream()
                                .map(exception -> rule(exception, teams))
                                .toList(),
                        defects(consent, kind, born)));
    }

    private static Optional<Kind> kind(Consent consent) {
        boolean isPrivacy =
                consent.getScope().getCoding().stream().anyMatch(coding -> "patient-privacy".equals(coding.getCode()));
        if (isPrivacy && consent.getProvision().getType() == ConsentProvisionType.DENY) {
            return Optional.of(Kind.RESTRICTION);
        }
        List<Kind> kinds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (kind != Kind.RESTRICTION
                    && consent.getCategory().stream().anyMatch(each -> Concept.has(each, TYPE, code(kind)))) {
                kinds.add(kind);
            }
        }
        // Several kinds in one form: the narrowest permission is read, and the form is defective besides.
        return kinds.stream().reduce((first, last) -> last);
    }

    private static String code(Kind kind) {
        return switch (kind) {
            case TPO -> "part2-tpo";
            case NAMED -> "part2-named";
            case COUNSELING_NOTES -> "part2-counseling-notes";
            case REGISTRY -> "part2-registry";
            case PROCEEDINGS -> "part2-proceedings";
            case RESTRICTION -> "";
        };
    }

    /** The elements of 42 CFR 2.31(a) that are not there. A refusal needs none. */
    private static List<String> defects(Consent consent, Kind kind, Optional<LocalDate> born) {
        List<String> defects = new ArrayList<>();
        if (kind == Kind.RESTRICTION) {
            return defects;
        }
        ProvisionComponent provision = consent.getProvision();
        need(defects, consent.hasOrganization(), "organization: who may disclose, 2.31(a)(2)");
        need(defects, provision.hasActor(), "provision.actor: to whom, 2.31(a)(4)");
        need(
                defects,
                kind != Kind.REGISTRY
                        || provision.getActor().stream()
                                .allMatch(actor -> actor.getReference().hasReference()),
                "provision.actor.reference: each registry and program by name, 2.34");
        need(defects, provision.hasPurpose(), "provision.purpose: what for, 2.31(a)(5)");
        need(
                defects,
                provision.getPeriod().hasEnd() || consent.hasExtension(EXPIRY),
                "provision.period.end, or consent-expiry: until when, 2.31(a)(7)");
        need(defects, consent.hasPerformer(), "performer: who signed, 2.31(a)(8)");
        need(
                defects,
                consent.hasSource() || consent.getVerification().stream().anyMatch(ConsentReader::isVerified),
                "source or verification: the signature, 2.31(a)(8)");
        need(defects, consent.hasDateTime(), "dateTime: when it was signed, 2.31(a)(9)");
        need(defects, types(consent) <= 1, "category: one type in one form, 2.31(b) and (d)");
        need(defects, isSignedAsAgeWants(consent, born), "performer: a minor signs, alone or with the parents, 2.14");
        return defects;
    }

    private static void need(List<String> defects, boolean isThere, String what) {
        if (!isThere) {
            defects.add(what);
        }
    }

    private static boolean isVerified(ConsentVerificationComponent verification) {
        return verification.getVerified();
    }

    private static long types(Consent consent) {
        return consent.getCategory().stream()
                .flatMap(category -> category.getCoding().stream())
                .filter(coding -> TYPE.equals(coding.getSystem()))
                .map(Coding::getCode)
                .distinct()
                .count();
    }

    private static boolean isSignedAsAgeWants(Consent consent, Optional<LocalDate> born) {
        LocalDate signed = Validity.start(consent.getDateTimeElement())
                .orElse(Instant.EPOCH)
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
        boolean isMinor =
                born.filter(birth -> birth.plusYears(MAJORITY).isAfter(signed)).isPresent();
        return !isMinor
                || consent.getPerformer().stream()
                        .anyMatch(performer ->
                                String.valueOf(performer.getReference()).startsWith("Patient/"));
    }

    private static Rule rule(ProvisionComponent provision, Map<String, Set<String>> teams) {
        Set<String> recipients = new HashSet<>();
        boolean treating = false;
        for (var actor : provision.getActor()) {
            if (actor.getReference().hasReference()) {
                String recipient = local(actor.getReference());
                recipients.add(recipient);
                recipients.addAll(teams.getOrDefault(recipient, Set.of()));
            } else {
                treating = true;
            }
        }
        return new Rule(
                recipients,
                treating,
                provision.getPurpose().stream()
                        .map(purpose -> Purpose.of(purpose.getCode()))
                        .collect(Collectors.toSet()),
                provision.getSecurityLabel().stream().map(Coding::getCode).collect(Collectors.toSet()),
                provision.getData().stream()
                        .map(data -> local(data.getReference()))
                        .collect(Collectors.toSet()),
                Validity.of(provision.getPeriod()));
    }

    private static String local(Reference reference) {
        return reference.getReferenceElement().toUnqualifiedVersionless().getValue();
    }
}
