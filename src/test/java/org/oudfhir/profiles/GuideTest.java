package org.oudfhir.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;
import org.oudfhir.fhir.Systems;

/** The guide of this product, as the build packed it. */
class GuideTest {

    private static final Guide GUIDE = Guide.load(FhirContext.forR4Cached());

    @Test
    void isTheImplementationGuideAndItsDefinitions() {
        ImplementationGuide guide =
                GUIDE.find(ImplementationGuide.class, Systems.GUIDE).orElseThrow();

        assertThat(GUIDE.name()).isEqualTo(guide.getPackageId());
        assertThat(GUIDE.version()).isEqualTo(guide.getVersion());
        assertThat(GUIDE.size()).isGreaterThan(1);
    }

    @Test
    void everyProfileHasASnapshot() {
        assertThat(GUIDE.list(StructureDefinition.class)).allMatch(StructureDefinition::hasSnapshot);
    }

    @Test
    void everyDefinitionHasTheVersionOfTheGuide() {
        assertThat(GUIDE.copies())
                .filteredOn(MetadataResource.class::isInstance)
                .allSatisfy(definition -> assertThat(((MetadataResource) definition).getVersion())
                        .as(definition.getId())
                        .isIn(GUIDE.version(), null));
    }

    @Test
    void definitionsAreFoundWithAndWithoutTheirVersion() {
        assertThat(GUIDE.find(CodeSystem.class, Systems.FACTOR_CATEGORY)).isPresent();
        assertThat(GUIDE.find(CodeSystem.class, Systems.FACTOR_CATEGORY + "|" + GUIDE.version()))
                .isPresent();
        assertThat(GUIDE.find(CodeSystem.class, Systems.FACTOR_CATEGORY + "|9.9.9"))
                .isEmpty();
    }

    @Test
    void whatIsOursIsKnownByItsAddress() {
        assertThat(GUIDE.owns(Systems.FACTOR_CATEGORY)).isTrue();
        assertThat(GUIDE.owns("http://hl7.org/fhir/StructureDefinition/Patient"))
                .isFalse();
    }
}
