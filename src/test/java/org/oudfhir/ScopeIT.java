package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token's scopes let a client do, over HTTP. */
class ScopeIT {

    private static final String ANA = "scope-ana";
    private static final String BEN = "scope-ben";
    private static final String JSON_PATCH = "application/json-patch+json";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static Api admin;
    private static Api ana;

    @BeforeAll
    static void twoPatients() {
        admin = RunningServer.api();
        for (String patient : List.of(ANA, BEN)) {
            store(
                    "Patient",
                    patient,
                    "{\"resourceType\":\"Patient\",\"id\":\"" + patient + "\",\"name\":[{\"family\":\"" + patient
                            + "\"}]}");
        }
        for (String patient : List.of(ANA, BEN)) {
            for (int i = 1; i <= 3; i++) {
                store(
                        "Observation",
                        patient + "-" + i,
                        observation(patient + "-" + i, patient, i == 1 ? "survey" : "exam"));
            }
        }
        ana = patientApp(ANA, "patient/*.cruds");
    }

    /** A client of a patient. */
    static Api patientApp(String patient, String scope) {
        return client(scope, patient, "Patient/" + patient);
    }

    private static Api client(String scope, String patient, String fhirUser) {
        Map<String, Object> claims = new LinkedHashMap<>(Map.of("scope", scope));
        if (!patient.isEmpty()) {
            claims.put("patient", patient);
        }
        if (!fhirUser.isEmpty()) {
            claims.put("fhirUser", fhirUser);
        }
        return RunningServer.api().with(Api.token(RunningServer.data(), claims));
    }

    private static void store(String type, String id, String resource) {
        Api.Answer answer = admin.put(type + "/" + id, resource);
        assertThat(answer.status()).as(answer.text()).isIn(200, 201);
    }

    private static String observation(String id, String patient, String category) {
        return "{\"resourceType\":\"Observation\"," + (id.isEmpty() ? "" : "\"id\":\"" + id + "\",")
                + "\"status\":\"final\",\"category\":[{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/observation-category\",\"code\":\""
                + category
                + "\"}]}],\"code\":{\"text\":\"x\"},\"valueString\":\"v\",\"subject\":{\"reference\":\"Patient/"
                + patient + "\"}}";
    }

