package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.privacy.part2.Actor;
import org.oudfhir.privacy.part2.ConsentForms;
import org.oudfhir.privacy.part2.DecisionTable;
import org.oudfhir.privacy.part2.DecisionTable.Line;

/** The decision table over HTTP with real tokens, by every path on which a record can be read. */
class ConsentIT {

    private static final List<String> PREFETCH = new ArrayList<>();

    private static Api admin;
    private static DecisionRecords records;

    @BeforeAll
    static void organisations() throws IOException {
        admin = RunningServer.api();
        records = new DecisionRecords(admin, RunningServer.data());
        String services = admin.baseUrl().replaceFirst("/fhir$", "/cds-services");
        JsonNode discovered = new ObjectMapper().readTree(admin.get(services).text());
        discovered
                .findValues("prefetch")
                .forEach(prefetch -> prefetch.forEach(query -> {
                    if (!PREFETCH.contains(query.asText())) {
                        PREFETCH.add(query.asText());
                    }
                }));
        assertThat(PREFETCH).hasSizeGreaterThan(10);
        records.organisations();
    }

    // the table

    @ParameterizedTest
    @MethodSource("lines")
    void theTableHoldsOnEveryPath(Line line) {
        String patient = records.patient(line);
        String id = data(patient, line);
        Api api = as(line.who(), patient, line.purpose(), line.attested());
        boolean isPatientDisclosed = api.get("Patient/" + patient).status() == 200;
        ReadPaths paths = new ReadPaths(api, line, patient, id, isPatientDisclosed, prefetch(line.type(), patient));

        Map<String, String> wrong = paths.faults();
        if (!line.who().isPerson() && !line.attested()) {
            paths.exportFault().ifPresent(told -> wrong.put("export", told));
        }
        if (paths.isGiven()) {
            wrong.putAll(new GivenWith(admin, api, line, patient, id).faults());
        }

        assertThat(wrong).isEmpty();
        if (paths.isGiven()) {
            assertThat(isPatientDisclosed)
                    .as("the patient is known to who is given something, but see ReadPaths")
                    .isEqualTo(!line.is("plain") && !line.consents().endsWith("appointments"));
        }
    }

    /** The queries by which the CDS services want resources of a type. */
    private static List<String> prefetch(String type, String patient) {
        return PREFETCH.stream()
                .filter(query -> query.startsWith(type + "?"))
                .map(query -> query.replace("{{context.patientId}}", patient))
                .toList();
    }

    // labels

    @Test
    void whatTheProgramWritesIsLabelled() {
        String patient = patient("none");
        String id = data(patient, line("P2 Observation"));

        assertThat(labels(id)).containsExactlyInAnyOrder("R", "42CFRPart2", "OPIOIDUD", "ETH", "NORDSCLCD");
    }

