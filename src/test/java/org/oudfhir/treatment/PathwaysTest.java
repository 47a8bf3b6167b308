package org.oudfhir.treatment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.oudfhir.treatment.SmallPathway.actions;
import static org.oudfhir.treatment.SmallPathway.contained;
import static org.oudfhir.treatment.SmallPathway.define;
import static org.oudfhir.treatment.SmallPathway.fill;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.ActivityDefinition.ActivityDefinitionKind;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PlanDefinition.ActionSelectionBehavior;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.RelatedArtifact.RelatedArtifactType;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Timing.UnitsOfTime;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/** {@code PlanDefinition/$apply} over a patient's record in memory. */
class PathwaysTest {

    private final SmallPathway pathway = new SmallPathway();

    @Test
    void anActionAppliesWhenItsConditionIsTrueNotWhenItIsFalseOrUnknown() {
        service("yes", "True");
        service("no", "False");
        service("unknown", "Unknown");

        assertThat(actions(pathway.apply())).containsExactly("yes");
    }

    @Test
    void conditionsSeeThePatientsRecordByCodeAndValueSet() {
        service("disorder", "Has Disorder");
        service("preference", "Wants Buprenorphine");

        assertThat(actions(pathway.apply())).isEmpty();
        assertThat(actions(
                        pathway.disorder().answer("preference", "buprenorphine").apply()))
                .containsExactly("disorder", "preference");
    }

    @Test
    void aMedicationIsFoundByCodeAndByReference() {
        service("agonist", "Takes Agonist");
        Medication medication = new Medication().setCode(Concept.of(Systems.RXNORM, "1819"));
        medication.setId("Medication/m1");
        MedicationRequest order = new MedicationRequest().setMedication(new Reference("Medication/m1"));
        order.setId("MedicationRequest/r1");

        assertThat(actions(pathway.on(order).apply())).isEmpty();
        assertThat(actions(pathway.on(medication).apply())).containsExactly("agonist");
    }

    @Test
    void actionsInsideOneThatDoesNotApplyAreNotLookedAt() {
        PlanDefinitionActionComponent closed = pathway.action("closed", "False");
        activity(closed.addAction(), "inside", "True");

        assertThat(actions(pathway.apply())).isEmpty();
    }

    @Test
    void aGroupKeepsItsChoiceAndAnEmptyGroupIsLeftOut() {
        PlanDefinitionActionComponent choice = pathway.action("choice", "True");
        choice.setSelectionBehavior(ActionSelectionBehavior.EXACTLYONE);
        activity(choice.addAction(), "first", "True");
        activity(choice.addAction(), "second", "False");
        activity(choice.addAction(), "third", "True");
        pathway.action("empty", "True");

        CarePlan answer = pathway.apply();

        assertThat(actions(answer)).containsExactly("choice", "first", "third");
        assertThat(contained(answer, RequestGroup.class).getActionFirstRep().getSelectionBehavior())
                .isEqualTo(RequestGroup.ActionSelectionBehavior.EXACTLYONE);
    }

    @Test
    void theAnswerIsADraftThatContainsWhatItProposes() {
        service("counselling", "True");

        CarePlan answer = pathway.apply();

        assertThat(answer.getStatus()).isEqualTo(CarePlanStatus.DRAFT);
        assertThat(answer.getInstantiatesCanonical().get(0).getValue())
                .isEqualTo("http://example.org/PlanDefinition/small|1.0.0");
        assertThat(answer.getActivityFirstRep().getReference().getReference()).isEqualTo("#request-group");
        assertThat(contained(answer, RequestGroup.class)
                        .getActionFirstRep()
                        .getResource()
                        .getReference())
                .isEqualTo("#counselling");
        ServiceRequest request = contained(answer, ServiceRequest.class);
        assertThat(request.getStatus()).isEqualTo(ServiceRequest.ServiceRequestStatus.DRAFT);
        assertThat(request.getSubject().getReference()).isEqualTo("Patient/p1");
        assertThat(request.getInstantiatesCanonical().get(0).getValue())
                .isEqualTo("http://example.org/ActivityDefinition/counselling|1.0.0");
    }

