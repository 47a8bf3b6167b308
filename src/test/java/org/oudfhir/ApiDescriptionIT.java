package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The interface as OpenAPI, open to everybody. */
class ApiDescriptionIT {

    private final Api nobody = RunningServer.api().with("");

    @Test
    void itSaysThatRequestsNeedAToken() {
        assertThat(nobody.get("api-docs?page=CarePlan").text())
                .contains("securitySchemes:", "scheme: bearer", "/CarePlan/{id}/$accept")
                .doesNotContain("/Goal/{id}");
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