    @Test
    void aClientNeitherStripsALabelNorForgesALowerOne() {
        String patient = patient("none");
        String id = data(patient, line("P2 Observation"));
        List<String> before = labels(id);
        String body = Seeds.of(patient, "Observation")
                .replace(
                        "\"status\"",
                        "\"meta\":{\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-Confidentiality\",\"code\":\"U\"}]},\"note\":[{\"text\":\"x\"}],\"status\"");

        assertThat(admin.put("Observation/" + id, body).status()).isEqualTo(200);
        assertThat(labels(id)).isEqualTo(before);
        assertThat(admin.patch(
                                "Observation/" + id,
                                "[{\"op\":\"remove\",\"path\":\"/meta/security\"}]",
                                "Content-Type",
                                "application/json-patch+json")
                        .status())
                .isIn(200, 400);
        assertThat(labels(id)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$meta-delete", "$meta-add"})
    void labelsAreNotChangedByAnOperation(String operation) {
        String patient = patient("none");
        String id = data(patient, line("P2 Observation"));

        assertThat(admin.post("Observation/" + id + "/" + operation, "{\"resourceType\":\"Parameters\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatAHospitalWritesAboutAPart2RecordIsOneToo() {
        String patient = patient("tpo:class");
        String source = data(patient, line("P2 Observation"));
        Api hospital = as(Actor.HOSPITAL, patient, "TREAT", false);

        String derived = hospital.post(
                        "Observation",
                        observation(patient)
                                .replace(
                                        "\"status\"",
                                        "\"derivedFrom\":[{\"reference\":\"Observation/" + source + "\"}],\"status\""))
                .id();
        String plain = hospital.post("Observation", observation(patient)).id();

        assertThat(labels(derived)).contains("42CFRPart2");
        assertThat(labels(plain)).containsExactly("N");
    }

    // what goes with a disclosure

    @Test
    void aDisclosureCarriesTheNoticeAndItsConsent() {
        String patient = patient("tpo:class");
        String id = data(patient, line("P2 Observation"));
        Api hospital = as(Actor.HOSPITAL, patient, "TREAT", false);

        Api.Answer read = hospital.get("Observation/" + id);
        Bundle found = hospital.get("Observation?patient=" + patient).as(Bundle.class);

        assertThat(read.links())
                .anyMatch(link -> link.contains("CodeSystem/oud-privacy-notice") && link.contains("rel/notice"))
                .anyMatch(link -> link.contains("Consent/" + patient + "-tpo-class") && link.contains("rel/consent"));
        assertThat(hospital.get("Consent/" + patient + "-tpo-class").status()).isEqualTo(200);
        assertThat(found.getTotal()).isEqualTo(1);
        assertThat(found.getEntry())
                .filteredOn(entry -> entry.getSearch().getMode() == SearchEntryMode.OUTCOME)
                .singleElement()
                .satisfies(entry -> assertThat(Api.text(entry.getResource()))
                        .contains("This record which has been disclosed to you is protected by Federal"
                                + " confidentiality rules")
                        .contains("42 CFR part 2 prohibits unauthorized use or disclosure of these records.")
                        .contains("2.12(c)(5)"));
    }

    /** The level of the most confidential entry, and none of the labels that tell why; each consent, however many there are. */
    @Test
    void aBundleCarriesItsLevelAndAllConsents() {
        List<String> consents = new ArrayList<>();
        List<String> patients = new ArrayList<>();
        for (int i = 0; i < 22; i++) {
            String patient = "many-consents-" + i;
            patients.add(patient);
            store("Patient/" + patient, "{\"resourceType\":\"Patient\",\"id\":\"" + patient + "\"}");
            Consent consent = ConsentForms.of("named:other-hospital:TREAT", patient, Instant.now())
                    .get(0);
            assertThat(admin.put(consent).status()).isIn(200, 201);
            consents.add(admin.baseUrl() + "/Consent/" + consent.getIdElement().getIdPart());
        }
        Api hospital = as(Actor.OTHER_HOSPITAL, "x", "TREAT", false);

        Api.Answer answer = hospital.get("Patient?_count=50&_id=" + String.join(",", patients));
        Bundle none = hospital.get("Patient?_id=nobody-at-all").as(Bundle.class);

        Bundle found = answer.as(Bundle.class);
        assertThat(found.getTotal()).isEqualTo(22);
        assertThat(answer.links())
                .filteredOn(link -> link.contains("rel/consent"))
                .hasSize(20);
        assertThat(found.getLink())
                .filteredOn(link -> link.getRelation().endsWith("/rel/consent"))
                .extracting(link -> link.getUrl())
                .containsExactlyInAnyOrderElementsOf(consents);
        assertThat(found.getMeta().getSecurity())
                .extracting(label -> label.getCode())
                .containsExactly("R");
        assertThat(none.getMeta().getSecurity()).isEmpty();
        assertThat(admin.get("Patient?_id=" + patients.get(0)).text())
                .as("the program's own are given the record as it is")
                .doesNotContain("security-label-ds4p");
        assertThat(hospital.get("Organization/hospital").text())
                .as("an organisation is no record")
                .doesNotContain("security-label-ds4p");
    }

    /** What a receiver sends back does not become part of the record. */
    @Test
    void theMarksOfADisclosureAreNotStored() {
        String patient = patient("tpo:class");
        String id = data(patient, line("P2 Observation"));
        Api operations = as(Actor.HOSPITAL, patient, "HOPERAT", false);
        Api hospital = as(Actor.HOSPITAL, patient, "TREAT", false);
        Consent named = ConsentForms.of("named:hospital:HOPERAT", patient, Instant.now())
                .get(0);
        assertThat(admin.put(named).status()).isEqualTo(201);

        Observation given = operations.read(Observation.class, id);
        assertThat(Api.text(given)).contains("MINEC", "security-label-ds4p");
        given.addNote().setText("changed");
        assertThat(hospital.put(given).status()).isEqualTo(200);

        assertThat(admin.get("Observation/" + id).text())
                .contains("changed", "42CFRPart2")
                .doesNotContain("MINEC")
                .doesNotContain("security-label-ds4p");
    }

    @Test
    void theNoticeTellsNothingAboutWhatIsWithheld() {
        String patient = patient("none");
        data(patient, line("P2 Observation"));
        Api hospital = as(Actor.HOSPITAL, patient, "TREAT", false);

        String withheld = hospital.get("Observation?patient=" + patient).text();
        String nothing = hospital.get("Observation?patient=nobody-at-all").text();

        assertThat(withoutIds(withheld).replace(patient, "x"))
                .isEqualTo(withoutIds(nothing).replace("nobody-at-all", "x"));
    }

    // changes of mind

    @Test
    void aConsentThatIsRevokedHasEndedForTheNextRequest() {
        String patient = patient("tpo:class");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(admin.post("Observation", observation(patient)).id());
        }
        Api hospital = as(Actor.HOSPITAL, patient, "TREAT", false);
        Bundle first =
                hospital.get("Observation?patient=" + patient + "&_count=1").as(Bundle.class);
        assertThat(first.getTotal()).isEqualTo(3);

        Consent consent = admin.read(Consent.class, patient + "-tpo-class");
        consent.setStatus(Consent.ConsentState.INACTIVE);
        assertThat(admin.put(consent).status()).isEqualTo(200);

        Bundle next = hospital.get(first.getLink("next").getUrl()).as(Bundle.class);
        assertThat(next.getEntry()).noneMatch(entry -> entry.getResource() instanceof Observation);
        assertThat(hospital.get("Observation/" + ids.get(0)).status()).isEqualTo(404);
        assertThat(hospital.get("Observation?patient=" + patient)
                        .as(Bundle.class)
                        .getTotal())
                .isZero();
    }

    // existence

    @Test
    void thatSomebodyIsAPatientIsNotTold() {
        String patient = patient("none");
        store(
                "Patient/" + patient,
                "{\"resourceType\":\"Patient\",\"id\":\"" + patient
                        + "\",\"identifier\":[{\"system\":\"urn:x\",\"value\":\"" + patient + "\"}]}");
        Api hospital = as(Actor.OTHER_HOSPITAL, patient, "TREAT", false);

        Api.Answer known = hospital.get("Patient?identifier=urn:x%7C" + patient);
        Api.Answer unknown = hospital.get("Patient?identifier=urn:x%7Cnobody");

        assertThat(known.as(Bundle.class).getTotal()).isZero();
        assertThat(withoutIds(known.text()).replace(patient, "nobody")).isEqualTo(withoutIds(unknown.text()));
    }

    @Test
    void aPatientWithANumberFromTheServerIsFoundToo() {
        String patient = admin.post("Patient", "{\"resourceType\":\"Patient\"}").id();
        String consent = "consent-of-" + patient;
        Api hospital = as(Actor.HOSPITAL, patient, "TREAT", false);
        assertThat(hospital.get("Patient?_id=" + patient).as(Bundle.class).getTotal())
                .isZero();

        Consent named =
                ConsentForms.of("named:hospital:TREAT", patient, Instant.now()).get(0);
        named.setId(consent);
        store("Consent/" + consent, Api.text(named));

        assertThat(hospital.get("Patient?_id=" + patient).as(Bundle.class).getTotal())
                .isEqualTo(1);
        assertThat(hospital.get("Patient?_summary=count").as(Bundle.class).getTotal())
                .isEqualTo(hospital.search(Patient.class, "").size());
    }

    @Test
    void aReferenceToWhatIsWithheldIsAnsweredAsOneToNothing() {
        String patient = patient("none");
        Api hospital = as(Actor.HOSPITAL, patient, "TREAT", false);

        Api.Answer hidden = hospital.post("Observation", observation(patient));
        Api.Answer absent = hospital.post("Observation", observation("nobody-at-all"));

        assertThat(hidden.status()).isEqualTo(400);
        assertThat(hidden.text()).isEqualTo(absent.text().replace("nobody-at-all", patient));
    }

    @ParameterizedTest
    @CsvSource({
        "CareTeam, '{\"resourceType\":\"CareTeam\",\"status\":\"active\"}'",
        "Organization, '{\"resourceType\":\"Organization\",\"name\":\"x\"}'",
        "AuditEvent, '{\"resourceType\":\"AuditEvent\"}'"
    })
    void whatDecidesAboutDisclosuresIsNotWrittenFromOutside(String type, String body) {
        assertThat(as(Actor.HOSPITAL, "x", "TREAT", false).post(type, body).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_history",
                "Observation/_history",
                "Patient/$everything",
                "AuditEvent",
                "Provenance",
                "Group",
                "Observation?subject:Patient.organization.name=x",
                "Observation?_sort=patient.family",
                "Observation?_has:Observation:derived-from:code=x",
                "PlanDefinition/oud-pathway/$apply?subject=Patient/@",
                "Questionnaire/phq-9/$populate?subject=Patient/@"
            })
    void whatCannotBeKeptWithinTheRulesIsNotOffered(String path) {
        assertThat(as(Actor.HOSPITAL, "x", "TREAT", false)
                        .get(path.replace("@", "x"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anEmergencyTokenLastsAnHourAtMost() {
        String patient = patient("none");
        String id = data(patient, line("P2 MedicationRequest"));

        Api tooLong = RunningServer.api()
                .with(Api.token(RunningServer.data(), Actor.EMERGENCY_DEPARTMENT.claims(patient, "BTG", true)));

        assertThat(tooLong.get("MedicationRequest/" + id).status()).isEqualTo(403);
    }

    /** Who serves or audits the program may have all records, but for what a patient keeps from them: also in a number. */
    @ParameterizedTest
    @CsvSource({"VENDOR , refusal:HOPERAT", "VENDOR , refusal:TREAT", "AUDITOR, refusal:HOPERAT", "VENDOR , none"})
    void whatAPatientRestrictsIsNotCountedForAnybody(Actor actor, String consents) {
        int isKept = consents.endsWith("HOPERAT") ? 1 : 0;
        Api api = as(actor, "x", "HOPERAT", false);
        List<String> questions = List.of(
                "Observation?_summary=count",
                "Observation?_total=accurate&_count=1&_sort=_id",
                "Patient?_summary=count",
                "Patient?_total=accurate&_count=1");
        List<Integer> before = questions.stream()
                .map(question -> api.get(question).as(Bundle.class).getTotal())
                .toList();

        String patient = patient(consents);
        admin.post("Observation", observation(patient));

        List<Integer> more = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            more.add(api.get(questions.get(i)).as(Bundle.class).getTotal() - before.get(i));
        }
        int given = 1 - isKept;
        assertThat(more).containsExactly(given, given, given, given);
        for (String question : List.of(
                "Observation?_summary=count&patient=" + patient,
                "Observation?_summary=count&subject:Patient._id=" + patient,
                "Patient?_summary=count&_id=" + patient)) {
            assertThat(api.get(question).as(Bundle.class).getTotal())
                    .as(question)
                    .isEqualTo(given);
        }
    }

    @Test
    void whatIsOpenAsSuchIsNotCountedEitherWhenThePatientRestrictsIt() {
        String patient = patient("tpo:class");
        Api hospital = as(Actor.HOSPITAL, patient, "TREAT", false);
        String id = hospital.post("Observation", observation(patient)).id();
        assertThat(labels(id)).containsExactly("N");
        assertThat(hospital.count("Observation?patient=" + patient)).isEqualTo(1);
        int all = hospital.count("Observation");

        for (Consent refusal : ConsentForms.of("refusal:TREAT", patient, Instant.now())) {
            assertThat(admin.put(refusal).status()).isEqualTo(201);
        }

        assertThat(hospital.get("Observation/" + id).status()).isEqualTo(404);
        assertThat(hospital.count("Observation?patient=" + patient)).isZero();
        assertThat(hospital.count("Observation")).isEqualTo(all - 1);
    }

    @Test
    void aSearchForAllButOneIsRefusedAsItWouldCountTheOthers() {
        String patient = patient("tpo:class");
        patient("none");
        Api hospital = as(Actor.HOSPITAL, patient, "TREAT", false);

        for (Api api : List.of(hospital, ScopeIT.patientApp(patient, "patient/*.rs"))) {
            Api.Answer all = api.get("Patient?_summary=count");
            Api.Answer others = api.get("Patient?_summary=count&_id:not=" + patient);

            assertThat(all.as(Bundle.class).getTotal()).isPositive();
            assertThat(others.status()).isEqualTo(403);
        }
    }

    @Test
    void aConsentThatPermitsNothingToTheRequesterIsNotShown() {
        for (String consents : List.of(
                "tpo:class:revoked",
                "tpo:other-hospital",
                "named:hospital:HPAYMT",
                "named:sister:FAMRQT:appointments")) {
            String patient = patient(consents);
            String consent = "Consent/"
                    + ConsentForms.of(consents, patient, Instant.now())
                            .get(0)
                            .getIdElement()
                            .getIdPart();

            assertThat(as(Actor.HOSPITAL, patient, "TREAT", false).get(consent).status())
                    .as(consents)
                    .isEqualTo(404);
        }
        String patient = patient("named:sister:FAMRQT:appointments refusal:FAMRQT");
        String consent = "Consent/" + patient + "-named-sister-FAMRQT-appointments";
        assertThat(as(Actor.SISTER, patient, "FAMRQT", false).get(consent).status())
                .isEqualTo(404);
        assertThat(as(Actor.PARENT, patient, "FAMRQT", false).get(consent).status())
                .isEqualTo(404);
    }

    /** The number of a version that was undone is given to the next one, which may say something else. */
    @Test
    void aConsentThatWasNotStoredPermitsNothing() {
        String patient = patient("none");
        String id = data(patient, line("P2 Observation"));
        Consent consent =
                ConsentForms.of("named:hospital:TREAT", patient, Instant.now()).get(0);
        String active = json(consent);
        String inactive = json(consent.setStatus(Consent.ConsentState.INACTIVE));
        String address = "Consent/" + consent.getIdElement().getIdPart();
        Api hospital = as(Actor.HOSPITAL, patient, "TREAT", false);
        assertThat(admin.put(address, inactive).status()).isEqualTo(201);

        String goal = "Goal/" + patient + "-Goal";
        String seed = Seeds.of(patient, "Goal");
        assertThat(admin.put(goal, seed).status()).isEqualTo(201);

        String claims = seed.replaceFirst(
                "\\{", "{\"meta\":{\"profile\":[\"https://oud-fhir.github.io/ig/StructureDefinition/oud-task\"]},");
        String refused = "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
                + "{\"resource\":" + active + ",\"request\":{\"method\":\"PUT\",\"url\":\"" + address + "\"}},"
                + "{\"resource\":" + claims + ",\"request\":{\"method\":\"PUT\",\"url\":\"" + goal + "\"}}]}";
        assertThat(admin.post("", refused).status())
                .as("a Goal is no Task of the guide")
                .isEqualTo(422);
        assertThat(hospital.get("Observation/" + id).status()).isEqualTo(404);

        String revised = inactive.replace("\"inactive\"", "\"rejected\"");
        assertThat(admin.put(address, revised).status()).isEqualTo(200);
        assertThat(hospital.get("Observation/" + id).status()).isEqualTo(404);

        assertThat(admin.put(address, active).status()).isEqualTo(200);
        assertThat(hospital.get("Observation/" + id).status()).isEqualTo(200);
    }

    private static String json(Resource resource) {
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource);
    }

    // what the privacy officer is asked to look at

    @Test
    void anAccessInAnEmergencyIsReviewed() {
        String patient = patient("none");
        String id = data(patient, line("P2 MedicationRequest"));
        Api emergency = as(Actor.EMERGENCY_DEPARTMENT, patient, "BTG", true);

        assertThat(emergency.get("MedicationRequest/" + id).status()).isEqualTo(200);
        assertThat(emergency.get("Patient/" + patient).status()).isEqualTo(200);

        assertThat(admin.search(Task.class, "patient=" + patient + "&code=emergency-access"))
                .singleElement()
                .satisfies(task -> assertThat(task.getDescription())
                        .contains("Organization/emergency-department")
                        .contains("Attested: Unconscious"));
    }

    @Test
    void aLegalRequestIsLeftToTheStaff() {
        int before = admin.count("Task?code=legal-request");

        assertThat(as(Actor.PROSECUTOR, "x", "HLEGAL", false).get("Patient").status())
                .isEqualTo(403);

        assertThat(admin.count("Task?code=legal-request")).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "tpo:class:incomplete, 2.31(a)(7)",
        "tpo:class:only-2024, provision.dataPeriod",
        "tpo:text-only, provision.actor",
        "tpo:class:scope-treatment, scope",
        "tpo:class:signed-by-parent, performer"
    })
    void aConsentThatLacksSomethingIsToBeCompleted(String consent, String why) {
        String patient = patient(consent);

        assertThat(admin.search(Task.class, "patient=" + patient + "&code=consent-defect"))
                .singleElement()
                .satisfies(task -> assertThat(task.getDescription()).contains(why));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tpo:class", "tpo:class:signed-by-guardian", "denial:text-only", "denial:class:only-2024"})
    void aConsentThatLacksNothingAndARefusalAreLeftAsTheyAre(String consent) {
        String patient = patient(consent);

        assertThat(admin.search(Task.class, "patient=" + patient + "&code=consent-defect"))
                .isEmpty();
    }

    @Test
    void aConsentThatAMinorDidNotSignIsToBeCompleted() {
        String patient = patient("none");
        store(
                "Patient/" + patient,
                "{\"resourceType\":\"Patient\",\"id\":\"" + patient + "\",\"birthDate\":\""
                        + LocalDate.now(ZoneOffset.UTC).minusYears(15) + "\"}");
        Consent consent = ConsentForms.of("tpo:class", patient, Instant.now()).get(0);
        consent.getPerformerFirstRep().setReference("RelatedPerson/" + patient + "-parent");

        String transaction =
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":" + Api.text(consent)
                        + ",\"request\":{\"method\":\"PUT\",\"url\":\"Consent/" + patient + "-tpo-class\"}}]}";

        assertThat(admin.post("", transaction).status()).isEqualTo(200);

        assertThat(admin.search(Task.class, "patient=" + patient + "&code=consent-defect"))
                .singleElement()
                .satisfies(task -> assertThat(task.getDescription()).contains("2.14"));
        assertThat(admin.get("Task?code=consent-defect&focus=Consent/" + patient + "-tpo-class")
                        .as(Bundle.class)
                        .getTotal())
                .isEqualTo(1);
    }

    // fixtures

    private static Api as(Actor actor, String patient, String purpose, boolean attested) {
        return records.as(actor, patient, purpose, attested);
    }

    private static String patient(String consents) {
        return records.patient(consents);
    }

    private static String data(String patient, Line line) {
        return records.data(patient, line);
    }

    private static Line line(String data) {
        return new Line(0, "program", "hospital", "TREAT", "none", data, "", "");
    }

    private static String observation(String patient) {
        return Seeds.of(patient, "Observation").replace("\"id\":\"" + patient + "-Observation\",", "");
    }

    private static List<String> labels(String observation) {
        return admin.read(Observation.class, observation).getMeta().getSecurity().stream()
                .map(label -> label.getCode())
                .toList();
    }

    private static void store(String path, String resource) {
        records.store(path, resource);
    }

    private static String withoutIds(String bundle) {
        return bundle.replaceFirst("\"id\":\"[^\"]+\"", "")
                .replaceFirst("\"lastUpdated\":\"[^\"]+\"", "")
                .replaceAll("_getpages=[^&\"]+", "");
    }

    static Stream<Line> lines() {
        return DecisionTable.lines().stream().filter(line -> line.server().equals("program") && !line.isQuestion());
    }
}
