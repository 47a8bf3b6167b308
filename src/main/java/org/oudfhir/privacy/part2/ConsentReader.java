package org.oudfhir.privacy.part2;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;
import org.oudfhir.privacy.part2.Directive.Kind;

/** Reads a Consent as the decision needs it, and says what it lacks. */
public final class ConsentReader {

    static final String TYPE = Systems.BASE + "/CodeSystem/oud-consent-type";

    private static final String SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope";
    private static final String PRIVACY = "patient-privacy";

    /** Scopes of consents to something else than a disclosure. */
    private static final Set<String> OTHER_SCOPES = Set.of("adr", "research", "treatment");

    private final Optional<String> own;

    /**
     * Makes it.
     *
     * @param own reference of this server's own organisation, when it is named
     */
    public ConsentReader(Optional<String> own) {
        this.own = own;
    }

    /**
     * The directive that a consent is; none when it is about something else than a disclosure.
     *
     * @param born the patient's date of birth, the latest possible, if anything is on record
     * @param teams the care teams of the patient, by reference: a consent that names a team is about who is in it
     */
    public Optional<Directive> read(Consent consent, Optional<LocalDate> born, Map<String, Team> teams) {
        Provisions provisions = new Provisions(teams);
        return kind(consent)
                .map(kind -> new Directive(
                        "Consent/" + consent.getIdElement().getIdPart(),
                        kind,
                        consent.getStatus() == ConsentState.ACTIVE,
                        Validity.start(consent.getDateTimeElement()).orElse(Instant.EPOCH),
                        Elements.isOurs(consent, own),
                        kind == Kind.RESTRICTION
                                ? provisions.denial(consent.getProvision())
                                : provisions.permission(consent.getProvision(), kind),
                        consent.getProvision().getProvision().stream()
                                .map(provisions::denial)
                                .toList(),
                        // A refusal needs no form.
                        kind == Kind.RESTRICTION ? List.of() : Elements.defects(consent, kind, born, own)));
    }

    static boolean isPrivacy(Consent consent) {
        return Concept.has(consent.getScope(), SCOPE, PRIVACY);
    }

    private static Optional<Kind> kind(Consent consent) {
        List<Kind> kinds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (kind != Kind.RESTRICTION
                    && consent.getCategory().stream().anyMatch(each -> Concept.has(each, TYPE, code(kind)))) {
                kinds.add(kind);
            }
        }
        if (consent.getProvision().getType() == ConsentProvisionType.DENY
                && !(kinds.isEmpty() && isAboutSomethingElse(consent))) {
            return Optional.of(Kind.RESTRICTION);
        }
        // Several kinds in one form: the narrowest permission is read, and the form is defective besides.
        return kinds.stream().reduce((first, last) -> last);
    }

    /** A treatment that is refused, or resuscitation in an advance directive, is no disclosure that is refused. */
    private static boolean isAboutSomethingElse(Consent consent) {
        boolean isOfPrivacy =
                consent.getCategory().stream().anyMatch(each -> Concept.has(each, Systems.LOINC, "59284-0"));
        return !isOfPrivacy
                && consent.getScope().hasCoding()
                && consent.getScope().getCoding().stream()
                        .allMatch(
                                coding -> SCOPE.equals(coding.getSystem()) && OTHER_SCOPES.contains(coding.getCode()));
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
}
