package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceSearchParamComponent;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.fhir.Systems;

/** The operations, and whether all that {@code metadata} promises is there. */
class OperationsIT {

    private static final String PATHWAY = Systems.BASE + "/PlanDefinition/oud-pathway";
    private static final String FACTORS = Systems.BASE + "/ValueSet/factor";
    private static final Path INVALID =
            Path.of("profiles/examples/invalid/oud-factor-finding--oud-ff-1-value-and-reason.json");

    /** A value that a client could ask for, per type of search parameter. */
    private static final Map<String, String> VALUES = Map.of(
            "token", "a",
            "reference", "Patient/1",
            "string", "a",
            "uri", "http://example.org/x",
            "date", "2026-01-01",
            "quantity", "ge1",
            "number", "1");

    /** Parameters whose values have a form of their own. */
    private static final Map<String, String> VALUES_BY_NAME = Map.ofEntries(
            Map.entry("_has", ""),
            Map.entry("near", "42.3%7C-71.0%7C10%7Ckm"),
            Map.entry("context-type-value", "a$a"),
            Map.entry("context-type-quantity", "a$1"),
            Map.entry("characteristic-value", "a$true"),
            Map.entry("code-value-string", "a$a"),
            Map.entry("code-value-date", "a$2026-01-01"),
            Map.entry("code-value-quantity", "a$1"),
            Map.entry("combo-code-value-quantity", "a$1"),
            Map.entry("component-code-value-quantity", "a$1"),
            Map.entry("code-value-concept", "a$a"),
            Map.entry("combo-code-value-concept", "a$a"),
            Map.entry("component-code-value-concept", "a$a"));

    private static Visit visit;

    private static CapabilityStatement metadata;

    private final Api api = RunningServer.api();

    @BeforeAll
    static void takeAnIntake() {
        visit = Visit.of("SYN-0007").done();
        metadata = RunningServer.api().get("metadata").as(CapabilityStatement.class);
    }

    @Test
    void anOperationWithoutParametersNeedsNoBody() {
        Visit visit = Visit.of("SYN-0004").done();

        Api.Answer answer = api.post("Patient/" + visit.patientId() + "/$propose-care-plan", "");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void everythingIsAllOfOnePatientAndOfNobodyElse() {
        List<Resource> everything = everything();

        assertThat(everything.stream().map(Resource::fhirType).distinct())
                .contains("Patient", "QuestionnaireResponse", "Observation", "Condition", "CarePlan")
                .contains("MedicationRequest", "ServiceRequest", "Goal", "Flag", "Practitioner");
        assertThat(everything.stream().filter(each -> each.fhirType().equals("Patient")))
                .extracting(patient -> patient.getIdElement().getIdPart())
                .containsExactly(visit.patientId());
    }

    @Test
    void aValidResourceIsFoundValidAndNotStored() {
        int before = api.count("QuestionnaireResponse");

        Api.Answer answer =
                api.post("QuestionnaireResponse/$validate", visit.response("phq-9", "phq-9 = 1,1,1,1,1,1,1,1,0"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.issues()).noneMatch(OperationsIT::isError);
        assertThat(api.count("QuestionnaireResponse")).isEqualTo(before);
    }

    @Test
    void anInvalidResourceIsFoundInvalidAtTheElementAtFault() throws IOException {
        Api.Answer answer = api.post("Observation/$validate", Files.readString(INVALID));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.as(OperationOutcome.class).getIssue())
                .anyMatch(issue -> isError(issue) && issue.getDiagnostics().contains("oud-ff-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ValueSet/$expand?url=" + FACTORS, "ValueSet/factor/$expand"})
    void aValueSetIsExpandedToItsCodes(String path) {
        Api.Answer answer = api.get(path);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.as(ValueSet.class).getExpansion().getContains())
                .hasSize(17)
                .allMatch(code -> code.getSystem().equals(Systems.FACTOR) && code.hasDisplay())
                .anyMatch(code -> code.getCode().equals("chronic-pain"));
    }

    @ParameterizedTest
    @CsvSource({"ptsd, true", "no-such-factor, false"})
    void aCodeIsInAValueSetOrNot(String code, boolean expected) {
        Api.Answer answer =
                api.get("ValueSet/$validate-code?url=" + FACTORS + "&system=" + Systems.FACTOR + "&code=" + code);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.as(Parameters.class).getParameterBool("result")).isEqualTo(expected);
    }

