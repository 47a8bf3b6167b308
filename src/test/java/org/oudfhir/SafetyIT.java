package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Timing.UnitsOfTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;

/** Orders over HTTP: no dangerous one is kept, and every one carries its warnings. */
class SafetyIT {

    private static final String NALOXONE = "1725059";
    private static final String BUPRENORPHINE = "351265";
    private static final String METHADONE = "864706";
    private static final String NALTREXONE = "1483744";
    private static final String DIAZEPAM = "3322";

    private final Api api = RunningServer.api();
    private String patient;
    private String practitioner;

    @BeforeEach
    void aPatientWithConsent() {
        Patient person = new Patient();
        person.setBirthDateElement(new DateType("1990-05-01"));
        person.setGender(org.hl7.fhir.r4.model.Enumerations.AdministrativeGender.MALE);
        patient = "Patient/" + api.post(person).id();
        practitioner = "Practitioner/" + api.post(new Practitioner()).id();
        Consent consent = new Consent();
        consent.setStatus(Consent.ConsentState.ACTIVE);
        consent.setScope(Concept.of("http://terminology.hl7.org/CodeSystem/consentscope", "treatment"));
        consent.addCategory(Concept.of(Systems.BASE + "/CodeSystem/oud-consent-type", "treatment"));
        consent.setPatient(new Reference(patient));
        consent.setDateTime(Date.from(Instant.now()));
        consent.setPolicyRule(new CodeableConcept().setText("Consent to treatment"));
        store(consent);
    }

