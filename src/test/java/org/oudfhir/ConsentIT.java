package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
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

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String NOTE_CATEGORY =
            "\"category\":[{\"coding\":[{\"system\":\"https://oud-fhir.github.io/ig/CodeSystem/oud-security-label\","
                    + "\"code\":\"sud-counseling-note\"}]}],";

    private static final String ADULT_ABUSE =
            "\"extension\":[{\"url\":\"https://oud-fhir.github.io/ig/StructureDefinition/factor-addressed\","
                    + "\"valueCodeableConcept\":{\"coding\":[{\"system\":\"https://oud-fhir.github.io/ig/CodeSystem/oud-factor\","
                    + "\"code\":\"adult-abuse\"}]}}],";

    private static Api admin;

    @BeforeAll
    static void organisations() {
        admin = RunningServer.api();
        for (Actor actor : Actor.values()) {
            if (!actor.isPerson() && actor != Actor.CLINICIAN && !actor.name().endsWith("_BY_HIE")) {
                organisation(actor.id(), agreement(actor));
            }
        }
        organisation("hie", "intermediary");
        store("Patient/another-patient", "{\"resourceType\":\"Patient\",\"id\":\"another-patient\"}");
    }

    private static String agreement(Actor actor) {
        return switch (actor) {
            case VENDOR -> "qsoa";
            case AUDITOR -> "audit";
            default -> "";
        };
    }

    private static void organisation(String id, String agreement) {
        String end = Instant.now().plus(Duration.ofDays(30)).toString();
        store(
                "Organization/" + id,
                "{\"resourceType\":\"Organization\",\"id\":\"" + id
                        + "\",\"extension\":[{\"url\":\"https://oud-fhir.github.io/ig/StructureDefinition/part2-program\",\"valueBoolean\":false}"
                        + (agreement.isEmpty()
                                ? ""
                                : ",{\"url\":\"https://oud-fhir.github.io/ig/StructureDefinition/part2-agreement\",\"extension\":["
                                        + "{\"url\":\"type\",\"valueCode\":\"" + agreement
                                        + "\"},{\"url\":\"period\",\"valuePeriod\":{\"end\":\"" + end + "\"}}]}")
                        + "],\"name\":\"" + id + "\"}");
    }

    // the table

    @ParameterizedTest
    @MethodSource("lines")
    void theTableHoldsOnEveryPath(Line line) {
        String patient = patient(line.data().equals("plain Observation") ? "tpo:class" : line.consents());
        String id = data(patient, line);
        Api api = as(line.who(), patient, line.purpose(), line.attested());
        Map<String, String> wrong = new TreeMap<>();

        Map<String, String> paths = paths(line.type(), id, patient);
        if (!line.attested()) { // in an emergency, a search names the patient
            paths.put("search", line.type() + "?_id=" + id);
        }
        paths.forEach((name, path) -> {
            Api.Answer answer = api.get(path);
            if (!isAsTheTableSays(line, name, answer, id)) {
                wrong.put(name, answer.toString());
            }
        });
        Api.Answer batch = api.post("", batch(line.type() + "/" + id));
        boolean given = batch.status() == 200
                && batch.as(Bundle.class)
                        .getEntryFirstRep()
                        .getResponse()
                        .getStatus()
                        .startsWith("200");
        if (given != List.of("200", "redacted").contains(line.outcome())
                || (line.outcome().equals("403") != (batch.status() == 403))) {
            wrong.put("batch", batch.toString());
        }
        if (!line.who().isPerson() && !line.attested()) { // others export nothing at all, see ExportIT
            exported(api, line, patient, id).ifPresent(told -> wrong.put("export", told));
        }

        assertThat(wrong).isEmpty();
    }

    /** What is wrong with an export, if anything. */
    private static Optional<String> exported(Api api, Line line, String patient, String id) {
        String path = "Patient/$export?_type=" + line.type() + "&patient=Patient/" + patient;
        if (line.outcome().equals("403") || line.why().equals("RESEARCH")) { // refused as a whole
            int status = BulkExport.kickOff(api, path).status();
            return status == 403 ? Optional.empty() : Optional.of("status " + status);
        }
        BulkExport export = BulkExport.begin(api, path);
        List<String> exported = export.references();
        export.forget();
        boolean given = exported.contains(line.type() + "/" + id);
        return given == line.outcome().equals("200") ? Optional.empty() : Optional.of(exported.toString());
    }

    private static Map<String, String> paths(String type, String id, String patient) {
        Map<String, String> paths = new TreeMap<>();
        paths.put("read", type + "/" + id);
        paths.put("vread", type + "/" + id + "/_history/1");
        paths.put("history", type + "/" + id + "/_history");
        paths.put("search by patient", type + "?patient=" + patient + "&_id=" + id);
        paths.put("count", type + "?_summary=count&patient=" + patient + "&_id=" + id);
        paths.put("total", type + "?_total=accurate&_count=1&patient=" + patient + "&_id=" + id);
        paths.put("include", "Patient?_id=" + patient + "&_revinclude=" + type + ":patient");
        paths.put("chain", type + "?patient:Patient._id=" + patient + "&_id=" + id);
        paths.put("has", "Patient?_has:" + type + ":patient:_id=" + id);
        paths.put("everything", "Patient/" + patient + "/$everything?_count=200");
        return paths;
    }

    private static boolean isAsTheTableSays(Line line, String name, Api.Answer answer, String id) {
        boolean shown = answer.status() == 200 && answer.text().contains("\"id\":\"" + id + "\"");
        return switch (line.outcome()) {
            case "403" -> answer.status() == 403 && !answer.text().contains(id);
            case "absent" -> !shown && isAbsent(line, name, answer);
            default ->
                switch (name) {
                    case "read", "vread", "history", "search", "search by patient" ->
                        shown
                                && line.outcome().equals("redacted")
                                        == answer.text().contains("\"REDACTED\"");
                    case "count", "total" ->
                        answer.status() == 200 && answer.as(Bundle.class).getTotal() == 1;
                    default -> true;
                };
        };
    }

    private static boolean isAbsent(Line line, String name, Api.Answer answer) {
        return switch (name) {
            case "read", "vread", "history" -> answer.status() == (line.who() == Actor.CLINICIAN ? 403 : 404);
            case "search", "search by patient", "count", "total" ->
                answer.status() == 200 && answer.as(Bundle.class).getTotal() == 0;
            default -> true;
        };
    }

    @ParameterizedTest
    @MethodSource("absent")
    void whatIsWithheldIsAnsweredAsWhatDoesNotExist(Line line) {
        assumeThat(line.who()).isNotEqualTo(Actor.CLINICIAN);
        String patient = patient(line.consents());
        String id = data(patient, line);
        String other = "absent-" + NUMBER.incrementAndGet();
        Api api = as(line.who(), patient, line.purpose(), line.attested());
        List<String> told = new ArrayList<>();

        for (String path : List.of("", "/_history", "/_history/1", "/_history/7")) {
            Api.Answer theirs = api.get(line.type() + "/" + id + path);
            Api.Answer absent = api.get(line.type() + "/" + other + path);
            if (theirs.status() != absent.status()
                    || !theirs.text().replace(id, other).equals(absent.text())
                    || !theirs.links().equals(absent.links())) {
                told.add(path + " " + theirs + " / " + absent);
            }
        }

        assertThat(told).isEmpty();
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
                "Observation/$lastn?patient=Patient/@",
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
        return RunningServer.api()
                .with(Api.token(
                        RunningServer.data(), actor.claims(patient, purpose, attested), Duration.ofMinutes(30)));
    }

    private static String patient(String consents) {
        String id = "consent-" + NUMBER.incrementAndGet();
        store("Patient/" + id, "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"birthDate\":\"1990-01-01\"}");
        store(
                "CareTeam/" + id + "-team",
                "{\"resourceType\":\"CareTeam\",\"id\":\"" + id
                        + "-team\",\"status\":\"active\",\"subject\":{\"reference\":\"Patient/" + id
                        + "\"},\"participant\":[{\"member\":{\"reference\":\"Organization/hospital\"}}]}");
        store(
                "Coverage/" + id + "-Coverage",
                "{\"resourceType\":\"Coverage\",\"id\":\"" + id
                        + "-Coverage\",\"status\":\"active\",\"beneficiary\":{\"reference\":\"Patient/" + id
                        + "\"},\"payor\":[{\"reference\":\"Organization/health-plan\"}]}");
        for (String relative : List.of("parent", "sister")) {
            store(
                    "RelatedPerson/" + id + "-" + relative,
                    "{\"resourceType\":\"RelatedPerson\",\"id\":\"" + id + "-" + relative
                            + "\",\"patient\":{\"reference\":\"Patient/" + id + "\"}}");
        }
        boolean aboutClaim = consents.contains("self-pay");
        if (aboutClaim) {
            store("Claim/" + id + "-Claim", Seeds.of(id, "Claim"));
        }
        for (Consent consent : ConsentForms.of(consents, id, Instant.now())) {
            store("Consent/" + consent.getIdElement().getIdPart(), Api.text(consent));
        }
        return id;
    }

    /** Stores what the line is about and gives its id. */
    private static String data(String patient, Line line) {
        if (line.is("plain")) {
            String id = as(Actor.HOSPITAL, patient, "TREAT", false)
                    .post("Observation", observation(patient))
                    .id();
            Consent consent = admin.read(Consent.class, patient + "-tpo-class");
            consent.setStatus(Consent.ConsentState.ENTEREDINERROR);
            admin.put(consent);
            return id;
        }
        String id = Seeds.id(patient, line.type());
        String resource = Seeds.of(patient, line.type());
        if (line.is("CN")) {
            resource = resource.replace("\"status\"", NOTE_CATEGORY + "\"status\"");
        } else if (line.is("SDV") && line.type().equals("CarePlan")) {
            resource = resource.replace("\"status\"", ADULT_ABUSE + "\"status\"");
        } else if (line.is("SDV")) {
            resource = resource.replace(
                    "{\"text\":\"seed\"}",
                    "{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"95618-5\"}],\"text\":\"seed\"}");
        }
        store(line.type() + "/" + id, resource);
        return id;
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
        Api.Answer answer = admin.put(path, resource);
        assertThat(answer.status()).as(path + answer.text()).isIn(200, 201);
    }

    private static String batch(String url) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":{\"method\":\"GET\",\"url\":\""
                + url + "\"}}]}";
    }

    private static String withoutIds(String bundle) {
        return bundle.replaceFirst("\"id\":\"[^\"]+\"", "")
                .replaceFirst("\"lastUpdated\":\"[^\"]+\"", "")
                .replaceAll("_getpages=[^&\"]+", "");
    }

    static Stream<Line> lines() {
        return DecisionTable.lines().stream().filter(line -> line.server().equals("program") && !line.isQuestion());
    }

    static Stream<Line> absent() {
        return lines().filter(line -> line.outcome().equals("absent"));
    }
}
