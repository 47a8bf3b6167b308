package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.privacy.part2.Actor;
import org.oudfhir.privacy.part2.ConsentForms;

/** Bulk Data Access: what is exported, to whom, and what no export gives away. */
class ExportIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static Api admin;
    private static Visit visit;

    @BeforeAll
    static void somebodyHasAPlan() {
        admin = RunningServer.api();
        visit = Visit.of("SYN-0001").done();
        for (String id : List.of("hospital", "vendor")) {
            store(
                    "Organization/" + id,
                    "{\"resourceType\":\"Organization\",\"id\":\"" + id
                            + "\",\"extension\":[{\"url\":\"https://oud-fhir.github.io/ig/StructureDefinition/part2-program\",\"valueBoolean\":false}]}");
        }
    }

    // what is exported

    @Test
    void everythingOfAPatientIsExportedAsItIsRead() {
        String patient = visit.patientId();
        BulkExport export = BulkExport.begin(admin, "Patient/$export?patient=Patient/" + patient);

        List<String> exported = export.references();

        assertThat(exported).doesNotHaveDuplicates().contains("Patient/" + patient);
        for (String type : List.of("Observation", "Condition", "CarePlan", "MedicationRequest", "Task", "Goal")) {
            assertThat(exported.stream().filter(each -> each.startsWith(type + "/")))
                    .as(type)
                    .hasSize(admin.count(type + "?patient=" + patient));
        }
        String plan = exported.stream()
                .filter(each -> each.startsWith("CarePlan/"))
                .findFirst()
                .orElseThrow();
        JsonNode line = export.resources().stream()
                .filter(each -> plan.endsWith("/" + each.path("id").asText()))
                .findFirst()
                .orElseThrow();
        JsonNode read = SmartServer.json(admin.get(plan).text());
        assertThat(labels(line)).containsExactlyInAnyOrderElementsOf(labels(read));
        assertThat(line).isEqualTo(read);
    }

    @Test
    void theManifestIsThatOfTheStandard() {
        Instant before = Instant.now();
        JsonNode manifest =
                BulkExport.begin(admin, "$export?_type=Practitioner,CarePlan").manifest();

        assertThat(Instant.parse(manifest.path("transactionTime").asText()))
                .isBetween(before.minusMillis(1), Instant.now());
        assertThat(manifest.path("request").asText())
                .isEqualTo(admin.baseUrl() + "/$export?_type=Practitioner,CarePlan");
        assertThat(manifest.path("requiresAccessToken").asBoolean()).isTrue();
        assertThat(manifest.path("error").isArray()).isTrue();
        assertThat(manifest.path("output"))
                .isNotEmpty()
                .allMatch(file -> file.path("url").asText().startsWith(admin.baseUrl() + "/$export-file?"));
    }

    @Test
    void onlyWhatChangedSinceIsExportedInTheStateOfTheExport() {
        String patient = patient("none");
        String old = admin.post("Observation", observation(patient)).id();
        String since = admin.read(Observation.class, old)
                .getMeta()
                .getLastUpdated()
                .toInstant()
                .toString();
        String recent = admin.post("Observation", observation(patient)).id();
        BulkExport export = BulkExport.begin(
                admin, "Patient/$export?_type=Observation&patient=Patient/" + patient + "&_since=" + since);
        assertThat(admin.post("Observation", observation(patient)).status()).isEqualTo(201);
        Observation changed = admin.read(Observation.class, recent);
        changed.addNote().setText("after the export");
        assertThat(admin.put(changed).status()).isEqualTo(200);

        List<JsonNode> resources = export.resources();

        assertThat(resources).singleElement().satisfies(only -> {
            assertThat(only.path("id").asText()).isEqualTo(recent);
            assertThat(only.path("meta").path("versionId").asText()).isEqualTo("1");
            assertThat(only.has("note")).isFalse();
        });
    }

    @Test
    void aGroupIsExportedWithItsMembersAlone() {
        String member = patient("none");
        String former = patient("none");
        String outside = patient("none");
        String group = admin.post(
                        "Group",
                        "{\"resourceType\":\"Group\",\"type\":\"person\",\"actual\":true,\"member\":["
                                + "{\"entity\":{\"reference\":\"Patient/" + member + "\"}},"
                                + "{\"entity\":{\"reference\":\"Patient/" + former + "\"},\"inactive\":true}]}")
                .id();

        List<String> exported = BulkExport.begin(admin, "Group/" + group + "/$export?_type=Patient,CareTeam")
                .references();

        assertThat(exported)
                .containsExactlyInAnyOrder("Patient/" + member, "CareTeam/" + member + "-team")
                .doesNotContain("Patient/" + outside);
    }

    @Test
    void aFilterNarrowsItsOwnTypeAlone() {
        List<String> exported = BulkExport.begin(
                        admin,
                        "Patient/$export?_type=CarePlan,Goal&_typeFilter=CarePlan%3Fstatus%3Dactive,draft%26category%3Dtreatment-plan&patient=Patient/"
                                + visit.patientId())
                .references();

        CarePlan draft = visit.draft();
        assertThat(exported)
                .contains("CarePlan/" + draft.getIdElement().getIdPart())
                .anyMatch(each -> each.startsWith("Goal/"));
        assertThat(exported.stream().filter(each -> each.startsWith("CarePlan/")))
                .hasSize(1);
    }

    @Test
    void parametersMayComeInABody() {
        Api.Answer kickOff = admin.post(
                "Patient/$export",
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"_type\",\"valueString\":\"Patient\"},"
                        + "{\"name\":\"patient\",\"valueReference\":{\"reference\":\"Patient/" + visit.patientId()
                        + "\"}}]}",
                "Prefer",
                "respond-async");

        assertThat(kickOff.status()).as(kickOff.text()).isEqualTo(202);
        BulkExport export = new BulkExport(
                admin, kickOff.http().headers().firstValue("Content-Location").orElseThrow());
        assertThat(export.references()).containsExactly("Patient/" + visit.patientId());
    }

    // what is refused

    @ParameterizedTest
    @CsvSource({
        "$export?_type=Nonsense, _type",
        "$export?_type=AuditEvent, _type",
        "$export?_outputFormat=text/csv, _outputFormat",
        "$export?_since=yesterday, _since",
        "$export?_since=2026-01-01, _since",
        "$export?patient=Patient/1, patient",
        "$export?_typeFilter=CarePlan, _typeFilter",
        "$export?_typeFilter=CarePlan%3Fsubject.name%3Dx, _typeFilter",
        "$export?_typeFilter=CarePlan%3F_has:Goal:patient:_id%3Dx, _typeFilter",
        "$export?_typeFilter=CarePlan%3Fno-such-parameter%3Dx, _typeFilter",
        "$export?_type=Goal&_typeFilter=CarePlan%3Fstatus%3Ddraft, _typeFilter",
        "$export?_elements=id, _elements",
        "$export?whatever=1, whatever"
    })
    void whatIsNotUnderstoodIsRefused(String path, String about) {
        Api.Answer refusal = BulkExport.kickOff(admin, path);

        assertThat(refusal.status()).as(refusal.text()).isEqualTo(400);
        assertThat(refusal.fault()).contains(about);
    }

    @Test
    void anExportIsAnsweredLaterOrNotAtAll() {
        assertThat(admin.get("$export").status()).isEqualTo(400);
        assertThat(admin.get("$export?_elements=id", "Prefer", "respond-async, handling=lenient")
                        .status())
                .isEqualTo(202);
    }

    // who may

    @ParameterizedTest
    @ValueSource(strings = {"patient/*.rs", "user/*.rs", "user/*.cruds", "system/*.c"})
    void onlySystemsExport(String scope) {
        Api person = as(Map.of("scope", scope, "patient", visit.patientId(), "fhirUser", "Practitioner/x"));

        assertThat(BulkExport.kickOff(person, "$export").status()).isEqualTo(403);
        assertThat(BulkExport.kickOff(person, "$export?_type=Questionnaire").status())
                .isEqualTo(403);
        assertThat(BulkExport.kickOff(person, "Patient/$export").status()).isEqualTo(403);
        assertThat(BulkExport.kickOff(admin.with(""), "$export").status()).isEqualTo(401);
    }

    @Test
    void theScopesNarrowWhatIsExported() {
        Api narrow = as(Map.of("scope", "system/Observation.rs?category=survey system/Patient.rs"));
        String patient = "&patient=Patient/" + visit.patientId();

        List<String> exported = BulkExport.begin(narrow, "Patient/$export?_type=Observation,Patient" + patient)
                .references();

        assertThat(exported).contains("Patient/" + visit.patientId());
        assertThat(exported.stream().filter(each -> each.startsWith("Observation/")))
                .isNotEmpty()
                .hasSize(admin.count("Observation?category=survey" + patient));
        assertThat(BulkExport.kickOff(narrow, "Patient/$export?_type=CarePlan").status())
                .isEqualTo(403);
        assertThat(BulkExport.kickOff(narrow, "Group/whatever/$export").status())
                .isIn(403, 404);
    }

    @Test
    void anExportIsItsHoldersAlone() {
        BulkExport export =
                BulkExport.begin(admin, "Patient/$export?_type=Patient&patient=Patient/" + visit.patientId());
        List<String> paths = List.of(export.state(), export.files().get(0));
        Api other = as(Map.of("scope", "system/*.cruds", "client_id", "another"));

        for (String path : paths) {
            assertThat(other.get(path).status()).as(path).isEqualTo(404);
            assertThat(admin.with("").get(path).status()).as(path).isEqualTo(401);
        }
        assertThat(other.delete(export.state()).status()).isEqualTo(404);
        assertThat(admin.delete(export.state()).status()).isEqualTo(202);
        for (String path : paths) {
            assertThat(admin.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(admin.get("$export-poll-status?_jobId=1").status()).isEqualTo(404);
        assertThat(admin.get("$export-file").status()).isEqualTo(404);
    }

    // 42 CFR Part 2

    @Test
    void anotherOrganisationIsGivenThePatientsWhoConsentedAndNoOthers() {
        String consented = patient("tpo:class");
        String silent = patient("none");
        List<String> theirs = List.of(
                "Observation/"
                        + admin.post("Observation", observation(consented)).id(),
                "Observation/" + admin.post("Observation", observation(silent)).id());

        List<String> exported = BulkExport.begin(hospital(), "Patient/$export?_type=Patient,Observation,CareTeam")
                .references();

        assertThat(exported)
                .contains("Patient/" + consented, theirs.get(0), "CareTeam/" + consented + "-team")
                .doesNotContain("Patient/" + silent, theirs.get(1), "CareTeam/" + silent + "-team")
                .noneMatch(each -> each.equals("Patient/" + visit.patientId()));
    }

    @Test
    void aFileThatARevokedConsentWouldHaveToLeaveIsGone() {
        String patient = patient("tpo:class");
        admin.post("Observation", observation(patient));
        BulkExport export =
                BulkExport.begin(hospital(), "Patient/$export?_type=Observation&patient=Patient/" + patient);
        String file = export.files().get(0);
        Api.Answer given = hospital().get(file);
        assertThat(given.status()).isEqualTo(200);
        assertThat(given.links()).anyMatch(link -> link.contains("rel/notice"));

        Consent consent = admin.read(Consent.class, patient + "-tpo-class");
        consent.setStatus(Consent.ConsentState.INACTIVE);
        assertThat(admin.put(consent).status()).isEqualTo(200);

        Api.Answer gone = hospital().get(file);
        assertThat(gone.status()).as(gone.text()).isEqualTo(410);
        assertThat(gone.text()).doesNotContain(patient);
        assertThat(BulkExport.begin(hospital(), "Patient/$export?_type=Observation&patient=Patient/" + patient)
                        .files())
                .isEmpty();
    }

    /** The labels of the exported version say nothing about what the resource is known to be by now. */
    @Test
    void aFileWithWhatGotAStricterLabelSinceIsGone() {
        String patient = patient("tpo:class");
        String id = admin.post("Observation", observation(patient)).id();
        BulkExport export =
                BulkExport.begin(hospital(), "Patient/$export?_type=Observation&patient=Patient/" + patient);
        String file = export.files().get(0);
        assertThat(hospital().get(file).status()).isEqualTo(200);

        Observation note = admin.read(Observation.class, id);
        note.getMeta()
                .addSecurity(new Coding(
                        "https://oud-fhir.github.io/ig/CodeSystem/oud-security-label", "sud-counseling-note", null));
        assertThat(admin.put(note).status()).isEqualTo(200);

        assertThat(hospital().get(file).status()).isEqualTo(410);
    }

    @ParameterizedTest
    @CsvSource({"HLEGAL", "PUBHLTH", "BTG"})
    void noOtherPurposeIsServedInBulk(String purpose) {
        Api asked = RunningServer.api()
                .with(Api.token(
                        RunningServer.data(), Actor.HOSPITAL.claims("x", purpose, true), Duration.ofMinutes(30)));

        assertThat(BulkExport.kickOff(asked, "Patient/$export").status()).isEqualTo(403);
    }

    @Test
    void eachFileThatGoesOutIsOnRecord() {
        String patient = patient("tpo:class");
        String id = admin.post("Observation", observation(patient)).id();
        BulkExport.begin(hospital(), "Patient/$export?_type=Observation&patient=Patient/" + patient)
                .references();

        assertThat(admin.search(AuditEvent.class, "patient=Patient/" + patient))
                .filteredOn(event -> event.getEntity().stream()
                        .anyMatch(entity -> entity.hasQuery()
                                && new String(entity.getQuery(), StandardCharsets.UTF_8).contains("$export-file")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getOutcomeDesc()).isEqualTo("CONSENT");
                    assertThat(event.getEntity())
                            .anyMatch(entity -> ("Observation/" + id)
                                    .equals(entity.getWhat().getReference()));
                });
        assertThat(admin.get("Patient/" + patient + "/$accounting-of-disclosures")
                        .text())
                .contains("Observation/" + id);
    }

    // fixtures

    /** Takes the labels out, whose order means nothing. */
    private static List<String> labels(JsonNode resource) {
        List<String> labels = new ArrayList<>();
        ((ObjectNode) resource.path("meta")).remove("security").forEach(label -> labels.add(label.toString()));
        return labels;
    }

    private static Api hospital() {
        return RunningServer.api()
                .with(Api.token(
                        RunningServer.data(), Actor.HOSPITAL.claims("x", "TREAT", false), Duration.ofMinutes(30)));
    }

    private static Api as(Map<String, Object> claims) {
        return RunningServer.api().with(Api.token(RunningServer.data(), claims));
    }

    private static String patient(String consents) {
        String id = "export-" + NUMBER.incrementAndGet();
        store("Patient/" + id, "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"birthDate\":\"1990-01-01\"}");
        store(
                "CareTeam/" + id + "-team",
                "{\"resourceType\":\"CareTeam\",\"id\":\"" + id
                        + "-team\",\"status\":\"active\",\"subject\":{\"reference\":\"Patient/" + id
                        + "\"},\"participant\":[{\"member\":{\"reference\":\"Organization/hospital\"}}]}");
        ConsentForms.of(consents, id, Instant.now())
                .forEach(consent -> store("Consent/" + consent.getIdElement().getIdPart(), Api.text(consent)));
        return id;
    }

    private static String observation(String patient) {
        return "{\"resourceType\":\"Observation\",\"status\":\"final\",\"subject\":{\"reference\":\"Patient/" + patient
                + "\"},\"code\":{\"text\":\"x\"},\"valueString\":\"y\"}";
    }

    private static void store(String path, String body) {
        assertThat(admin.put(path, body).status()).isIn(200, 201);
    }
}
