package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.SearchParameter;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.fhir.Systems;

/** What the server works by is not a client's to change, whatever its scopes. */
class FixedDefinitionsIT {

    private final Api api = RunningServer.api();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Questionnaire/phq-9",
                "StructureDefinition/oud-care-plan",
                "CodeSystem/oud-safety-threshold",
                "ValueSet/factor",
                "PlanDefinition/oud-pathway",
                "Device/oud-fhir-server"
            })
    void theGuideCanBeReadAndNothingElse(String reference) {
        Api.Answer before = api.get(reference);
        assertThat(before.status()).isEqualTo(200);

        refused(api.put(
                reference, before.text().replaceFirst("\"meta\":\\{", "\"meta\":{\"tag\":[{\"code\":\"x\"}],")));
        refused(api.patch(
                reference,
                "[{\"op\":\"add\",\"path\":\"/language\",\"value\":\"fr\"}]",
                "Content-Type",
                "application/json-patch+json"));
        refused(api.delete(reference));
        assertThat(api.get(reference).text()).isEqualTo(before.text());
    }

    @Test
    void aTransactionDoesNotChangeItEither() {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        Device device = new Device();
        device.setId(Systems.SERVER_DEVICE);
        bundle.addEntry()
                .setResource(device)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.PUT)
                .setUrl(Systems.SERVER_DEVICE);

        refused(api.transaction(bundle));
    }

    @Test
    void itsCanonicalsAreTaken() {
        ValueSet other = new ValueSet();
        other.setUrl(Systems.GUIDE.replaceFirst("/ImplementationGuide/.*", "") + "/ValueSet/factor");
        other.setStatus(PublicationStatus.ACTIVE);

        refused(api.post(other));
    }

    @Test
    void aDefinitionOfOnesOwnIsStored() {
        Questionnaire own = new Questionnaire();
        own.setUrl("https://clinic.example.org/Questionnaire/intake").setStatus(PublicationStatus.ACTIVE);

        assertThat(api.post(own).status()).isEqualTo(201);
    }

    @Test
    void aSearchParameterIsNotTaken() {
        SearchParameter parameter = new SearchParameter();
        parameter
                .setUrl("https://clinic.example.org/SearchParameter/x")
                .setName("x")
                .setCode("patient")
                .setStatus(PublicationStatus.ACTIVE)
                .setType(SearchParamType.TOKEN)
                .setExpression("Observation.code.text.matches('(a+)+$')")
                .addBase("Observation");

        refused(api.post(parameter));
    }

    private static void refused(Api.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.issues().get(0).getDetails().getCodingFirstRep().getCode())
                .isEqualTo("fixed-definition");
    }
}
