package org.oudfhir.privacy.part2;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentVerificationComponent;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.Reference;
import org.oudfhir.fhir.LocalReference;
import org.oudfhir.fhir.Systems;
import org.oudfhir.privacy.part2.Directive.Kind;

/** The elements of 42 CFR 2.31(a) that a consent needs before it permits anything, and what it says that is not evaluated. */
final class Elements {

    private static final String EXPIRY = Systems.profile("consent-expiry");
    private static final int MAJORITY = 18;

    private final Consent consent;
    private final List<String> defects = new ArrayList<>();

    private Elements(Consent consent) {
        this.consent = consent;
    }

    /**
     * Why a consent permits nothing, if so.
     *
     * @param born the patient's date of birth, the latest possible, if anything is on record
     * @param own reference of this server's own organisation, when it is named
     */
    static List<String> defects(Consent consent, Kind kind, Optional<LocalDate> born, Optional<String> own) {
        Elements elements = new Elements(consent);
        elements.checkForm(kind);
        elements.checkDisclosers(own);
        elements.checkSignature(born);
        elements.defects.addAll(Provisions.unread(consent.getProvision()));
        return elements.defects;
    }

    private void checkForm(Kind kind) {
        ProvisionComponent provision = consent.getProvision();
        need(ConsentReader.isPrivacy(consent), "scope: patient-privacy");
        need(!consent.hasModifierExtension(), "modifierExtension: not evaluated here");
        need(types() <= 1, "category: one type in one form, 2.31(b) and (d)");
        need(provision.getType() == ConsentProvisionType.PERMIT, "provision.type: permit");
        need(
                provision.getProvision().stream().allMatch(each -> each.getType() == ConsentProvisionType.DENY),
                "provision.provision.type: deny, for an exception");
        need(provision.hasActor(), "provision.actor: to whom, 2.31(a)(4)");
        need(
                kind != Kind.REGISTRY
                        || provision.getActor().stream()
                                .map(actor -> LocalReference.of(actor.getReference()))
                                .allMatch(each -> each.filter(
                                                named -> !named.type().equals("CareTeam"))
                                        .isPresent()),
                "provision.actor.reference: each registry and program by name, 2.34");
        need(provision.hasPurpose(), "provision.purpose: what for, 2.31(a)(5)");
        need(
                provision.getPeriod().hasEnd() || consent.hasExtension(EXPIRY),
                "provision.period.end, or consent-expiry: until when, 2.31(a)(7)");
        need(consent.hasDateTime(), "dateTime: when it was signed, 2.31(a)(9)");
    }

    private void checkDisclosers(Optional<String> own) {
        need(consent.hasOrganization(), "organization: who may disclose, 2.31(a)(2)");
        need(
                own.isEmpty()
                        || isOurs(consent, own)
                        || consent.getOrganization().stream()
                                .allMatch(each -> LocalReference.of(each).isPresent()),
                "organization.reference: whether " + own.orElse("") + " may disclose, 2.31(a)(2)");
    }

    /** Whether it lets this server's own organisation disclose; when that has no name, each is taken for it. */
    static boolean isOurs(Consent consent, Optional<String> own) {
        return own.isEmpty()
                || consent.getOrganization().stream().anyMatch(each -> own.get().equals(each.getReference()));
    }

    private void checkSignature(Optional<LocalDate> born) {
        need(
                consent.hasSource() || consent.getVerification().stream().anyMatch(Elements::isVerified),
                "source or verification: the signature, 2.31(a)(8)");
        need(consent.hasPerformer(), "performer: who signed, 2.31(a)(8)");
        boolean byPatient = LocalReference.of(consent.getPatient()).isPresent()
                && consent.getPerformer().stream().anyMatch(this::isPatient);
        if (!consent.hasPerformer() || byPatient) {
            return;
        }
        if (isAdult(born)) {
            need(
                    consent.getVerification().stream().anyMatch(this::isOfSigner),
                    "performer: the patient; or who signs for them, with a verification (verifiedWith) of it, 2.15");
        } else {
            need(false, "performer: a minor, or who may be one, signs, alone or with the parents, 2.14");
        }
    }

    /** Whose birth is not on record may be a minor. */
    private boolean isAdult(Optional<LocalDate> born) {
        LocalDate signed = Validity.start(consent.getDateTimeElement())
                .orElse(Instant.EPOCH)
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
        return born.filter(birth -> !birth.plusYears(MAJORITY).isAfter(signed)).isPresent();
    }

    private boolean isPatient(Reference performer) {
        return LocalReference.of(performer).equals(LocalReference.of(consent.getPatient()));
    }

    /** Whether the authority of one who signed was verified. */
    private boolean isOfSigner(ConsentVerificationComponent verification) {
        Optional<LocalReference> with = LocalReference.of(verification.getVerifiedWith())
                .filter(each -> each.type().equals("RelatedPerson"));
        return isVerified(verification)
                && with.isPresent()
                && consent.getPerformer().stream()
                        .anyMatch(performer -> LocalReference.of(performer).equals(with));
    }

    private static boolean isVerified(ConsentVerificationComponent verification) {
        return verification.getVerified();
    }

    private long types() {
        return consent.getCategory().stream()
                .flatMap(category -> category.getCoding().stream())
                .filter(coding -> ConsentReader.TYPE.equals(coding.getSystem()))
                .map(Coding::getCode)
                .distinct()
                .count();
    }

    private void need(boolean isThere, String what) {
        if (!isThere) {
            defects.add(what);
        }
    }
}
