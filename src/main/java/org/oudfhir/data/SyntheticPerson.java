package org.oudfhir.data;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Locale;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;

/**
 * An invented person.
 *
 * @param id identifier, {@code SYN-…}
 * @param gender {@code female} or {@code male}
 * @param age in years on the day of the intake
 * @param about one line that says what is special
 * @param answers answers to the intake form
 */
public record SyntheticPerson(
        String id, String familyName, String givenName, String gender, int age, String about, Answers answers) {

    private static final String CLINICIAN = "SYN-CLINICIAN";
    private static final String CONSENT_TYPE = Systems.BASE + "/CodeSystem/oud-consent-type";

    /** Half a year after the last birthday: the age holds for the day, and is not always the birthday. */
    private static final int DAYS_SINCE_BIRTHDAY = 183;

    /** The same person with other answers. */
    public SyntheticPerson with(Answers others) {
        return new SyntheticPerson(id, familyName, givenName, gender, age, about, others);
    }

    /** The person, the clinician and the consent to treatment; sent again, it changes nothing. */
    public Bundle record(Instant now) {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        add(bundle, patient(now), Systems.PATIENT_ID, id);
        add(bundle, clinician(), Systems.SOURCE, CLINICIAN);
        add(bundle, consent(now), Systems.SOURCE, id + "-consent");
        return bundle;
    }

    /** The intake, filled in by a clinician with the patient. */
    public QuestionnaireResponse intake(IntakeForm form, Instant authored, String patient, String clinician) {
        QuestionnaireResponse response = form.fill(answers, authored);
        response.getMeta().addTag(test());
        return response.setIdentifier(intakeIdentifier())
                .setSubject(new Reference(patient))
                .setSource(new Reference(patient))
                .setAuthor(new Reference(clinician));
    }

    Identifier intakeIdentifier() {
        return identifier(Systems.SOURCE, id + "-intake");
    }

    private Patient patient(Instant now) {
        LocalDate birthday =
                now.atOffset(ZoneOffset.UTC).toLocalDate().minusYears(age).minusDays(DAYS_SINCE_BIRTHDAY);
        Patient patient = new Patient();
        patient.addName(new HumanName()
                .setUse(HumanName.NameUse.OFFICIAL)
                .setFamily(familyName)
                .addGiven(givenName));
        return patient.setActive(true)
                .setGender(AdministrativeGender.fromCode(gender.toLowerCase(Locale.ROOT)))
                .setBirthDateElement(new DateType(birthday.toString()));
    }

    private static Practitioner clinician() {
        Practitioner clinician = new Practitioner().setActive(true);
        clinician.addName().setFamily("Synthetic").addGiven("Clinician");
        return clinician;
    }

    private Consent consent(Instant now) {
        Consent consent = new Consent();
        consent.getMeta().addProfile(Systems.profile("oud-consent"));
        consent.setStatus(ConsentState.ACTIVE)
                .setScope(Concept.of("http://terminology.hl7.org/CodeSystem/consentscope", "treatment"))
                .addCategory(Concept.of(CONSENT_TYPE, "treatment", "Consent to treatment"))
                .setPatient(new Reference(urn(id)))
                .setDateTimeElement(new DateTimeType(Date.from(now.truncatedTo(ChronoUnit.SECONDS))))
                .addPerformer(new Reference(urn(id)));
        consent.addPolicy().setUri("https://www.ecfr.gov/current/title-42/section-8.12");
        return consent;
    }

    private static void add(Bundle bundle, Resource resource, String system, String value) {
        resource.getMeta().addTag(test());
        resource.setProperty("identifier", identifier(system, value));
        bundle.addEntry()
                .setFullUrl(urn(value))
                .setResource(resource)
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl(resource.fhirType())
                .setIfNoneExist("identifier=" + system + "|" + value);
    }

    private static Identifier identifier(String system, String value) {
        return new Identifier().setSystem(system).setValue(value);
    }

    private static Coding test() {
        return new Coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "HTEST", "test health data");
    }

    private static String urn(String value) {
        return Identities.urn(value);
    }
}