    @Test
    void aCodeIsLookedUp() {
        Parameters found = api.get("CodeSystem/$lookup?system=" + Systems.FACTOR + "&code=ptsd")
                .as(Parameters.class);

        assertThat(found.getParameterValue("display").primitiveValue()).isEqualTo("Post-traumatic stress");
        assertThat(api.get("CodeSystem/$lookup?system=" + Systems.FACTOR + "&code=no-such-factor")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PlanDefinition/oud-pathway/$apply?", "PlanDefinition/$apply?url=" + PATHWAY + "&"})
    void thePathwayIsAppliedWithoutStoringAnything(String path) {
        List<String> before = versions();

        Api.Answer answer = api.get(path + "subject=Patient/" + visit.patientId());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        CarePlan plan = answer.as(CarePlan.class);
        assertThat(plan.getContained()).extracting(Resource::fhirType).contains("RequestGroup", "MedicationRequest");
        assertThat(plan.getSubject().getReference()).isEqualTo("Patient/" + visit.patientId());
        assertThat(versions()).containsExactlyElementsOf(before);
    }

    @Test
    void aPathwayThatIsNotThereIsNotApplied() {
        String subject = "subject=Patient/" + visit.patientId();

        assertThat(api.get("PlanDefinition/$apply?url=" + PATHWAY + "-2&" + subject)
                        .status())
                .isEqualTo(404);
        assertThat(api.get("PlanDefinition/none/$apply?" + subject).status()).isEqualTo(404);
        assertThat(api.get("PlanDefinition/oud-pathway/$apply").status()).isEqualTo(400);
        assertThat(api.get("PlanDefinition/oud-pathway/$apply?subject=Patient/nobody-at-all")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Questionnaire/phq-9/$populate?",
                "Questionnaire/$populate?canonical=" + Systems.BASE + "/Questionnaire/phq-9&"
            })
    void aFormIsFilledWithWhatIsKnown(String path) {
        List<String> before = versions();

        Api.Answer answer = api.get(path + "subject=Patient/" + visit.patientId());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        QuestionnaireResponse filled = answer.as(QuestionnaireResponse.class);
        assertThat(filled.getStatus()).isEqualTo(QuestionnaireResponseStatus.INPROGRESS);
        assertThat(answers(filled, "phq-9")).hasSize(9).isEqualTo(answers(visit.intake(), "phq-9"));
        assertThat(versions()).containsExactlyElementsOf(before);
    }

    @Test
    void aStoredResponseIsExtractedToWhatIsStoredAlready() {
        String id = api.search(QuestionnaireResponse.class, "patient=" + visit.patientId())
                .get(0)
                .getIdElement()
                .getIdPart();
        List<String> before = versions();

        Api.Answer answer = api.get("QuestionnaireResponse/" + id + "/$extract");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Bundle transaction = answer.as(Bundle.class);
        assertThat(transaction.getType()).isEqualTo(BundleType.TRANSACTION);
        assertThat(transaction.getEntry())
                .hasSizeGreaterThan(50)
                .allMatch(entry -> entry.getRequest().getMethod() == Bundle.HTTPVerb.PUT);
        assertThat(versions()).containsExactlyElementsOf(before);
        Api.Answer stored = api.transaction(transaction);
        assertThat(stored.status()).as(stored.text()).isEqualTo(200);
        assertThat(versions()).containsExactlyElementsOf(before);
    }

    @Test
    void aResponseThatIsNotStoredIsExtractedToATransactionThatMayBePostedAgain() {
        Visit other = Visit.of("SYN-0004");
        QuestionnaireResponse response = other.response("phq-9", "phq-9 = 2,2,2,2,2,2,2,2,0");

        Api.Answer answer = api.post("QuestionnaireResponse/$extract", extraction(response));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(api.count("Observation?patient=" + other.patientId())).isZero();
        Bundle transaction = answer.as(Bundle.class);
        assertThat(api.transaction(transaction).status()).isEqualTo(200);
        int stored = api.count("Observation?patient=" + other.patientId());
        assertThat(stored).isPositive();
        assertThat(api.transaction(transaction).status()).isEqualTo(200);
        assertThat(api.count("Observation?patient=" + other.patientId())).isEqualTo(stored);
        assertThat(api.count("QuestionnaireResponse?patient=" + other.patientId()))
                .isZero();
    }

    @Test
    void nothingIsExtractedFromAResponseInProgress() {
        QuestionnaireResponse response = visit.response("phq-9", "phq-9 = 2,2,2,2,2,2,2,2,0");
        response.setStatus(QuestionnaireResponseStatus.INPROGRESS);

        Api.Answer answer = api.post("QuestionnaireResponse/$extract", extraction(response));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.fault()).contains("QuestionnaireResponse.status");
    }

    @Test
    void metadataNamesTheGuideAndOnlyOperationsOfThisServer() {
        assertThat(metadata.getInstantiates().get(0).getValue()).isEqualTo(Systems.REQUIREMENTS);
        assertThat(resources()
                        .flatMap(resource -> resource.getOperation().stream())
                        .map(each -> each.getName()))
                .contains("propose-care-plan", "accept", "factor-profile", "populate", "extract", "apply")
                .doesNotContain("expunge", "hapi.fhir.merge", "subsumes", "lastn");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Observation/$lastn?patient=Patient/x&max=1",
                "Observation/%24lastn?patient=Patient/x&max=1",
                "Observation/$lastn/?patient=Patient/x&max=1",
                "CodeSystem/$subsumes?system=http://loinc.org&codeA=a&codeB=b"
            })
    void whatWantsASearchEngineIsNotOfferedNorInABatch(String path) {
        String batch =
                "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":{\"method\":\"GET\",\"url\":\""
                        + path + "\"}}]}";

        for (Api.Answer answer : List.of(api.get(path), api.post("", batch))) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(404);
            assertThat(answer.text()).contains("unknown-operation");
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void everySearchParameterInMetadataIsAnswered(String type) {
        List<String> refused = new ArrayList<>();
        for (CapabilityStatementRestResourceSearchParamComponent parameter :
                resource(type).getSearchParam()) {
            String name = parameter.getName();
            String value = VALUES_BY_NAME.getOrDefault(
                    name, VALUES.getOrDefault(parameter.getType().toCode(), ""));
            String query = name.equals("_has") ? "_has:Provenance:target:recorded=2026-01-01" : name + "=" + value;
            Api.Answer answer = api.get(type + "?" + query + "&_count=1");
            if (answer.status() != 200) {
                refused.add(query + ": " + answer);
            }
        }

        assertThat(refused).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyOperationInMetadataCanBeReached(String type) {
        String instance = instance(type);

        assertThat(resource(type).getOperation()).allSatisfy(operation -> {
            String path = (isOfInstances(operation.getDefinition()) ? instance : type) + "/$" + operation.getName();
            int status = api.post(path, new Parameters()).status();
            assertThat(status).as(path).isLessThan(500).isNotIn(404, 405);
        });
    }

    /** The library's own definitions say it in their names. */
    private boolean isOfInstances(String definition) {
        if (definition.startsWith(Systems.OPERATION)) {
            OperationDefinition published =
                    api.read(OperationDefinition.class, definition.substring(Systems.OPERATION.length()));
            return published.getInstance() && !published.getType();
        }
        return definition.contains("-i-") || definition.endsWith("group-export");
    }

    /** A resource that there is, for the operations that look for it before they read what they are given. */
    private static String instance(String type) {
        return switch (type) {
            case "Patient" -> "Patient/" + visit.patientId();
            case "CarePlan" ->
                "CarePlan/" + Visit.of("SYN-0004").done().draft().getIdElement().getIdPart();
            case "ValueSet" -> "ValueSet/factor";
            case "Group" -> "Group/" + group();
            default -> type + "/none";
        };
    }

    private static String group() {
        return RunningServer.api()
                .post("Group", "{\"resourceType\":\"Group\",\"type\":\"person\",\"actual\":true}")
                .id();
    }

    static Stream<String> types() {
        return RunningServer.api()
                .get("metadata")
                .as(CapabilityStatement.class)
                .getRestFirstRep()
                .getResource()
                .stream()
                .map(CapabilityStatementRestResourceComponent::getType);
    }

    private static Stream<CapabilityStatementRestResourceComponent> resources() {
        return metadata.getRestFirstRep().getResource().stream();
    }

    private static CapabilityStatementRestResourceComponent resource(String type) {
        return resources()
                .filter(each -> each.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static Parameters extraction(QuestionnaireResponse response) {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("questionnaire-response").setResource(response);
        return parameters;
    }

    private static boolean isError(OperationOutcomeIssueComponent issue) {
        return issue.getSeverity() == IssueSeverity.ERROR || issue.getSeverity() == IssueSeverity.FATAL;
    }

    /** The coded answers to the items of a group, or of the whole form when it has no such group. */
    private static List<String> answers(QuestionnaireResponse response, String group) {
        List<QuestionnaireResponseItemComponent> items = response.getItem().stream()
                .filter(item -> item.getLinkId().equals(group))
                .findFirst()
                .map(QuestionnaireResponseItemComponent::getItem)
                .orElse(response.getItem());
        return items.stream()
                .filter(item -> item.getAnswerFirstRep().getValue() instanceof Coding)
                .map(item -> item.getLinkId() + " "
                        + item.getAnswerFirstRep().getValueCoding().getCode())
                .toList();
    }

    private List<Resource> everything() {
        Api.Answer answer = api.get("Patient/" + visit.patientId() + "/$everything?_count=500");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.as(Bundle.class).getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .toList();
    }

    /** The versions of all that is stored about the patient. */
    private List<String> versions() {
        return everything().stream()
                .map(resource -> resource.getIdElement().toUnqualified().getValue())
                .sorted()
                .toList();
    }
}
