package org.oudfhir.assessment;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.fhirpath.IFhirPathEvaluationContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.oudfhir.storage.PatientRecord;

/**
 * Fills a form from the record: an item's {@code initialExpression}, else the newest Observation with the item's code. Totals
 * are left to be computed. The answers are a draft for somebody to check.
 */
final class Population {

    private static final String INITIAL_EXPRESSION =
            "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression";

    private final FhirContext context;
    private final PatientRecord record;
    private final Map<String, List<Observation>> observations;

    Population(FhirContext context, PatientRecord record) {
        this.context = context;
        this.record = record;
        this.observations = record.list(Observation.class).stream()
                .filter(observation -> observation.getStatus() != ObservationStatus.ENTEREDINERROR)
                .filter(Observation::hasValue)
                .flatMap(observation ->
                        observation.getCode().getCoding().stream().map(coding -> Map.entry(key(coding), observation)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static String key(Coding coding) {
        return coding.getSystem() + "|" + coding.getCode();
    }

    QuestionnaireResponse fill(Questionnaire questionnaire) {
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.setQuestionnaire(
                questionnaire.hasVersion()
                        ? questionnaire.getUrl() + "|" + questionnaire.getVersion()
                        : questionnaire.getUrl());
        response.setStatus(QuestionnaireResponseStatus.INPROGRESS);
        response.setSubject(
                new Reference("Patient/" + record.patient().getIdElement().getIdPart()));
        response.setItem(fill(questionnaire.getItem()));
        removeDisabled(questionnaire.getItem(), response.getItem(), new Scope(List.of(response.getItem())));
        return response;
    }

    private List<QuestionnaireResponseItemComponent> fill(List<QuestionnaireItemComponent> questions) {
        List<QuestionnaireResponseItemComponent> items = new ArrayList<>();
        for (QuestionnaireItemComponent question : questions) {
            QuestionnaireResponseItemComponent item = new QuestionnaireResponseItemComponent();
            item.setLinkId(question.getLinkId()).setText(question.getText());
            if (question.getType() == QuestionnaireItemType.GROUP) {
                item.setItem(fill(question.getItem()));
            } else if (!question.getReadOnly()) {
                answers(question).forEach(answer -> item.addAnswer().setValue(answer));
            }
            if (item.hasAnswer() || item.hasItem()) {
                items.add(item);
            }
        }
        return items;
    }

    /** What the filled answers disable is not answered. */
    private static void removeDisabled(
            List<QuestionnaireItemComponent> questions, List<QuestionnaireResponseItemComponent> items, Scope scope) {
        Map<String, QuestionnaireItemComponent> byId = questions.stream()
                .collect(Collectors.toMap(QuestionnaireItemComponent::getLinkId, question -> question));
        items.removeIf(item -> {
            QuestionnaireItemComponent question = byId.get(item.getLinkId());
            return question != null && !Enablement.of(question, scope);
        });
        for (QuestionnaireResponseItemComponent item : items) {
            QuestionnaireItemComponent question = byId.get(item.getLinkId());
            if (question != null) {
                removeDisabled(question.getItem(), item.getItem(), scope.inside(item.getItem()));
            }
        }
    }

    private List<Type> answers(QuestionnaireItemComponent question) {
        List<Type> initial = initial(question);
        List<Type> found = initial.isEmpty() ? onRecord(question) : initial;
        List<Type> fitting = found.stream()
                .flatMap(value -> convert(question, value).stream())
                .filter(value -> fits(question, value))
                .toList();
        return question.getRepeats() ? fitting : fitting.stream().limit(1).toList();
    }

    private static boolean fits(QuestionnaireItemComponent question, Type value) {
        QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent answer =
                new QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent();
        return new AnswerCheck(question).fault(answer.setValue(value), 1).isEmpty();
    }

    private List<Type> onRecord(QuestionnaireItemComponent question) {
        List<Observation> matching = question.getCode().stream()
                .flatMap(code -> observations.getOrDefault(key(code), List.of()).stream())
                .toList();
        return matching.stream()
                .map(Past::when)
                .max(Instant::compareTo)
                .map(newest -> matching.stream()
                        .filter(observation -> Past.when(observation).equals(newest))
                        .map(Observation::getValue)
                        .toList())
                .orElse(List.of());
    }

    /** An Observation's value as the answer type of the question. */
    private static Optional<Type> convert(QuestionnaireItemComponent question, Type value) {
        return switch (question.getType()) {
            case CHOICE, OPENCHOICE -> coding(value);
            case DECIMAL -> new Answer("", value).number().map(DecimalType::new);
            case INTEGER -> new Answer("", value).number().map(number -> new IntegerType(number.intValue()));
            case BOOLEAN -> value instanceof BooleanType ? Optional.of(value.copy()) : Optional.empty();
            case DATE ->
                value.isPrimitive()
                        ? Optional.of(new DateType(value.primitiveValue()
                                .substring(
                                        0, Math.min(10, value.primitiveValue().length()))))
                        : Optional.empty();
            case DATETIME -> value instanceof DateTimeType ? Optional.of(value.copy()) : Optional.empty();
            case QUANTITY -> value instanceof Quantity ? Optional.of(value.copy()) : Optional.empty();
            default -> Optional.of(value.copy());
        };
    }

    private static Optional<Type> coding(Type value) {
        if (value instanceof CodeableConcept concept && concept.hasCoding()) {
            return Optional.of(concept.getCodingFirstRep().copy());
        }
        return value instanceof Coding ? Optional.of(value.copy()) : Optional.empty();
    }

    private List<Type> initial(QuestionnaireItemComponent question) {
        if (!question.hasExtension(INITIAL_EXPRESSION)) {
            return List.of();
        }
        Expression expression =
                (Expression) question.getExtensionByUrl(INITIAL_EXPRESSION).getValue();
        if (!"text/fhirpath".equals(expression.getLanguage())) {
            return List.of();
        }
        IFhirPath engine = context.newFhirPath();
        engine.setEvaluationContext(new LaunchContext(record.patient()));
        return engine.evaluate(record.patient(), expression.getExpression(), Base.class).stream()
                .filter(Type.class::isInstance)
                .map(Type.class::cast)
                .toList();
    }

    /** SDC's launch context: {@code %patient}. */
    private record LaunchContext(Patient patient) implements IFhirPathEvaluationContext {

        @Override
        public List<IBase> resolveConstant(Object appContext, String name, ConstantEvaluationMode mode) {
            return "patient".equals(name) || "subject".equals(name) ? List.of(patient) : List.of();
        }

        @Override
        public IBase resolveReference(IIdType reference, IBase base) {
            throw new IllegalArgumentException("an initialExpression reads the patient only");
        }
    }
}
