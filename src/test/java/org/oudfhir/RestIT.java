package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;

/** What FHIR's REST API promises to any client, on resources that have nothing to do with care plans. */
class RestIT {

    private static final String XML = "application/fhir+xml";
    private static final String JSON_PATCH = "application/json-patch+json";
    private static final String IDENTIFIERS = "urn:oud-it:rest";

    /** Five people of this name, born in 1991 to 1995; the first two have an observation of this code. */
    private static final String FAMILY = "Rest" + unique();

    private static final List<String> PEOPLE = new ArrayList<>();

    private final Api api = RunningServer.api();

    @BeforeAll
    static void storeAFamily() {
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        for (int i = 1; i <= 5; i++) {
            Patient patient = new Patient().setBirthDateElement(new DateType("199" + i + "-01-01"));
            patient.addName().setFamily(FAMILY).addGiven("Child" + i);
            post(bundle, patient).setFullUrl("urn:uuid:" + new UUID(0, i));
        }
        for (int i = 1; i <= 2; i++) {
            post(bundle, observation("urn:uuid:" + new UUID(0, i)));
        }
        Api.Answer answer = RunningServer.api().transaction(bundle);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        answer.as(Bundle.class).getEntry().stream()
                .limit(5)
                .map(entry -> new IdType(entry.getResponse().getLocation()).getIdPart())
                .forEach(PEOPLE::add);
    }

    @Test
    void theNextLinksLeadThroughAllPagesInOrder() {
        List<Integer> sizes = new ArrayList<>();
        List<String> found = new ArrayList<>();
        String path = "Patient?family=" + FAMILY + "&_count=2&_sort=birthdate";
        while (!path.isEmpty()) {
            Bundle page = search(path);
            sizes.add(page.getEntry().size());
            found.addAll(ids(page));
            path = page.getLink("next") == null ? "" : page.getLink("next").getUrl();
            assertThat(path)
                    .satisfiesAnyOf(
                            next -> assertThat(next).isEmpty(),
                            next -> assertThat(next).startsWith(api.baseUrl()));
        }

        assertThat(sizes).containsExactly(2, 2, 1);
        assertThat(found).containsExactlyElementsOf(PEOPLE);
    }

    /** More than the library looks for at once; it would sleep for half a second before it looks for the rest. */
    @Test
    void theSecondPageIsNotWaitedFor() {
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        String system = "urn:oud-it:many:" + unique();
        for (int i = 0; i < 40; i++) {
            Patient patient = new Patient();
            patient.addIdentifier().setSystem(system).setValue(unique());
            post(bundle, patient);
        }
        assertThat(api.transaction(bundle).status()).isEqualTo(200);

        List<String> found = new ArrayList<>();
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Bundle first = search("Patient?identifier=" + system + "%7C&_count=20");
            Instant asked = Instant.now();
            Bundle second = search(first.getLink("next").getUrl());
            waits.add(Duration.between(asked, Instant.now()));
            found.clear();
            found.addAll(ids(first));
            found.addAll(ids(second));
        }

