package org.oudfhir.storage;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.jpa.model.entity.StorageSettings;
import ca.uhn.fhir.jpa.searchparam.extractor.PathAndRef;
import ca.uhn.fhir.jpa.searchparam.extractor.SearchParamExtractorR4;
import ca.uhn.fhir.rest.server.util.FhirContextSearchParamRegistry;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry.SearchParamLookupContextEnum;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.r4.model.Coding;
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

    /** Rows of the index belong to one resource each, whatever is remembered of their hashes. */
    @Test
    void aCodeIsIndexedAsHapiDoesEachTimeAnew() {
        FhirContextSearchParamRegistry registry = new FhirContextSearchParamRegistry(CONTEXT);
        SearchParamExtractorR4 ofHapi =
                new SearchParamExtractorR4(new StorageSettings(), new PartitionSettings(), CONTEXT, registry);
        ofHapi.start();
        PatchedSearchParamExtractor ours = started();
        RuntimeSearchParam code =
                registry.getActiveSearchParam("Observation", "code", SearchParamLookupContextEnum.INDEX);
        Coding coding = new Coding("http://loinc.org", "45229-6", null);

        var first = Objects.requireNonNull(ours.createSearchParamForCoding("Observation", code, coding));
        var second = Objects.requireNonNull(ours.createSearchParamForCoding("Observation", code, coding));

        assertThat(second).isNotSameAs(first);
        assertThat(List.of(first, second))
                .allSatisfy(token -> assertThat(token)
                        .isEqualTo(ofHapi.createSearchParamForCoding("Observation", code, coding))
                        .extracting(
                                ResourceIndexedSearchParamToken::getSystem, ResourceIndexedSearchParamToken::getValue)
                        .containsExactly("http://loinc.org", "45229-6"));
        assertThat(ours.createSearchParamForCoding(
                        "Observation", code, coding.copy().setCode("72166-2")))
                .isNotEqualTo(first);
    }

    private static PatchedSearchParamExtractor started() {
        PatchedSearchParamExtractor extractor = new PatchedSearchParamExtractor(
                new StorageSettings(), new PartitionSettings(), CONTEXT, new FhirContextSearchParamRegistry(CONTEXT));
        extractor.start();
        return extractor;
    }

    private static Iterable<String> parametersOf(String subject) {
        PatchedSearchParamExtractor extractor = started();
        Observation observation = new Observation().setSubject(new Reference(subject));
        return extractor.extractResourceLinks(observation, false).stream()
                .map(PathAndRef::getSearchParamName)
                .toList();
    }
}
