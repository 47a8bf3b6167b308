package org.oudfhir.storage;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.StorageSettings;
import ca.uhn.fhir.jpa.searchparam.extractor.PathAndRef;
import ca.uhn.fhir.rest.server.util.FhirContextSearchParamRegistry;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

class PatchedSearchParamExtractorTest {

    private static final FhirContext CONTEXT = FhirContext.forR4Cached();

    @Test
    void aReferenceIsIndexedUnderThePatientOnlyWhenItNamesAPatient() {
        assertThat(parametersOf("Patient/1")).contains("subject", "patient");
        assertThat(parametersOf("Group/1")).contains("subject").doesNotContain("patient");
    }

    private static Iterable<String> parametersOf(String subject) {
        PatchedSearchParamExtractor extractor = new PatchedSearchParamExtractor(
                new StorageSettings(), new PartitionSettings(), CONTEXT, new FhirContextSearchParamRegistry(CONTEXT));
        extractor.start();
        Observation observation = new Observation().setSubject(new Reference(subject));
        return extractor.extractResourceLinks(observation, false).stream()
                .map(PathAndRef::getSearchParamName)
                .toList();
    }
}
