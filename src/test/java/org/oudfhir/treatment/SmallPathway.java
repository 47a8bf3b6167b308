package org.oudfhir.treatment;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.ActivityDefinition.ActivityDefinitionKind;
import org.hl7.fhir.r4.model.ActivityDefinition.RequestIntent;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.ActionConditionKind;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.RequestGroupActionComponent;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/** A pathway of a few actions that a test puts together, and a patient to apply it to. */
final class SmallPathway {

    static final FhirContext R4 = FhirContext.forR4Cached();
    static final CqlModel MODEL = CqlModel.of(R4);
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC);

    private static final String LIBRARY = "http://example.org/Library/SmallPathway|1.0.0";

    final PlanDefinition definition = new PlanDefinition();
    private final List<MetadataResource> definitions = new ArrayList<>();
    private final List<Resource> record = new ArrayList<>();

    SmallPathway() {
        definition
                .setUrl("http://example.org/PlanDefinition/small")
                .setVersion("1.0.0")
                .setStatus(PublicationStatus.ACTIVE);
        definition.setId("small");
        definition.addLibrary(LIBRARY);
        definitions.add(valueSet("disorder", Systems.SNOMED, "75544000"));
        definitions.add(valueSet("agonists", Systems.RXNORM, "1819"));
        logic("");
    }

    /** The library of the folder with more defines. */
    SmallPathway logic(String more) {
        definitions.removeIf(Library.class::isInstance);
        Library library = new Library();
        library.setName("SmallPathway")
                .setUrl("http://example.org/Library/SmallPathway")
                .setVersion("1.0.0");
        library.setId("SmallPathway");
        library.setStatus(PublicationStatus.ACTIVE);
        library.addContent().setContentType("text/cql").setData((cql() + more).getBytes(StandardCharsets.UTF_8));
        definitions.add(library);
        return this;
    }

    SmallPathway with(MetadataResource published) {
        definitions.removeIf(known -> known.getUrl().equals(published.getUrl()));
        definitions.add(published);
        return this;
    }

    /** An action that applies when a define is true, with an activity of its own id. */
    PlanDefinitionActionComponent action(String id, String define) {
        PlanDefinitionActionComponent action = definition.addAction();
        fill(action, id, define);
        return action;
    }

    static void fill(PlanDefinitionActionComponent action, String id, String define) {
        action.setTitle(id).setId(id);
        action.addCondition().setKind(ActionConditionKind.APPLICABILITY).setExpression(define(define));
    }

    /** A published activity, which the action of the same id carries out. */
    ActivityDefinition activity(PlanDefinitionActionComponent action, ActivityDefinitionKind kind) {
        ActivityDefinition activity = new ActivityDefinition();
        activity.setUrl("http://example.org/ActivityDefinition/" + action.getId())
                .setVersion("1.0.0");
        activity.setId(action.getId());
        activity.setStatus(PublicationStatus.ACTIVE);
        activity.setKind(kind).setIntent(RequestIntent.PROPOSAL);
        activity.setCode(Concept.of("http://example.org/activity", action.getId()));
        if (kind == ActivityDefinitionKind.MEDICATIONREQUEST) {
            activity.setProduct(Concept.of(Systems.RXNORM, "1307056"));
        }
        definitions.add(activity);
        action.setDefinition(new org.hl7.fhir.r4.model.CanonicalType(activity.getUrl() + "|1.0.0"));
        return activity;
    }

    static Expression define(String name) {
        return new Expression().setLanguage("text/cql-identifier").setExpression(name);
    }

    SmallPathway disorder() {
        Condition condition = new Condition().setCode(Concept.of(Systems.SNOMED, "75544000"));
        condition.setId("Condition/oud");
        record.add(condition);
        return this;
    }

    SmallPathway answer(String item, String code) {
        Observation observation = new Observation()
                .setStatus(Observation.ObservationStatus.FINAL)
                .setCode(Concept.of(Systems.ITEM, item))
                .setValue(Concept.of(Systems.ANSWER, code));
        observation.setId("Observation/" + item);
        record.add(observation);
        return this;
    }

    SmallPathway on(Resource resource) {
        record.add(resource);
        return this;
    }

    PatientRecord patient() {
        Patient patient = new Patient().setBirthDateElement(new DateType("1996-03-02"));
        patient.setId("Patient/p1");
        return new PatientRecord(patient, record);
    }

    Definitions definitions() {
        return new Definitions(definitions);
    }

    CarePlan apply() {
        return new Pathways(definitions(), MODEL, CLOCK).apply(definition, patient());
    }

    /** The ids of the actions of an answer, depth first. */
    static List<String> actions(CarePlan answer) {
        List<String> ids = new ArrayList<>();
        answer.getContained().stream()
                .filter(RequestGroup.class::isInstance)
                .forEach(group -> collect(((RequestGroup) group).getAction(), ids));
        return ids;
    }

    static <T extends Resource> T contained(CarePlan answer, Class<T> type) {
        return answer.getContained().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private static void collect(List<RequestGroupActionComponent> actions, List<String> ids) {
        actions.forEach(action -> {
            ids.add(action.getId());
            collect(action.getAction(), ids);
        });
    }

    static ValueSet valueSet(String id, String system, String... codes) {
        ValueSet valueSet = new ValueSet();
        valueSet.setUrl("http://example.org/ValueSet/" + id).setId(id);
        var include = valueSet.getCompose().addInclude().setSystem(system);
        List.of(codes).forEach(code -> include.addConcept().setCode(code));
        return valueSet;
    }

    static CodeSystem codeSystem(String url, String code, String child) {
        CodeSystem system = new CodeSystem();
        system.setUrl(url);
        system.addConcept().setCode(code).addConcept().setCode(child);
        return system;
    }

    private static String cql() {
        try {
            return Files.readString(Path.of("src", "test", "resources", "treatment", "SmallPathway.cql"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