    @Test
    void aMedicationIsOrderedWithProductDosageAndQuantity() {
        PlanDefinitionActionComponent action = pathway.action("film", "True");
        ActivityDefinition activity = pathway.activity(action, ActivityDefinitionKind.MEDICATIONREQUEST);
        activity.addDosage(new Dosage().setText("4 mg"));
        activity.setQuantity(new org.hl7.fhir.r4.model.SimpleQuantity());
        activity.getQuantity().setValue(14);
        activity.setPriority(ActivityDefinition.RequestPriority.URGENT);
        activity.setDoNotPerform(false);
        activity.setProfile("http://example.org/profile");

        MedicationRequest request = contained(pathway.apply(), MedicationRequest.class);

        assertThat(request.getMedicationCodeableConcept().getCodingFirstRep().getCode())
                .isEqualTo("1307056");
        assertThat(request.getDosageInstructionFirstRep().getText()).isEqualTo("4 mg");
        assertThat(request.getDispenseRequest().getQuantity().getValue()).isEqualByComparingTo("14");
        assertThat(request.getPriority()).isEqualTo(MedicationRequest.MedicationRequestPriority.URGENT);
        assertThat(request.getMeta().hasProfile("http://example.org/profile")).isTrue();
    }

    @Test
    void aMedicationWithoutAProductIsAFaultOfTheDefinition() {
        pathway.activity(pathway.action("film", "True"), ActivityDefinitionKind.MEDICATIONREQUEST)
                .setProduct(null);

        assertThatThrownBy(pathway::apply).isInstanceOf(PathwayFault.class).hasMessageContaining("without a product");
    }

    @Test
    void dynamicValuesSetElementsOfEveryType() {
        PlanDefinitionActionComponent action = pathway.action("test", "True");
        ActivityDefinition activity = pathway.activity(action, ActivityDefinitionKind.SERVICEREQUEST);
        activity.addDynamicValue().setPath("priority").setExpression(define("Urgency"));
        activity.addDynamicValue().setPath("patientInstruction").setExpression(define("Urgency"));
        action.addDynamicValue().setPath("patientInstruction").setExpression(define("Words"));
        action.addDynamicValue().setPath("reasonReference").setExpression(define("Disorder"));
        action.addDynamicValue().setPath("occurrence").setExpression(define("Due"));
        action.addDynamicValue().setPath("bodySite").setExpression(define("Site"));
        action.addDynamicValue().setPath("code.text").setExpression(define("Words"));
        action.addDynamicValue().setPath("note[0].text").setExpression(define("Words"));
        action.addDynamicValue().setPath("quantity").setExpression(define("First Dose"));
        action.addDynamicValue().setPath("asNeeded").setExpression(define("Unknown"));

        ServiceRequest request = contained(pathway.disorder().apply(), ServiceRequest.class);

        assertThat(request.getPriority()).isEqualTo(ServiceRequest.ServiceRequestPriority.URGENT);
        assertThat(request.getPatientInstruction()).isEqualTo("for a patient of 30");
        assertThat(request.getReasonReferenceFirstRep().getReference()).isEqualTo("Condition/oud");
        assertThat(request.getOccurrence()).isInstanceOf(Period.class);
        assertThat(request.getBodySiteFirstRep().getCodingFirstRep().getCode()).isEqualTo("mouth");
        assertThat(request.getCode().getText()).isEqualTo("for a patient of 30");
        assertThat(request.getNoteFirstRep().getText()).isEqualTo("for a patient of 30");
        assertThat(request.getQuantityQuantity().getCode()).isEqualTo("mg");
        assertThat(request.hasAsNeeded()).isFalse();
    }

    @Test
    void aDynamicValueWithAnIndexReplacesJustThatElement() {
        PlanDefinitionActionComponent action = pathway.action("test", "True");
        ActivityDefinition activity = pathway.activity(action, ActivityDefinitionKind.SERVICEREQUEST);
        activity.addBodySite(new CodeableConcept().setText("first"));
        activity.addBodySite(new CodeableConcept().setText("second"));
        activity.addBodySite(new CodeableConcept().setText("third"));
        action.addDynamicValue().setPath("bodySite[1]").setExpression(define("Site"));

        ServiceRequest request = contained(pathway.apply(), ServiceRequest.class);

        assertThat(request.getBodySite()).hasSize(3);
        assertThat(request.getBodySite().get(1).getCodingFirstRep().getCode()).isEqualTo("mouth");
        assertThat(request.getBodySite().get(2).getText()).isEqualTo("third");
    }

    @Test
    void aDynamicValueThatDoesNotFitIsAFault() {
        assertDynamicValueFails("no-such[x", "Words", "not understood");
        assertDynamicValueFails("weather", "Words", "does not exist");
        assertDynamicValueFails("patientInstruction", "Two Notes", "takes one value");
    }