    @Test
    void aStoppedOrderLeavesNoTrace() {
        Api.Answer answer = api.post(order(METHADONE, 60));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.issues())
                .extracting(issue -> issue.getDetails().getCodingFirstRep().getCode())
                .contains("MR-10", "MR-13");
        assertThat(answer.issues()).allSatisfy(issue -> {
            assertThat(issue.getDiagnostics()).contains(Systems.BASE + "/PlanDefinition/MR-");
            assertThat(issue.getExpression()).isNotEmpty();
        });
        assertThat(count("MedicationRequest")).isZero();
        assertThat(count("DetectedIssue")).isZero();
    }

    @Test
    void warningsAreStoredAndToldOnce() {
        cows(12);
        Api.Answer answer = api.post(order(BUPRENORPHINE, 8));

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        List<DetectedIssue> issues = issues();
        assertThat(issues).extracting(SafetyIT::rule).contains("MR-37");
        assertThat(answer.links()).hasSize(issues.size()).allMatch(link -> link.contains(Systems.REL_ALERT));
        assertThat(issues).allSatisfy(issue -> {
            assertThat(issue.getImplicatedFirstRep().getReference()).endsWith("MedicationRequest/" + answer.id());
            assertThat(issue.getReference()).startsWith(Systems.BASE + "/PlanDefinition/");
        });

        MedicationRequest again = api.read(MedicationRequest.class, answer.id());
        again.addNote().setText("Written once more");
        assertThat(api.put(again).status()).isEqualTo(200);
        assertThat(issues()).hasSameSizeAs(issues);
    }

    @Test
    void theBodySaysTheAlertsWhenAskedForAnOutcome() {
        cows(12);
        Api.Answer answer = api.post(order(BUPRENORPHINE, 8), "Prefer", "return=OperationOutcome");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.as(OperationOutcome.class).getIssue())
                .extracting(issue -> issue.getDetails().getCodingFirstRep().getCode())
                .contains("MR-37");
    }

    @Test
    void anOverrideSaysWhoWhenAndWhy() {
        MedicationRequest order = override(order(BUPRENORPHINE, 8), "MR-20", practitioner, "Observed in the ward.");
        Api.Answer answer = api.post(order);

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        DetectedIssue issue = issues().stream()
                .filter(each -> rule(each).equals("MR-20"))
                .findFirst()
                .orElseThrow();
        assertThat(issue.getMitigationFirstRep().getAuthor().getReference()).isEqualTo(practitioner);
        assertThat(issue.getMitigationFirstRep().getAction().getText()).isEqualTo("Observed in the ward.");
        assertThat(issue.getMitigationFirstRep().getDate()).isNotNull();
        List<Provenance> provenances = api.search(Provenance.class, "target=MedicationRequest/" + answer.id());
        assertThat(provenances).singleElement().satisfies(provenance -> {
            assertThat(provenance.getAgentFirstRep().getWho().getReference()).isEqualTo(practitioner);
            assertThat(provenance.getReasonFirstRep().getCodingFirstRep().getCode())
                    .isEqualTo("monitored-setting");
            assertThat(provenance.getRecorded()).isNotNull();
        });
    }

    @Test
    void anOverrideNeedsACodeATextAndAPrescriber() {
        assertThat(api.post(override(order(BUPRENORPHINE, 8), "MR-20", patient, "I want it."))
                        .status())
                .isEqualTo(422);
        assertThat(api.post(override(order(BUPRENORPHINE, 8), "MR-20", practitioner, " "))
                        .status())
                .isIn(400, 422);
        assertThat(api.post(override(order(BUPRENORPHINE, 8), "MR-21", practitioner, "Another rule."))
                        .status())
                .isEqualTo(422);
        assertThat(count("MedicationRequest")).isZero();
    }

    @Test
    void theLawCannotBeOverridden() {
        MedicationRequest order = override(order(METHADONE, 20), "MR-10", practitioner, "No program nearby.");

        Api.Answer answer = api.post(order);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.fault()).contains("cannot be overridden");
    }

    @Test
    void aProgramMayDispenseMethadone() {
        Organization program = new Organization();
        program.addIdentifier().setSystem("urn:example:otp-certification").setValue("OTP-17");
        MedicationRequest order = order(METHADONE, 10);
        order.getDispenseRequest()
                .setPerformer(new Reference("Organization/" + api.post(program).id()));

        Api.Answer answer = api.post(order);

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(issues()).extracting(SafetyIT::rule).contains("MR-18").doesNotContain("MR-10");
    }

    @Test
    void ordersOfOneTransactionAreSeenTogether() {
        cows(12);
        Bundle safe = bundle(order(BUPRENORPHINE, 8), order(NALOXONE, 4));
        Api.Answer answer = api.transaction(safe);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(issues()).extracting(SafetyIT::rule).doesNotContain("MR-37");
        assertThat(answer.as(Bundle.class).getEntry().get(0).getResponse().getOutcome())
                .isNotNull();
    }

    @Test
    void twoAgonistsOfOneTransactionAreBothRefused() {
        Api.Answer answer = api.transaction(bundle(order(BUPRENORPHINE, 8), order(NALTREXONE, 50)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.fault()).contains("MR-01");
        assertThat(count("MedicationRequest")).isZero();
    }

    @Test
    void aBatchRefusesOneEntryOnly() {
        cows(12);
        Bundle batch = bundle(order(BUPRENORPHINE, 8), order(METHADONE, 60));
        batch.setType(BundleType.BATCH);

        Bundle answer = api.transaction(batch).as(Bundle.class);

        assertThat(answer.getEntry().get(0).getResponse().getStatus()).startsWith("201");
        assertThat(answer.getEntry().get(1).getResponse().getStatus()).startsWith("422");
        assertThat(count("MedicationRequest")).isEqualTo(1);
    }

    @Test
    void aDraftIsStoredAndMeetsTheRulesWhenItBecomesActive() {
        MedicationRequest draft = order(NALTREXONE, 50);
        draft.setStatus(MedicationRequestStatus.DRAFT);
        observe(Systems.LOINC, "19295-5", Concept.of(Systems.INTERPRETATION, "POS"), Instant.now());
        Api.Answer stored = api.post(draft);

        assertThat(stored.status()).as(stored.text()).isEqualTo(201);
        assertThat(issues()).extracting(SafetyIT::rule).contains("MR-02");
        Api.Answer patched = api.patch(
                "MedicationRequest/" + stored.id(),
                "[{\"op\": \"replace\", \"path\": \"/status\", \"value\": \"active\"}]",
                "Content-Type",
                "application/json-patch+json");
        assertThat(patched.status()).as(patched.text()).isEqualTo(422);
        assertThat(api.read(MedicationRequest.class, stored.id()).getStatus()).isEqualTo(MedicationRequestStatus.DRAFT);
    }

    /** A draft may be thrown away, and what was said of it goes too; a placed order is cancelled instead. */
    @Test
    void aDraftTakesItsWarningsWithItAndAPlacedOrderStays() {
        cows(12);
        String placed = api.post(order(BUPRENORPHINE, 8)).id();
        MedicationRequest draft = order(NALTREXONE, 50);
        draft.setStatus(MedicationRequestStatus.DRAFT);
        String thrownAway = api.post(draft).id();
        assertThat(issues())
                .extracting(each -> each.getImplicatedFirstRep().getReference())
                .contains("MedicationRequest/" + thrownAway, "MedicationRequest/" + placed);

        assertThat(api.delete("MedicationRequest/" + thrownAway).status()).isEqualTo(200);
        assertThat(api.delete("MedicationRequest/" + placed).status()).isEqualTo(409);

        assertThat(issues())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.getImplicated())
                        .extracting(Reference::getReference)
                        .contains("MedicationRequest/" + placed));
    }

    @Test
    void historyMayBeLoadedAndIsAnnotated() {
        store(dated(order(METHADONE, 60), 100));
        Api.Answer naltrexone = api.post(dated(order(NALTREXONE, 50), 90));

        assertThat(naltrexone.status()).as(naltrexone.text()).isEqualTo(201);
        assertThat(issues())
                .filteredOn(issue -> rule(issue).equals("MR-01"))
                .extracting(DetectedIssue::getSeverity)
                .containsOnly(DetectedIssue.DetectedIssueSeverity.HIGH);
    }

    @Test
    void newDataReopenTheQuestion() {
        cows(12);
        String program = "Organization/" + store(program());
        MedicationRequest methadone = dated(order(METHADONE, 60), 100);
        methadone.getDispenseRequest().setPerformer(new Reference(program));
        String id = store(methadone);

        observe(Systems.LOINC, "8636-3", quantity(512, "ms"), Instant.now());

        assertThat(issues()).extracting(SafetyIT::rule).contains("MR-16");
        assertThat(api.search(Flag.class, "patient=" + patient))
                .extracting(flag -> flag.getCode().getCodingFirstRep().getCode())
                .containsOnlyOnce("MR-16");
        assertThat(api.search(Task.class, "patient=" + patient + "&priority=urgent"))
                .filteredOn(task -> task.getFocus().getReference().endsWith(id))
                .isNotEmpty();

        observe(Systems.LOINC, "8636-3", quantity(430, "ms"), Instant.now().plusSeconds(1));
        assertThat(api.search(DetectedIssue.class, "patient=" + patient))
                .filteredOn(issue -> rule(issue).equals("MR-16"))
                .extracting(DetectedIssue::getStatus)
                .containsOnly(DetectedIssueStatus.CANCELLED);
    }

    /** An order may point into another record, by mistake or on purpose: that patient's facts are not this one's. */
    @Test
    void anotherPatientsFactsDoNotCount() {
        String stranger = "Patient/" + store(new Patient());
        Condition failure = new Condition();
        failure.setSubject(new Reference(stranger));
        failure.setCode(Concept.of(Systems.SNOMED, "59927004"));
        MedicationRequest order = order(NALTREXONE, 50);
        order.setStatus(MedicationRequestStatus.DRAFT);
        order.addReasonReference(new Reference("Condition/" + store(failure)));

        Api.Answer answer = api.post(order);

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(issues())
                .filteredOn(issue -> rule(issue).equals("MR-07"))
                .noneMatch(issue -> issue.getSeverity() == DetectedIssue.DetectedIssueSeverity.HIGH)
                .allSatisfy(issue -> assertThat(issue.getEvidence()).isEmpty());
    }

    @Test
    void anUnknownDrugIsVisiblyNotChecked() {
        MedicationRequest order = order(NALOXONE, 4);
        order.setMedication(new CodeableConcept().setText("grandmother's drops"));

        Api.Answer answer = api.post(order);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(issues()).extracting(SafetyIT::rule).containsOnly("not-checked");
    }

    @Test
    void falseAlarmsStaySilent() {
        cows(9);
        store(order(DIAZEPAM, 5));
        MedicationRequest order = order(BUPRENORPHINE, 32);
        assertThat(api.post(order).status()).isEqualTo(201);
        assertThat(issues()).noneMatch(issue -> rule(issue).equals("MR-26"));
    }

    @Test
    void theRuleBehindAnAlertCanBeRead() {
        Bundle found = api.get("PlanDefinition?url=" + Systems.BASE + "/PlanDefinition/MR-16")
                .as(Bundle.class);

        PlanDefinition rule = (PlanDefinition) found.getEntryFirstRep().getResource();
        assertThat(rule.getRelatedArtifactFirstRep().getCitation()).contains("QTc consensus 2009");
        assertThat(rule.getType().getCodingFirstRep().getCode()).isEqualTo("eca-rule");
        Bundle thresholds = api.get("CodeSystem?url=" + Systems.BASE + "/CodeSystem/oud-safety-threshold")
                .as(Bundle.class);
        assertThat(((CodeSystem) thresholds.getEntryFirstRep().getResource()).getConcept())
                .hasSizeGreaterThan(50);
    }

    private static Organization program() {
        Organization program = new Organization();
        program.addIdentifier().setSystem("urn:example:otp-certification").setValue("OTP-18");
        return program;
    }

    private MedicationRequest order(String rxnorm, double mg) {
        MedicationRequest order = new MedicationRequest();
        order.setStatus(MedicationRequestStatus.ACTIVE);
        order.setIntent(MedicationRequestIntent.ORDER);
        order.setSubject(new Reference(patient));
        order.setMedication(Concept.of(Systems.RXNORM, rxnorm));
        order.setAuthoredOn(Date.from(Instant.now()));
        if (!rxnorm.equals(NALOXONE) && !rxnorm.equals(DIAZEPAM)) {
            order.addReasonCode(Concept.of(Systems.SNOMED, "75544000"));
        }
        var dosage = order.addDosageInstruction();
        dosage.addDoseAndRate().setDose(quantity(mg, "mg"));
        dosage.getTiming().getRepeat().setFrequency(1).setPeriod(1).setPeriodUnit(UnitsOfTime.D);
        return order;
    }

    private static MedicationRequest dated(MedicationRequest order, int daysAgo) {
        return order.setAuthoredOn(Date.from(Instant.now().minus(daysAgo, ChronoUnit.DAYS)));
    }

    private MedicationRequest override(MedicationRequest order, String rule, String author, String text) {
        DetectedIssue issue = new DetectedIssue();
        issue.setId("#override");
        issue.setStatus(DetectedIssueStatus.FINAL);
        issue.setCode(Concept.of(Systems.SAFETY_RULE, rule));
        issue.addMitigation()
                .setAction(
                        Concept.of(Systems.OVERRIDE_REASON, "monitored-setting").setText(text))
                .setAuthor(new Reference(author));
        order.addContained(issue);
        order.addDetectedIssue(new Reference("#override"));
        return order;
    }

    private Bundle bundle(MedicationRequest... orders) {
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        for (MedicationRequest order : orders) {
            bundle.addEntry()
                    .setResource(order)
                    .getRequest()
                    .setMethod(HTTPVerb.POST)
                    .setUrl("MedicationRequest");
        }
        return bundle;
    }

    private void cows(int score) {
        observe(Systems.SCORE, "cows-total", quantity(score, "{score}"), Instant.now());
    }

    private void observe(String system, String code, org.hl7.fhir.r4.model.Type value, Instant at) {
        Observation observation = new Observation();
        observation.setStatus(ObservationStatus.FINAL);
        observation.setSubject(new Reference(patient));
        observation.setCode(Concept.of(system, code));
        observation.setEffective(new DateTimeType(Date.from(at)));
        observation.setValue(value);
        store(observation);
    }

    private static Quantity quantity(double value, String unit) {
        return new Quantity()
                .setValue(BigDecimal.valueOf(value))
                .setSystem(Systems.UCUM)
                .setCode(unit)
                .setUnit(unit);
    }

    private String store(DomainResource resource) {
        Api.Answer answer = api.post((Resource) resource);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.id();
    }

    private int count(String type) {
        return api.count(type + "?patient=" + patient);
    }

    /** The issues that stand. */
    private List<DetectedIssue> issues() {
        return api.search(DetectedIssue.class, "patient=" + patient).stream()
                .filter(issue -> issue.getStatus() == DetectedIssueStatus.FINAL)
                .toList();
    }

    private static String rule(DetectedIssue issue) {
        return issue.getCode().getCodingFirstRep().getCode();
    }
}
