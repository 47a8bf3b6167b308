package org.oudfhir.privacy.part2;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

/** The copy of a plan for who may not have all of it. */
class RedactionTest {

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    /** Each thing that may tell of what is withheld has the word "hidden" in it. */
    private static final String PLAN = """
        {"resourceType": "CarePlan", "id": "plan", "language": "hidden",
         "meta": {"versionId": "3", "lastUpdated": "2026-11-01T10:00:00Z", "source": "urn:hidden",
          "profile": ["https://oud-fhir.github.io/ig/StructureDefinition/oud-care-plan"],
          "tag": [{"system": "urn:x", "code": "hidden"}],
          "security": [
           {"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "R", "display": "hidden"},
           {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "42CFRPart2"},
           {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "SDV"},
           {"system": "urn:x", "code": "hidden"}]},
         "text": {"status": "generated", "div": "<div xmlns=\\"http://www.w3.org/1999/xhtml\\">hidden</div>"},
         "contained": [{"resourceType": "Goal", "id": "own", "description": {"text": "hidden"}}],
         "extension": [
          {"url": "https://oud-fhir.github.io/ig/StructureDefinition/factor-addressed", "valueCodeableConcept": {"coding": [
           {"system": "https://oud-fhir.github.io/ig/CodeSystem/oud-factor", "code": "depression", "display": "hidden"},
           {"system": "https://oud-fhir.github.io/ig/CodeSystem/oud-factor-category", "code": "mental-health"}],
           "text": "hidden"}},
          {"url": "https://oud-fhir.github.io/ig/StructureDefinition/factor-addressed", "valueCodeableConcept": {"coding": [
           {"system": "https://oud-fhir.github.io/ig/CodeSystem/oud-factor", "code": "hidden-factor"},
           {"system": "https://oud-fhir.github.io/ig/CodeSystem/oud-factor-category", "code": "social-environmental"}]}},
          {"url": "urn:hidden", "valueString": "hidden"}],
         "identifier": [{"system": "urn:key", "value": "abc.plan", "type": {"text": "hidden"}}],
         "instantiatesCanonical": ["http://example.org/PlanDefinition/hidden"],
         "instantiatesUri": ["http://example.org/hidden"],
         "basedOn": [{"reference": "CarePlan/hidden-before"}],
         "replaces": [{"reference": "CarePlan/shown-before"}],
         "partOf": [{"reference": "CarePlan/shown-parent"}],
         "status": "active", "intent": "plan",
         "category": [
          {"coding": [{"system": "http://hl7.org/fhir/us/core/CodeSystem/careplan-category", "code": "assess-plan",
           "display": "hidden"}], "text": "hidden"},
          {"coding": [{"system": "urn:x", "code": "hidden"}]}],
         "title": "hidden", "description": "hidden",
         "subject": {"reference": "Patient/ana", "display": "hidden"},
         "encounter": {"reference": "Encounter/hidden"},
         "period": {"start": "2026-11-01", "end": "2027-11-01"}, "created": "2026-11-01",
         "author": {"reference": "Practitioner/shown", "display": "hidden"},
         "contributor": [{"reference": "RelatedPerson/hidden"}],
         "careTeam": [{"reference": "CareTeam/shown"}, {"reference": "CareTeam/hidden"}],
         "addresses": [{"reference": "Condition/shown"}, {"reference": "Condition/hidden"}],
         "supportingInfo": [{"reference": "Observation/shown"}, {"reference": "DocumentReference/hidden"},
          {"display": "hidden"}],
         "goal": [{"reference": "Goal/hidden"}, {"reference": "Goal/shown"}, {"reference": "#own"}],
         "activity": [
          {"reference": {"reference": "Task/shown", "display": "hidden"}, "progress": [{"text": "hidden"}],
           "outcomeCodeableConcept": [{"text": "hidden"}],
           "outcomeReference": [{"reference": "Observation/hidden"}, {"reference": "Observation/shown-outcome"}]},
          {"reference": {"reference": "Task/hidden"}},
          {"detail": {"status": "scheduled", "description": "hidden"}}],
         "note": [{"text": "hidden"}]}
        """;

    @Test
    void nothingThatCouldTellOfWhatIsWithheldIsLeft() {
        String copy = text(redacted());

        assertThat(copy).doesNotContain("hidden").doesNotContain("SDV").doesNotContain("SUBSETTED");
        assertThat(copy).doesNotContain("social-environmental");
    }

