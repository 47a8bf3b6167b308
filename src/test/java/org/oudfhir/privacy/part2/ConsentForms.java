package org.oudfhir.privacy.part2;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentDataMeaning;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/** The consents that the decision table speaks of, as FHIR. */
public final class ConsentForms {

    private static final String TYPES = "https://oud-fhir.github.io/ig/CodeSystem/oud-consent-type";
    private static final String EXPIRY = "https://oud-fhir.github.io/ig/StructureDefinition/consent-expiry";
    private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
    private static final String REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

    private ConsentForms() {}

    /** The consents of one cell of the table. */
    public static List<Consent> of(String cell, String patient, Instant now) {
        List<Consent> consents = new ArrayList<>();
        for (String each : cell.split(" ", -1)) {
            if (!each.equals("none")) {
                Consent consent = of(each.split(":", -1), patient, now);
                consent.setId(patient + "-" + each.replaceAll("[^A-Za-z0-9]+", "-"));
                consents.add(consent);
            }
        }
        return consents;
    }

    private static Consent of(String[] words, String patient, Instant now) {
        Consent consent = form(patient, now);
        switch (words[0]) {
            case "tpo" -> {
                type(consent, "part2-tpo");
                purposes(consent, "TREAT,HPAYMT,HOPERAT");
                consent.getProvision()
                        .addProvision()
                        .setType(ConsentProvisionType.DENY)
                        .addPurpose(new Coding(REASON, "HLEGAL", null));
            }
            case "named" -> {
                type(consent, "part2-named");
                purposes(consent, words[2]);
            }
            case "notes" -> {
                type(consent, "part2-counseling-notes");
                purposes(consent, "TREAT");
            }
            case "registry" -> {
                type(consent, "part2-registry");
                purposes(consent, "TREAT");
            }
            case "proceedings" -> {
                type(consent, "part2-proceedings");
                purposes(consent, "HLEGAL");
            }
            case "refusal" -> {
                type(consent, "part2-named");
                consent.getProvision().setType(ConsentProvisionType.DENY);
                purposes(consent, words[1]);
            }
            case "denial" -> {
                type(consent, "part2-named");
                consent.getProvision().setType(ConsentProvisionType.DENY);
            }
            case "self-pay" -> {
                type(consent, "part2-named");
                consent.getProvision().setType(ConsentProvisionType.DENY);
                purposes(consent, "HPAYMT");
                consent.getProvision()
                        .addData()
                        .setMeaning(ConsentDataMeaning.INSTANCE)
                        .setReference(new Reference("Claim/" + patient + "-Claim"));
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
        if (!words[0].equals("refusal")) {
            for (String recipient : words[1].split("\\+", -1)) {
                recipient(consent.getProvision(), recipient, consent.getPatient());
            }
        }
        change(consent, words[words.length - 1], now);
        return consent;
    }

    /** A form in which everything is filled that the law wants. */
    private static Consent form(String patient, Instant now) {
        Consent consent = new Consent();
        consent.setStatus(ConsentState.ACTIVE)
                .setScope(concept("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"))
                .addCategory(concept("http://loinc.org", "59284-0"))
                .setPatient(new Reference("Patient/" + patient))
                .setDateTimeElement(time(now.minus(Duration.ofDays(30))))
                .addPerformer(new Reference("Patient/" + patient))
                .addOrganization(new Reference().setDisplay("The program"))
                .setSource(new Attachment().setTitle("Signed form"))
                .setPolicyRule(concept("http://terminology.hl7.org/CodeSystem/v3-ActCode", "42CFRPart2"));
        consent.getProvision().setType(ConsentProvisionType.PERMIT);
        consent.addExtension(EXPIRY, new StringType("none"));
        return consent;
    }

    private static void change(Consent consent, String last, Instant now) {
        switch (last) {
            case "revoked" -> {
                consent.setStatus(ConsentState.INACTIVE);
                consent.getProvision().getPeriod().setEndElement(time(now.minus(Duration.ofMinutes(1))));
            }
            case "expired" -> consent.getProvision().getPeriod().setEndElement(time(now.minus(Duration.ofDays(1))));
            case "incomplete" -> consent.getExtension().clear();
            case "scope-treatment" ->
                consent.setScope(concept("http://terminology.hl7.org/CodeSystem/consentscope", "treatment"));
            case "signed-tomorrow" -> consent.setDateTimeElement(time(now.plus(Duration.ofDays(1))));
            case "signed-by-parent" -> signedByParent(consent);
            case "signed-by-guardian" ->
                consent.addVerification()
                        .setVerified(true)
                        .setVerifiedWith(signedByParent(consent).copy());
            case "only-2024" ->
                consent.getProvision()
                        .setDataPeriod(new Period()
                                .setStartElement(new DateTimeType("2024-01-01"))
                                .setEndElement(new DateTimeType("2024-12-31")));
            case "only-type-appointment" ->
                consent.getProvision().addClass_(new Coding("http://hl7.org/fhir/resource-types", "Appointment", null));
            case "except-hospital", "except-text-only", "except-class" ->
                recipient(
                        consent.getProvision().addProvision().setType(ConsentProvisionType.DENY),
                        last.substring("except-".length()),
                        consent.getPatient());
            case "appointments" ->
                consent.getProvision()
                        .addSecurityLabel(new Coding(
                                "https://oud-fhir.github.io/ig/CodeSystem/oud-data-class", "appointments", null));
            default -> {}
        }
    }

    private static Reference signedByParent(Consent consent) {
        String patient = consent.getPatient().getReferenceElement().getIdPart();
        return consent.getPerformerFirstRep().setReference("RelatedPerson/" + patient + "-parent");
    }

    private static void recipient(ProvisionComponent provision, String name, Reference whose) {
        String patient = whose.getReferenceElement().getIdPart();
        var actor = provision.addActor();
        actor.setRole(concept("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP"));
        switch (name) {
            case "class" -> {
                Reference nobodyInParticular = new Reference();
                nobodyInParticular.addExtension(ABSENT, new CodeType("not-applicable"));
                actor.setReference(nobodyInParticular);
            }
            case "text-only" -> actor.setReference(new Reference().setDisplay("St. Elsewhere Hospital"));
            case "team" -> actor.setReference(new Reference("CareTeam/" + patient + "-team"));
            case "sister" -> actor.setReference(new Reference("RelatedPerson/" + patient + "-sister"));
            default -> actor.setReference(new Reference("Organization/" + name));
        }
    }

    private static void type(Consent consent, String code) {
        consent.addCategory(concept(TYPES, code));
    }

    private static void purposes(Consent consent, String codes) {
        for (String code : codes.split(",", -1)) {
            consent.getProvision().addPurpose(new Coding(REASON, code, null));
        }
    }

    private static DateTimeType time(Instant instant) {
        return new DateTimeType(Date.from(instant));
    }

    private static CodeableConcept concept(String system, String code) {
        return new CodeableConcept().addCoding(new Coding(system, code, null));
    }
}
