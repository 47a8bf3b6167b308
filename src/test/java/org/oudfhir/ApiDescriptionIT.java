package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.fhir.Systems;

/** The interface as OpenAPI, open to everybody. */
class ApiDescriptionIT {

    private final Api nobody = RunningServer.api().with("");

    @Test
    void itSaysThatRequestsNeedAToken() {
        assertThat(nobody.get("api-docs?page=CarePlan").text())
                .contains("securitySchemes:", "scheme: bearer", "/CarePlan/{id}/$accept")
                .doesNotContain("/Goal/{id}");
    }

    /** What the guide requires of operations that are made here; the library names those that it brings itself. */
    @Test
    void itNamesOperationsByTheirPublishedDefinitions() {
        CapabilityStatement required =
                nobody.get("CapabilityStatement/oud-server").as(CapabilityStatement.class);
        List<String> own = List.of(
                "propose-care-plan", "factor-profile", "check-enrollment", "accept", "populate", "extract", "apply");

        assertThat(operations(nobody.get("metadata").as(CapabilityStatement.class), own))
                .hasSameSizeAs(own)
                .containsExactlyInAnyOrderElementsOf(operations(required, own));
    }

    private static List<String> operations(CapabilityStatement statement, List<String> names) {
        return statement.getRestFirstRep().getResource().stream()
                .flatMap(type -> type.getOperation().stream()
                        .filter(operation -> names.contains(operation.getName()))
                        .map(operation -> type.getType() + " " + operation.getDefinition()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"propose-care-plan", "factor-profile", "check-enrollment", "accept"})
    void itsOperationsAreDefinedInTheGuide(String operation) {
        OperationDefinition read =
                nobody.get("OperationDefinition/" + operation).as(OperationDefinition.class);

        assertThat(read.getUrl()).isEqualTo(Systems.OPERATION + operation);
        assertThat(read.getCode()).isEqualTo(operation);
        assertThat(nobody.get("OperationDefinition/ValueSet-it-expand")
                        .as(OperationDefinition.class)
                        .getCode())
                .isEqualTo("expand");
        assertThat(nobody.get("OperationDefinition/nothing").status()).isEqualTo(404);
    }

    /** How many patients, consents and flags are on record is nothing for a stranger. */
    @Test
    void itTellsNobodyHowMuchIsOnRecord() {
        assertThat(nobody.get("metadata").text()).doesNotContain("resourceCount");
        assertThat(nobody.get("swagger-ui/").text())
                .contains("CarePlan")
                .doesNotContain("resourceCountBadge", "resourceCount");
    }

    @Test
    void theWholeIsTheSameEachTimeAndHasNoOtherPages() {
        String whole = nobody.get("api-docs").text();

        assertThat(whole).contains("/CarePlan/{id}", "/Goal/{id}");
        assertThat(nobody.get("api-docs?page=").text()).isEqualTo(whole);
        assertThat(nobody.get("api-docs?page=All").text()).isEqualTo(whole);
        assertThat(nobody.get("api-docs?page=somewhere").status()).isEqualTo(404);
    }
}