    @Test
    void whatTheRequesterMayHaveIsLeftInItsOrder() {
        CarePlan copy = redacted();

        assertThat(copy.getIdElement().getIdPart()).isEqualTo("plan");
        assertThat(copy.getMeta().getVersionId()).isEqualTo("3");
        assertThat(copy.getMeta().getProfile()).hasSize(1);
        assertThat(copy.getStatus()).isEqualTo(CarePlan.CarePlanStatus.ACTIVE);
        assertThat(copy.getIntent()).isEqualTo(CarePlan.CarePlanIntent.PLAN);
        assertThat(copy.getSubject().getReference()).isEqualTo("Patient/ana");
        assertThat(copy.getPeriod().getEndElement().getValueAsString()).isEqualTo("2027-11-01");
        assertThat(copy.getIdentifierFirstRep().getValue()).isEqualTo("abc.plan");
        assertThat(copy.getCategory()).hasSize(1);
        assertThat(copy.getPartOfFirstRep().getReference()).isEqualTo("CarePlan/shown-parent");
        assertThat(copy.getReplacesFirstRep().getReference()).isEqualTo("CarePlan/shown-before");
        assertThat(copy.getAuthor().getReference()).isEqualTo("Practitioner/shown");
        assertThat(copy.getCareTeam()).hasSize(1);
        assertThat(copy.getAddresses()).hasSize(1);
        assertThat(copy.getSupportingInfo()).hasSize(1);
        assertThat(copy.getGoal()).hasSize(1);
        assertThat(copy.getActivity()).singleElement().satisfies(activity -> {
            assertThat(activity.getReference().getReference()).isEqualTo("Task/shown");
            assertThat(activity.getOutcomeReference()).hasSize(1);
        });
        assertThat(copy.getExtension()).extracting(Extension::getUrl).hasSize(1);
    }

    @Test
    void itSaysThatItIsRedactedAndNotWhy() {
        assertThat(redacted().getMeta().getSecurity())
                .extracting(Coding::getCode)
                .containsExactly("R", "42CFRPart2", "REDACTED");
    }

    @Test
    void aLevelThatOnlyTheWithheldCalledForGoesWithIt() {
        CarePlan plan = plan();
        plan.getMeta().getSecurity().removeIf(label -> "42CFRPart2".equals(label.getCode()));

        CarePlan copy = Redaction.of(plan, reference -> false, factor -> false, Set.of("SDV"));

        assertThat(copy.getMeta().getSecurity()).extracting(Coding::getCode).containsExactly("N", "REDACTED");
    }

    @Test
    void aLabelThatStandsForSomethingShownStays() {
        CarePlan copy = Redaction.of(plan(), RedactionTest::isShown, RedactionTest::isFactorShown, Set.of());

        assertThat(copy.getMeta().getSecurity()).extracting(Coding::getCode).contains("SDV", "REDACTED");
    }

    @Test
    void thePlanItselfIsNotTouched() {
        CarePlan plan = plan();

        Redaction.of(plan, reference -> false, factor -> false, Set.of("SDV"));

        assertThat(text(plan)).isEqualTo(text(plan()));
    }

    @Test
    void theOriginOfAPlanIsNotRedactedAway() {
        assertThat(new Sensitivity(
                                "CarePlan",
                                "CarePlan/plan",
                                Optional.of("ana"),
                                true,
                                true,
                                true,
                                Set.of("R", "42CFRPart2", "SDV", "HIV", "sud-counseling-note"))
                        .without(Set.of("SDV", "42CFRPart2", "sud-counseling-note", "R")))
                .satisfies(data -> {
                    assertThat(data.part2()).isTrue();
                    assertThat(data.counselingNote()).isTrue();
                    assertThat(data.restricted()).isFalse();
                    assertThat(data.codes()).containsExactlyInAnyOrder("R", "42CFRPart2", "HIV", "sud-counseling-note");
                });
    }

    private static CarePlan redacted() {
        return Redaction.of(plan(), RedactionTest::isShown, RedactionTest::isFactorShown, Set.of("SDV"));
    }

    private static boolean isShown(Reference reference) {
        return String.valueOf(reference.getReference()).contains("/shown");
    }

    private static boolean isFactorShown(Coding factor) {
        return factor.getCode().equals("depression");
    }

    private static CarePlan plan() {
        return FHIR.newJsonParser().parseResource(CarePlan.class, PLAN);
    }

    private static String text(CarePlan plan) {
        return FHIR.newJsonParser().encodeResourceToString(plan);
    }
}