    // who is let in at all

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata",
                "Questionnaire/phq-9",
                "StructureDefinition?_count=1",
                "ValueSet?_count=1",
                "PlanDefinition?_count=1"
            })
    void whatIsNobodysIsOpen(String path) {
        assertThat(admin.with("").get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Patient",
                "Patient/scope-ana",
                "Patient/absent",
                "Observation?_count=1",
                "_history",
                "Questionnaire?_has:QuestionnaireResponse:questionnaire:subject=Patient/scope-ana",
                "Questionnaire/phq-9/$populate?subject=Patient/scope-ana",
                "Patient/scope-ana/$everything",
                "Patient/scope-ana/$factor-profile",
                "ValueSet/$expand?url=https://oud-fhir.github.io/ig/ValueSet/factor"
            })
    void everythingElseNeedsAToken(String path) {
        Api.Answer answer = admin.with("").get(path);

        assertThat(answer.status()).isIn(401, 403);
        assertThat(answer.status()).isEqualTo(path.contains("_has") ? 403 : 401);
        assertThat(answer.issues()).hasSize(1);
    }

    @Test
    void nobodyIncludesWhatTheyMayNotRead() {
        Bundle found = admin.with("")
                .get("Questionnaire?_count=50&_revinclude=QuestionnaireResponse:questionnaire")
                .as(Bundle.class);

        assertThat(found.getEntry())
                .isNotEmpty()
                .allMatch(entry -> entry.getResource().fhirType().equals("Questionnaire"));
    }

    @Test
    void aWriteOfNobodyIsRefused() {
        Api nobody = admin.with("");

        assertThat(nobody.post("Observation", observation("", ANA, "exam")).status())
                .isEqualTo(401);
        assertThat(nobody.post("", "{\"resourceType\":\"Bundle\",\"type\":\"batch\"}")
                        .status())
                .isEqualTo(401);
        assertThat(nobody.post("Questionnaire", "{\"resourceType\":\"Questionnaire\",\"status\":\"draft\"}")
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "Bearer", "Basic YTpi", "bearer a.b.c", "Bearer  "})
    void aCredentialThatIsNotGoodGoesNoFurther(String header) {
        Api.Answer answer = admin.with("").get("Patient", "Authorization", header);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.http().headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer realm=\"fhir\"");
        assertThat(answer.issues().get(0).getDetails().getCodingFirstRep().getCode())
                .isEqualTo("invalid-token");
    }

    @Test
    void theServerSaysHowAccessIsControlled() {
        CapabilityStatement metadata = admin.with("").get("metadata").as(CapabilityStatement.class);
        Api.Answer smart = admin.with("").get(".well-known/smart-configuration");

        assertThat(metadata.getRestFirstRep()
                        .getSecurity()
                        .getServiceFirstRep()
                        .getCodingFirstRep()
                        .getCode())
                .isEqualTo("SMART-on-FHIR");
        assertThat(smart.status()).isEqualTo(200);
        String origin = admin.baseUrl().replaceFirst("/fhir$", "");
        assertThat(smart.text())
                .contains(
                        "permission-v2",
                        "launch-standalone",
                        "\"authorization_endpoint\":\"" + origin + "/auth/authorize\"");
        assertThat(admin.with("")
                        .get(origin + "/.well-known/openid-configuration")
                        .text())
                .contains("\"issuer\":\"" + origin + "\"");
        assertThat(admin.with("").get(origin + "/auth/jwks").text())
                .contains("RS256", "ES384")
                .doesNotContain("\"d\":");
    }

    // what each letter of a scope allows

    @ParameterizedTest
    @CsvSource({
        "patient/Observation.c, create",
        "patient/Observation.r, read",
        "patient/Observation.u, update",
        "patient/Observation.d, delete",
        "patient/Observation.s, search",
        "user/Observation.c, create",
        "user/Observation.r, read",
        "user/Observation.u, update",
        "user/Observation.d, delete",
        "user/Observation.s, search",
        "system/Observation.c, create",
        "system/Observation.r, read",
        "system/Observation.u, update",
        "system/Observation.d, delete",
        "system/Observation.s, search",
        "system/Observation.read, read search",
        "system/Observation.write, create update delete",
        "patient/Observation.*, create read update delete search",
        "system/Condition.cruds, ''",
        "openid fhirUser launch, ''",
        "system/Observation.durcs, ''",
        "'', ''"
    })
    void aLetterAllowsItsInteractionAndNoOther(String scope, String allowed) {
        Api client = client(scope, ANA, "Practitioner/somebody");
        String id = ANA + "-letter-" + NUMBER.incrementAndGet();
        store("Observation", id, observation(id, ANA, "exam"));
        Map<String, Integer> statuses = new LinkedHashMap<>();
        statuses.put(
                "create",
                client.post("Observation", observation("", ANA, "exam")).status());
        statuses.put("read", client.get("Observation/" + id).status());
        statuses.put(
                "update",
                client.put("Observation/" + id, observation(id, ANA, "survey")).status());
        statuses.put("search", client.get("Observation?_id=" + id).status());
        statuses.put("delete", client.delete("Observation/" + id).status());

        statuses.forEach((interaction, status) -> {
            if (List.of(allowed.split(" ")).contains(interaction)) {
                assertThat(status).as(interaction).isBetween(200, 204);
            } else {
                assertThat(status).as(interaction).isEqualTo(403);
            }
        });
        admin.delete("Observation/" + id);
    }

    @Test
    void aScopeWithAParameterReachesWhatMatchesIt() {
        Api client = patientApp(ANA, "patient/Observation.rs?category=survey");

        assertThat(client.get("Observation?_id=scope-ana-1,scope-ana-2")
                        .as(Bundle.class)
                        .getTotal())
                .isEqualTo(1);
        assertThat(client.count("Observation?category=exam")).isZero();
        assertThat(client.get("Observation/scope-ana-1").status()).isEqualTo(200);
        assertThat(client.get("Observation/scope-ana-2").status()).isEqualTo(404);
        assertThat(client.get("Observation/scope-ben-1").status()).isEqualTo(404);
    }

    @Test
    void scopesOfOneParameterAddUp() {
        Api client =
                client("user/Observation.rs?category=survey user/Observation.rs?category=exam", "", "Practitioner/1");

        assertThat(client.count("Observation?_id=scope-ana-1,scope-ana-2,scope-ben-1"))
                .isEqualTo(3);
    }

    @Test
    void aClientOfOneTypeIncludesAndChainsToNoOther() {
        Api client = client("system/Observation.rs", "", "");

        Bundle found = client.get("Observation?_id=scope-ana-1&_include=*").as(Bundle.class);

        assertThat(found.getEntry()).hasSize(1);
        assertThat(client.get("Observation?subject:Patient.family=scope-ana").status())
                .isEqualTo(403);
        assertThat(client.get("Observation?patient.family=scope-ana").status()).isEqualTo(403);
        assertThat(client.get("Observation?_sort=patient.family").status()).isEqualTo(403);
        Api both = client("system/Observation.rs system/Patient.rs", "", "");
        assertThat(both.count("Observation?subject:Patient.family=scope-ana")).isPositive();
    }

    // another patient

    @Test
    void includesBringNothingOfAnother() {
        store(
                "Observation",
                "scope-ana-focus",
                observation("scope-ana-focus", ANA, "exam")
                        .replace(
                                "\"valueString\"",
                                "\"focus\":[{\"reference\":\"Patient/scope-ben\"}],\"valueString\""));
        for (String query : List.of(
                "Observation?_id=scope-ana-focus&_include=Observation:focus",
                "Observation?_id=scope-ana-focus&_include=*&_include:iterate=*&_revinclude:iterate=*",
                "Patient?_include=*&_revinclude=*&_revinclude:iterate=*")) {
            assertThat(ana.get(query).as(Bundle.class).getEntry())
                    .isNotEmpty()
                    .noneMatch(entry ->
                            entry.getResource().getIdElement().getIdPart().startsWith(BEN));
        }
        assertThat(patientApp(BEN, "patient/*.rs")
                        .get("Patient?_revinclude=Observation:focus")
                        .as(Bundle.class)
                        .getEntry())
                .hasSize(1);
    }

    @Test
    void aPageBelongsToWhoMadeTheSearch() {
        Bundle first = ana.get("Observation?_count=1&_sort=_id").as(Bundle.class);
        String next = first.getLink("next").getUrl();

        assertThat(ana.get(next).as(Bundle.class).getEntry()).hasSize(1);
        for (Api other : List.of(
                patientApp(BEN, "patient/*.cruds"), patientApp(ANA, "patient/Observation.rs"), admin, admin.with(""))) {
            assertThat(other.get(next).status()).isEqualTo(404);
        }
        assertThat(ana.get(next.replaceFirst("&_seal=.*", "")).status()).isEqualTo(404);
        assertThat(ana.get(next.replaceFirst("_getpages=[^&]+", "_getpages=00000000-0000-0000-0000-000000000000"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aPageLinkOpensNothingElse() {
        String next =
                ana.get("Observation?_count=1").as(Bundle.class).getLink("next").getUrl();
        String link = next.substring(next.indexOf('?'));

        assertThat(ana.get("_history" + link).status()).isEqualTo(404);
        assertThat(ana.get("Observation" + link).status()).isEqualTo(404);
        assertThat(ana.post(next, batch("GET", "Patient/scope-ben/$factor-profile"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aSearchInAFormIsHeldToTheScopesToo() {
        String form = "application/x-www-form-urlencoded";

        assertThat(ana.post("Observation/_search", "patient=scope-ben", "Content-Type", form)
                        .as(Bundle.class)
                        .getTotal())
                .isZero();
        assertThat(ana.post("Observation/_search", "subject.family=scope-ben", "Content-Type", form)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void everythingIsEverythingOfThePatient() {
        Bundle everything = ana.get("Patient/scope-ana/$everything?_count=200").as(Bundle.class);

        assertThat(everything.getEntry())
                .isNotEmpty()
                .noneMatch(
                        entry -> entry.getResource().getIdElement().getIdPart().startsWith(BEN));
        assertThat(ana.get("Patient/$everything").status()).isEqualTo(403);
        assertThat(ana.get("Patient/scope-ben/$everything").text())
                .isEqualTo(ana.get("Patient/scope-zen/$everything").text().replace("zen", "ben"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PlanDefinition/oud-pathway/$apply?subject=Patient/@",
                "PlanDefinition/oud-pathway/$apply?subject=@",
                "Questionnaire/phq-9/$populate?subject=Patient/@",
                "Patient/@/$factor-profile"
            })
    void operationsTellNothingOfAnother(String operation) {
        Api.Answer theirs = ana.get(operation.replace("@", BEN));
        Api.Answer absent = ana.get(operation.replace("@", "scope-zen"));

        assertThat(theirs.status()).isEqualTo(absent.status());
        assertThat(theirs.status()).isEqualTo(404);
        assertThat(theirs.text()).isEqualTo(absent.text().replace("scope-zen", BEN));
        assertThat(ana.get(operation.replace("@", ANA)).status()).isEqualTo(200);
    }

    @Test
    void anOperationHasOneSubject() {
        String body =
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"subject\",\"valueString\":\"Patient/scope-ben\"}]}";

        assertThat(ana.post("PlanDefinition/oud-pathway/$apply", body).status()).isEqualTo(404);
        assertThat(ana.post("PlanDefinition/oud-pathway/$apply?subject=Patient/scope-ana", body)
                        .status())
                .isEqualTo(403);
        assertThat(ana.get("PlanDefinition/oud-pathway/$apply?subject=Patient/scope-ana&subject=Patient/scope-ben")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anOrderNeedsMoreThanTheScopeOfThePlan() {
        Api client = client("system/CarePlan.cruds", "", "");

        assertThat(client.post("CarePlan/1/$accept", "").status()).isEqualTo(403);
        assertThat(client.post("Patient/scope-ana/$propose-care-plan", "").status())
                .isEqualTo(403);
    }

    @Test
    void theEntriesOfABatchAreHeldToTheScopesToo() {
        Bundle answer = ana.post(
                        "",
                        batch(
                                "GET",
                                "Patient/scope-ben",
                                "GET",
                                "Observation?_summary=count",
                                "GET",
                                "Patient/scope-ana"))
                .as(Bundle.class);

        assertThat(answer.getEntry().get(0).getResponse().getStatus()).startsWith("404");
        assertThat(((Bundle) answer.getEntry().get(1).getResource()).getTotal()).isEqualTo(ana.count("Observation"));
        assertThat(answer.getEntry().get(2).getResponse().getStatus()).startsWith("200");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, Patient?_has:Observation:subject:_id=scope-ben-1",
        "GET, Observation?subject.family=scope-ben",
        "GET, Observation/_history",
        "GET, _history",
        "GET, AuditEvent",
        "GET, Patient/scope-ben/Observation",
        "GET, http://127.0.0.1/fhir/Patient/scope-ben",
        "GET, //Patient/scope-ben",
        "GET, Patient/%73cope-ben",
        "GET, Patient/scope-ana/../scope-ben",
        "GET, ?_getpages=x",
        "GET, Patient/$everything",
        "DELETE, Observation?patient=scope-ben",
        "DELETE, Observation/scope-ben-1"
    })
    void anEntryThatIsNotProvidedForIsRefused(String method, String url) {
        assertThat(ana.post("", batch(method, url)).status()).isIn(400, 403, 404);
        assertThat(admin.get("Observation/scope-ben-1").status()).isEqualTo(200);
    }

    // writes

    @Test
    void aConditionalWriteIsRefusedAsItTellsWhatItFinds() {
        String ours = observation("", ANA, "exam");
        for (String query : List.of("_id=scope-ben-1", "_id=scope-zen-1")) {
            assertThat(ana.post("Observation", ours, "If-None-Exist", query).status())
                    .isEqualTo(403);
            assertThat(ana.put("Observation?" + query, ours).status()).isEqualTo(403);
            assertThat(ana.delete("Observation?" + query).status()).isEqualTo(403);
            assertThat(ana.patch("Observation?" + query, "[]", "Content-Type", JSON_PATCH)
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void aReferenceThatIsASearchIsRefused() {
        String ours = observation("", ANA, "exam")
                .replace("\"valueString\"", "\"focus\":[{\"reference\":\"Patient?family=scope-ben\"}],\"valueString\"");
        String patch =
                "[{\"op\":\"add\",\"path\":\"/focus\",\"value\":[{\"reference\":\"Patient?family=scope-ben\"}]}]";

        assertThat(ana.post("Observation", ours).status()).isEqualTo(403);
        assertThat(ana.patch("Observation/scope-ana-1", patch, "Content-Type", JSON_PATCH)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aReferenceToAnotherIsAnsweredAsOneToNothing() {
        String ours = observation("", ANA, "exam")
                .replace("\"valueString\"", "\"focus\":[{\"reference\":\"Patient/scope-ben\"}],\"valueString\"");

        Api.Answer theirs = ana.post("Observation", ours);
        Api.Answer absent = ana.post("Observation", ours.replace(BEN, "scope-zen"));

        assertThat(theirs.status()).isEqualTo(absent.status()).isGreaterThanOrEqualTo(400);
        assertThat(theirs.text()).isEqualTo(absent.text().replace("scope-zen", BEN));
    }

    @Test
    void nothingIsWrittenIntoAnothersRecordOrMovedThere() {
        assertThat(ana.post("Observation", observation("", BEN, "exam")).status())
                .isEqualTo(ana.post("Observation", observation("", "scope-zen", "exam"))
                        .status());
        assertThat(ana.put("Observation/scope-ana-1", observation("scope-ana-1", BEN, "survey"))
                        .status())
                .isIn(400, 403);
        String patch = "[{\"op\":\"replace\",\"path\":\"/subject/reference\",\"value\":\"Patient/scope-ben\"}]";
        assertThat(ana.patch("Observation/scope-ana-1", patch, "Content-Type", JSON_PATCH)
                        .status())
                .isIn(400, 403);
        assertThat(admin.read(Observation.class, "scope-ana-1").getSubject().getReference())
                .isEqualTo("Patient/scope-ana");
        assertThat(admin.count("Observation?patient=scope-ben")).isEqualTo(3);
    }

    @Test
    void anIdInAHeaderDoesNotRedirectAnUpdate() {
        Api.Answer answer = ana.put(
                "Observation/scope-ana-1",
                observation("scope-ana-1", ANA, "survey"),
                "Content-Location",
                "Observation/scope-ben-1");

        assertThat(answer.status()).isNotEqualTo(500);
        assertThat(admin.read(Observation.class, "scope-ben-1").getMeta().getVersionId())
                .isEqualTo("1");
    }

    @Test
    void aResourceOfAnotherTypeDoesNotPassUnderTheUrlOfAnAllowedOne() {
        Api client = patientApp(ANA, "patient/Observation.cruds");
        String entry = "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":"
                + Seeds.of(ANA, "Condition").replace("\"id\":\"scope-ana-Condition\",", "")
                + ",\"request\":{\"method\":\"POST\",\"url\":\"Observation\"}}]}";

        assertThat(client.post("", entry).status()).isGreaterThanOrEqualTo(400);
        assertThat(admin.count("Condition?patient=scope-ana")).isZero();
    }

    @Test
    void deletedIsAsAbsent() {
        store("Observation", "scope-ben-gone", observation("scope-ben-gone", BEN, "exam"));
        admin.delete("Observation/scope-ben-gone");

        for (String path : List.of("", "/_history", "/_history/1")) {
            assertThat(ana.get("Observation/scope-ben-gone" + path).text())
                    .isEqualTo(
                            ana.get("Observation/scope-zen-gone" + path).text().replace("zen", "ben"));
        }
        Api.Answer batch = ana.post("", batch("GET", "Observation/scope-ben-gone"));
        assertThat(batch.as(Bundle.class).getEntry().get(0).getResponse().getStatus())
                .startsWith("404");
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch", "transaction"})
    void anEntryTellsNotWhyItIsNotRead(String type) {
        store("Observation", "scope-ben-lost", observation("scope-ben-lost", BEN, "exam"));
        admin.delete("Observation/scope-ben-lost");
        Api outside = admin.with(Api.token(
                RunningServer.data(), Map.of("scope", "system/*.cruds", "organization", "Organization/elsewhere")));
        for (Api caller : List.of(ana, outside)) {
            for (String path : List.of(
                    "Patient/scope-ben",
                    "Patient/scope-ben/_history/1",
                    "Patient/scope-ben/_history/99",
                    "Observation/scope-ben-lost",
                    "Observation/scope-ben-lost/_history/1",
                    "Observation/scope-ben-lost/_history/2",
                    "/Patient/scope-ben?_pretty=true")) {
                // Among other entries, whose order the storage changes.
                String[] entries = {"GET", path, "GET", "Questionnaire/phq-9", "GET", "Questionnaire/no-such"};
                Api.Answer theirs = caller.post("", batch(entries).replace("\"batch\"", "\"" + type + "\""));
                entries[1] = path.replace("scope-ben", "scope-zen");
                Api.Answer absent = caller.post("", batch(entries).replace("\"batch\"", "\"" + type + "\""));

                assertThat(theirs.status()).as(path + theirs).isEqualTo(200);
                assertThat(withoutId(theirs.text()))
                        .isEqualTo(withoutId(absent.text().replace("zen", "ben")));
                assertThat(theirs.as(Bundle.class).getEntry())
                        .extracting(entry -> entry.getResponse().getStatus().substring(0, 3))
                        .containsExactly("404", "200", "404");
            }
        }
        assertThat(admin.post("", batch("GET", "Observation/scope-ben-lost"))
                        .as(Bundle.class)
                        .getEntryFirstRep()
                        .getResponse()
                        .getStatus())
                .as("who may see all is told that it was deleted")
                .startsWith("410");
    }

    private static String withoutId(String bundle) {
        return bundle.replaceFirst("\"id\":\"[^\"]+\"", "");
    }

    private static String batch(String... methodsAndUrls) {
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < methodsAndUrls.length; i += 2) {
            entries.append(i == 0 ? "" : ",")
                    .append("{\"request\":{\"method\":\"")
                    .append(methodsAndUrls[i])
                    .append("\",\"url\":\"")
                    .append(methodsAndUrls[i + 1])
                    .append("\"}}");
        }
        return "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[" + entries + "]}";
    }
}