    @Test
    void goalsAreThoseOfTheActionsThatApply() {
        service("yes", "True");
        service("no", "False");
        pathway.definition.getAction().get(0).addGoalId("reached");
        pathway.definition.getAction().get(1).addGoalId("other");
        var goal = pathway.definition.addGoal();
        goal.setDescription(new CodeableConcept().setText("No craving")).setId("reached");
        goal.setCategory(new CodeableConcept().setText("category")).setPriority(new CodeableConcept().setText("high"));
        var target = goal.addTarget().setMeasure(Concept.of(Systems.SCORE, "cows-total"));
        target.setDetail(new Quantity(5));
        target.setDue(days(3));
        pathway.definition
                .addGoal()
                .setDescription(new CodeableConcept().setText("Other"))
                .setId("other");

        CarePlan answer = pathway.apply();

        assertThat(answer.getGoal()).extracting(Reference::getReference).containsExactly("#reached");
        Goal made = contained(answer, Goal.class);
        assertThat(made.getDescription().getText()).isEqualTo("No craving");
        assertThat(made.getTargetFirstRep().getDueDateType().getValueAsString()).isEqualTo("2026-11-27");
    }

    @Test
    void windowsCountFromTheStartOfThePlan() {
        Range weeks = new Range().setLow(length(2, "wk")).setHigh(length(12, "wk"));
        service("later", "True").setTiming(weeks);

        Period period =
                (Period) contained(pathway.apply(), ServiceRequest.class).getOccurrence();

        assertThat(period.getStartElement().getValueAsString()).isEqualTo("2026-12-08T08:00:00Z");
        assertThat(period.getEndElement().getValueAsString()).isEqualTo("2027-02-16T08:00:00Z");
    }

    @Test
    void aTaskIsDueInItsFirstIntervalAndNamesTheFormToFill() {
        PlanDefinitionActionComponent action = pathway.action("form", "True");
        ActivityDefinition activity = pathway.activity(action, ActivityDefinitionKind.TASK);
        activity.setPriority(ActivityDefinition.RequestPriority.ASAP);
        activity.addRelatedArtifact(new RelatedArtifact()
                .setType(RelatedArtifactType.DEPENDSON)
                .setResource("http://example.org/Questionnaire/phq-9|1.0.0"));
        Timing timing = new Timing().setCode(new CodeableConcept().setText("Every month"));
        timing.getRepeat().setPeriod(1).setPeriodUnit(UnitsOfTime.MO).setCount(3);
        action.setTiming(timing);

        Task task = contained(pathway.apply(), Task.class);

        assertThat(task.getRestriction().getPeriod().getEndElement().getValueAsString())
                .isEqualTo("2026-12-24T08:00:00Z");
        assertThat(task.getRestriction().getRepetitions()).isEqualTo(3);
        assertThat(task.getNoteFirstRep().getText()).isEqualTo("Every month");
        assertThat(task.getInputFirstRep().getValue().primitiveValue())
                .isEqualTo("http://example.org/Questionnaire/phq-9|1.0.0");
    }

    @Test
    void aDefineThatFailsFailsThePlanAndIsNamed() {
        service("yes", "True");
        pathway.logic("\ndefine \"Breaks\": singleton from { 1, 2 }\n");

        assertThatThrownBy(pathway::apply).isInstanceOf(PathwayFault.class).hasMessageContaining("[Breaks]");
    }

    @Test
    void aLibraryThatDoesNotCompileIsAFault() {
        service("yes", "True");
        pathway.logic("\ndefine \"Wrong\": 1 + 'a'\n");

        assertThatThrownBy(pathway::apply).isInstanceOf(PathwayFault.class).hasMessageContaining("does not compile");
    }

    @Test
    void aConditionMustNameADefineThatExistsAndIsBoolean() {
        service("age", "Age");
        assertThatThrownBy(pathway::apply).isInstanceOf(PathwayFault.class).hasMessageContaining("must be Boolean");

        pathway.definition.getActionFirstRep().getConditionFirstRep().setExpression(define("Nowhere"));
        assertThatThrownBy(pathway::apply).isInstanceOf(PathwayFault.class).hasMessageContaining("no define");
    }

    @Test
    void otherExpressionLanguagesAreRefused() {
        service("path", "True");
        pathway.definition
                .getActionFirstRep()
                .getConditionFirstRep()
                .setExpression(new Expression().setLanguage("text/fhirpath").setExpression("true"));

        assertThatThrownBy(pathway::apply).isInstanceOf(PathwayFault.class).hasMessageContaining("text/fhirpath");
    }