        assertThat(found).doesNotHaveDuplicates().hasSize(40);
        assertThat(Collections.min(waits)).isLessThan(Duration.ofMillis(400));
    }

    @Test
    void theTotalIsAccurateWhenAskedFor() {
        Bundle page = search("Patient?family=" + FAMILY + "&_count=1&_total=accurate");

        assertThat(page.getTotal()).isEqualTo(5);
        assertThat(page.getEntry()).hasSize(1);
    }

    @Test
    void aCountHasATotalAndNoEntries() {
        Bundle count = search("Patient?family=" + FAMILY + "&_summary=count");

        assertThat(count.getTotal()).isEqualTo(5);
        assertThat(count.getEntry()).isEmpty();
    }

    @Test
    void onlyTheElementsAskedForAreSent() {
        Patient patient = (Patient) search("Patient?_id=" + PEOPLE.get(0) + "&_elements=birthDate")
                .getEntryFirstRep()
                .getResource();

        assertThat(patient.getBirthDateElement().getValueAsString()).isEqualTo("1991-01-01");
        assertThat(patient.hasName()).isFalse();
        assertThat(patient.getMeta().getTagFirstRep().getCode()).isEqualTo("SUBSETTED");
    }

    @Test
    void aMinusSortsDownwards() {
        assertThat(ids(search("Patient?family=" + FAMILY + "&_sort=-birthdate")))
                .containsExactly(PEOPLE.get(4), PEOPLE.get(3), PEOPLE.get(2), PEOPLE.get(1), PEOPLE.get(0));
    }

    @Test
    void whatAMatchRefersToIsIncludedWhenAskedFor() {
        Bundle bundle = search("Observation?code=" + FAMILY + "&_include=Observation:subject");

        assertThat(ids(bundle, SearchEntryMode.MATCH)).hasSize(2);
        assertThat(ids(bundle, SearchEntryMode.INCLUDE)).containsExactlyInAnyOrder(PEOPLE.get(0), PEOPLE.get(1));
    }

    @Test
    void whatRefersToAMatchIsIncludedWhenAskedFor() {
        Bundle bundle = search("Patient?family=" + FAMILY + "&_revinclude=Observation:subject");

        assertThat(ids(bundle, SearchEntryMode.MATCH)).containsExactlyInAnyOrderElementsOf(PEOPLE);
        assertThat(ids(bundle, SearchEntryMode.INCLUDE)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"subject:Patient.family", "patient.family", "subject:Patient.name"})
    void aChainAsksAboutWhatIsReferredTo(String chain) {
        assertThat(search("Observation?" + chain + "=" + FAMILY).getEntry()).hasSize(2);
    }

    @Test
    void aReverseChainAsksAboutWhatRefersHere() {
        assertThat(ids(search("Patient?_has:Observation:patient:code=" + FAMILY)))
                .containsExactlyInAnyOrder(PEOPLE.get(0), PEOPLE.get(1));
    }

    @Test
    void aConditionalCreateStoresOnlyWhatIsNotThereYet() {
        Patient patient = identified();
        String condition = "identifier=" + token(patient);

        Api.Answer first = api.post(patient, "If-None-Exist", condition);
        Api.Answer second = api.post(patient, "If-None-Exist", condition);

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(second.status()).as(second.text()).isEqualTo(200);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(api.count("Patient?" + condition)).isEqualTo(1);

        api.post(patient);
        assertThat(api.post(patient, "If-None-Exist", condition).status()).isEqualTo(412);
    }

    @Test
    void aConditionalUpdateCreatesOrChangesTheOneThatMatches() {
        Patient patient = identified();
        String url = "Patient?identifier=" + token(patient);

        Api.Answer created = api.put(url, patient);
        Api.Answer changed = api.put(url, patient.setActive(false));

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        Patient stored = (Patient) search(url).getEntryFirstRep().getResource();
        assertThat(stored.getActive()).isFalse();
        assertThat(stored.getMeta().getVersionId()).isEqualTo("2");

        patient.setId((String) null);
        api.post(patient);
        assertThat(api.put(url, patient.setActive(true)).status()).isEqualTo(412);
    }

    @Test
    void aConditionalDeleteDeletesWhatMatches() {
        Patient patient = identified();
        String id = api.post(patient).id();

        Api.Answer deleted = api.delete("Patient?identifier=" + token(patient));

        assertThat(deleted.status()).as(deleted.text()).isIn(200, 204);
        assertThat(api.get("Patient/" + id).status()).isEqualTo(410);
        assertThat(api.count("Patient?identifier=" + token(patient))).isZero();
    }

    @Test
    void aJsonPatchChangesOneElement() {
        String patient = "Patient/" + api.post(identified()).id();

        Api.Answer patched = api.patch(patient, """
                [{"op": "replace", "path": "/active", "value": false}]""", "Content-Type", JSON_PATCH);

        assertThat(patched.status()).as(patched.text()).isEqualTo(200);
        assertThat(api.get(patient).as(Patient.class).getActive()).isFalse();
        assertThat(api.get(patient).as(Patient.class).hasIdentifier()).isTrue();
    }

    @Test
    void aFhirPathPatchChangesOneElement() {
        String patient = "Patient/" + api.post(identified()).id();
        Parameters patch = new Parameters();
        ParametersParameterComponent operation = patch.addParameter().setName("operation");
        operation.addPart().setName("type").setValue(new CodeType("replace"));
        operation.addPart().setName("path").setValue(new StringType("Patient.active"));
        operation.addPart().setName("value").setValue(new BooleanType(false));

        Api.Answer patched = api.patch(patient, Api.text(patch));

        assertThat(patched.status()).as(patched.text()).isEqualTo(200);
        assertThat(api.get(patient).as(Patient.class).getActive()).isFalse();
    }

    @Test
    void aPatchOfAStaleVersionIsRefused() {
        String patient = "Patient/" + api.post(identified()).id();
        String patch = "[{\"op\": \"replace\", \"path\": \"/active\", \"value\": false}]";
        assertThat(api.patch(patient, patch, "Content-Type", JSON_PATCH).status())
                .isEqualTo(200);

        Api.Answer stale = api.patch(patient, patch, "Content-Type", JSON_PATCH, "If-Match", "W/\"1\"");

        assertThat(stale.status()).as(stale.text()).isEqualTo(412);
    }

    @Test
    void aPatchOfAnElementThatIsNotThereIsRefused() {
        String patient = "Patient/" + api.post(identified()).id();

        Api.Answer refused = api.patch(patient, """
                [{"op": "replace", "path": "/name/0/family", "value": "x"}]""", "Content-Type", JSON_PATCH);

        assertThat(refused.status()).as(refused.text()).isIn(400, 422);
        assertThat(refused.issues()).isNotEmpty();
        assertThat(api.get(patient).as(Patient.class).getMeta().getVersionId()).isEqualTo("1");
    }

    @Test
    void aTransactionWithOneFaultStoresNothing() {
        Patient patient = identified();
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        post(bundle, patient);
        post(bundle, observation("Patient/no-such-patient"));

        Api.Answer answer = api.transaction(bundle);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(api.count("Patient?identifier=" + token(patient))).isZero();
    }

    @Test
    void whatATransactionStoredIsFoundByItsLastVersionOnly() {
        Patient patient = identified().setBirthDateElement(new DateType("1980-02-03"));
        patient.addName().setFamily("First" + unique());
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        post(bundle, patient);
        Bundle answers = api.transaction(bundle).as(Bundle.class);
        String id = new IdType(answers.getEntryFirstRep().getResponse().getLocation()).getIdPart();
        List<String> first = List.of(
                "Patient?identifier=" + token(patient),
                "Patient?family=" + patient.getNameFirstRep().getFamily(),
                "Patient?active=true&birthdate=1980-02-03&_id=" + id);
        assertThat(first).allSatisfy(search -> assertThat(ids(search(search))).containsExactly(id));

        Patient changed = identified().setActive(false).setBirthDateElement(new DateType("1981-02-03"));
        changed.addName().setFamily("Second" + unique());
        changed.setId(id);
        assertThat(api.put("Patient/" + id, changed).status()).isEqualTo(200);

        assertThat(first).allSatisfy(search -> assertThat(ids(search(search))).isEmpty());
        assertThat(ids(search("Patient?active=false&birthdate=1981-02-03&identifier=" + token(changed))))
                .containsExactly(id);
    }

    @Test
    void whatATransactionLinkedIsFoundByItsLastReferenceOnly() {
        String urn = "urn:uuid:" + UUID.randomUUID();
        Observation observation = observation(urn);
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        post(bundle, identified()).setFullUrl(urn);
        post(bundle, observation);
        List<String> stored = api.transaction(bundle).as(Bundle.class).getEntry().stream()
                .map(entry -> new IdType(entry.getResponse().getLocation()).getIdPart())
                .toList();
        String first = "Observation?subject=Patient/" + stored.get(0);
        assertThat(ids(search(first))).containsExactly(stored.get(1));

        observation.setSubject(new Reference("Patient/" + PEOPLE.get(4))).setId(stored.get(1));
        Api.Answer changed = api.put("Observation/" + stored.get(1), observation);
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);

        assertThat(ids(search(first))).isEmpty();
        assertThat(ids(search("Observation?subject=Patient/" + PEOPLE.get(4)))).containsExactly(stored.get(1));
    }

    @Test
    void aBatchAnswersEachEntryForItself() {
        Patient patient = identified();
        Bundle bundle = new Bundle().setType(BundleType.BATCH);
        get(bundle, "Patient?family=" + FAMILY);
        get(bundle, "Patient/no-such-patient");
        post(bundle, patient);
        post(bundle, observation("Patient/no-such-patient"));

        Api.Answer answer = api.transaction(bundle);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<BundleEntryComponent> entries = answer.as(Bundle.class).getEntry();
        assertThat(entries.stream().map(entry -> entry.getResponse().getStatus().substring(0, 3)))
                .containsExactly("200", "404", "201", "400");
        assertThat(((Bundle) entries.get(0).getResource()).getEntry()).hasSize(5);
        assertThat(List.of(entries.get(1), entries.get(3))).allSatisfy(entry -> {
            OperationOutcome outcome = (OperationOutcome) entry.getResponse().getOutcome();
            assertThat(outcome.getIssueFirstRep()
                            .getDetails()
                            .getCodingFirstRep()
                            .getSystem())
                    .isEqualTo(Systems.PROBLEM);
            assertThat(outcome.getIssueFirstRep().getDiagnostics()).doesNotContain("HAPI-");
        });
        assertThat(api.count("Patient?identifier=" + token(patient))).isEqualTo(1);
    }

    @Test
    void everyVersionStaysInTheHistoryAndCanBeRead() {
        Patient patient = identified();
        patient.setId(api.post(patient).id());
        api.put(patient.setActive(false));
        String path = "Patient/" + patient.getIdElement().getIdPart();
        assertThat(api.delete(path).status()).isEqualTo(200);

        Bundle history = search(path + "/_history");

        assertThat(history.getType()).isEqualTo(BundleType.HISTORY);
        assertThat(history.getEntry().stream().map(entry -> entry.getRequest().getMethod()))
                .containsExactly(HTTPVerb.DELETE, HTTPVerb.PUT, HTTPVerb.POST);
        assertThat(api.get(path + "/_history/1").as(Patient.class).getActive()).isTrue();
        assertThat(api.get(path + "/_history/2").as(Patient.class).getActive()).isFalse();
        assertThat(api.get(path + "/_history/9").status()).isEqualTo(404);
    }

    @Test
    void aTypeHasAHistoryTooWithTheNewestFirst() {
        String id = api.post(identified()).id();

        Bundle history = search("Patient/_history?_count=3");

        assertThat(history.getEntry()).hasSize(3);
        assertThat(history.getEntryFirstRep().getFullUrl()).isEqualTo(api.baseUrl() + "/Patient/" + id);
        assertThat(history.getLink("next")).isNotNull();
    }

    @Test
    void whatIsDeletedIsGone() {
        String path = "Patient/" + api.post(identified()).id();

        assertThat(api.delete(path).status()).isEqualTo(200);

        Api.Answer answer = api.get(path);
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.fault()).contains("deleted");
        assertThat(api.get("Patient/never-was-there").status()).isEqualTo(404);
    }

    @Test
    void anIdOfTheClientsChoiceIsKept() {
        Patient patient = identified();
        patient.setId("rest-" + unique());

        assertThat(api.put(patient).status()).isEqualTo(201);
        assertThat(api.put(patient.setActive(false)).status()).isEqualTo(200);
        assertThat(api.get("Patient/" + patient.getIdElement().getIdPart())
                        .as(Patient.class)
                        .getActive())
                .isFalse();
    }

    @Test
    void xmlIsReadAndWritten() {
        Api.Answer created = api.post(
                "Patient",
                "<Patient xmlns=\"http://hl7.org/fhir\"><gender value=\"female\"/></Patient>",
                "Content-Type",
                XML,
                "Accept",
                XML);

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.text()).startsWith("<Patient").contains("<gender value=\"female\"/>");
        assertThat(api.get("Patient/" + created.id())
                        .as(Patient.class)
                        .getGender()
                        .toCode())
                .isEqualTo("female");
        assertThat(api.get("Patient/" + created.id() + "?_format=xml").text()).startsWith("<Patient");
    }

    @Test
    void aTypeThatIsNotServedIsNotFound() {
        Api.Answer answer = api.get("Account?name=x");

        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(answer.fault()).contains("Account", "CarePlan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$no-such", "Patient/$no-such", "Patient/1/$no-such", "CarePlan/$accept", "$expunge"})
    void anOperationThatIsNotThereIsNotFound(String path) {
        Api.Answer answer = api.post(path, new Parameters());

        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(answer.fault()).contains(path.substring(path.indexOf('$')));
        assertThat(answer.issues().get(0).getDetails().getCodingFirstRep().getCode())
                .isEqualTo("unknown-operation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/live", "/ready"})
    void theServerSaysThatItIsWell(String question) {
        Api.Answer answer = api.get(root() + "/health" + question);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void theMetricsAreForPrometheus() {
        Api.Answer answer = api.get(root() + "/metrics");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text().lines()).anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"));
    }

    private String root() {
        return api.baseUrl().replaceFirst("/fhir$", "");
    }

    private Bundle search(String path) {
        Api.Answer answer = api.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.as(Bundle.class);
    }

    private static List<String> ids(Bundle bundle) {
        return bundle.getEntry().stream()
                .map(entry -> entry.getResource().getIdElement().getIdPart())
                .toList();
    }

    private static List<String> ids(Bundle bundle, SearchEntryMode mode) {
        return bundle.getEntry().stream()
                .filter(entry -> entry.getSearch().getMode() == mode)
                .map(entry -> entry.getResource().getIdElement().getIdPart())
                .toList();
    }

    /** A patient whose identifier nobody else has. */
    private static Patient identified() {
        Patient patient = new Patient().setActive(true);
        patient.addIdentifier().setSystem(IDENTIFIERS).setValue(unique());
        return patient;
    }

    private static Observation observation(String subject) {
        Observation observation = new Observation()
                .setStatus(Observation.ObservationStatus.FINAL)
                .setCode(Concept.of(IDENTIFIERS, FAMILY))
                .setSubject(new Reference(subject));
        observation.setValue(new BooleanType(true));
        return observation;
    }

    private static String token(Patient patient) {
        return Api.token(IDENTIFIERS, patient.getIdentifierFirstRep().getValue());
    }

    private static BundleEntryComponent post(Bundle bundle, Resource resource) {
        BundleEntryComponent entry = bundle.addEntry().setResource(resource);
        entry.getRequest().setMethod(HTTPVerb.POST).setUrl(resource.fhirType());
        return entry;
    }

    private static void get(Bundle bundle, String url) {
        bundle.addEntry().getRequest().setMethod(HTTPVerb.GET).setUrl(url);
    }

    private static String unique() {
        return UUID.randomUUID().toString().replaceAll("\\W|\\d", "");
    }
}