    @Test
    void anExpressionMayNameItsLibrary() {
        service("yes", "True");
        pathway.definition.setLibrary(List.of());
        assertThatThrownBy(pathway::apply).isInstanceOf(PathwayFault.class).hasMessageContaining("one library");

        pathway.definition
                .getActionFirstRep()
                .getConditionFirstRep()
                .getExpression()
                .setReference("http://example.org/Library/SmallPathway");
        assertThat(actions(pathway.apply())).containsExactly("yes");
    }

    @Test
    void otherKindsOfActivityAndInlineDefinitionsAreRefused() {
        PlanDefinitionActionComponent action = pathway.action("talk", "True");
        ActivityDefinition activity = pathway.activity(action, ActivityDefinitionKind.COMMUNICATIONREQUEST);
        assertThatThrownBy(pathway::apply)
                .isInstanceOf(PathwayFault.class)
                .hasMessageContaining("CommunicationRequest");

        activity.setKind(ActivityDefinitionKind.SERVICEREQUEST);
        action.setTransform("http://example.org/StructureMap/x");
        assertThatThrownBy(pathway::apply).isInstanceOf(PathwayFault.class).hasMessageContaining("transform");
    }

    @Test
    void anUnpublishedDefinitionIsNamed() {
        pathway.action("lost", "True")
                .setDefinition(new org.hl7.fhir.r4.model.CanonicalType("http://example.org/none"));

        assertThatThrownBy(pathway::apply).hasMessageContaining("http://example.org/none");
    }

    @Test
    void aValueSetThatCannotBeEnumeratedFailsInsteadOfBeingEmpty() {
        service("disorder", "Has Disorder");
        ValueSet filtered = SmallPathway.valueSet("disorder", Systems.SNOMED);
        filtered.getCompose().getIncludeFirstRep().addFilter();

        assertThatThrownBy(pathway.disorder().with(filtered)::apply)
                .isInstanceOf(PathwayFault.class)
                .hasMessageContaining("Has Disorder");
    }

    @Test
    void aLibraryThatIncludesAnUnknownOneIsAFault() {
        Library library = new Library();
        library.setName("Lonely").setUrl("http://example.org/Library/Lonely").setVersion("1.0.0");
        pathway.with(library).definition.getLibrary().get(0).setValue("http://example.org/Library/Lonely");
        service("yes", "True");

        assertThatThrownBy(pathway::apply).isInstanceOf(PathwayFault.class).hasMessageContaining("Lonely");
    }

    @Test
    void manyThreadsGetTheSameAnswer() throws Exception {
        service("disorder", "Has Disorder");
        pathway.disorder();
        Pathways pathways = new Pathways(pathway.definitions(), SmallPathway.MODEL, SmallPathway.CLOCK);
        PatientRecord patient = pathway.patient();
        Callable<List<String>> application = () -> actions(pathways.apply(pathway.definition, patient));
        ExecutorService threads = Executors.newFixedThreadPool(8);

        for (Future<List<String>> answer : threads.invokeAll(java.util.Collections.nCopies(32, application))) {
            assertThat(answer.get()).containsExactly("disorder");
        }
        threads.shutdown();
    }

    private PlanDefinitionActionComponent service(String id, String define) {
        PlanDefinitionActionComponent action = pathway.action(id, define);
        pathway.activity(action, ActivityDefinitionKind.SERVICEREQUEST);
        return action;
    }

    private void activity(PlanDefinitionActionComponent action, String id, String define) {
        fill(action, id, define);
        pathway.activity(action, ActivityDefinitionKind.SERVICEREQUEST);
    }

    private static void assertDynamicValueFails(String path, String define, String message) {
        SmallPathway pathway = new SmallPathway();
        PlanDefinitionActionComponent action = pathway.action("test", "True");
        pathway.activity(action, ActivityDefinitionKind.SERVICEREQUEST);
        action.addDynamicValue().setPath(path).setExpression(define(define));

        assertThatThrownBy(pathway::apply).isInstanceOf(PathwayFault.class).hasMessageContaining(message);
    }

    private static Duration days(int days) {
        Duration duration = new Duration();
        duration.setValue(days).setCode("d");
        return duration;
    }

    private static Quantity length(int value, String unit) {
        return new Quantity().setValue(value).setCode(unit);
    }
}
