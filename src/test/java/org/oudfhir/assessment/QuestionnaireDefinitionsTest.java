package org.oudfhir.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.fhirpath.IFhirPathEvaluationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.oudfhir.fhir.Systems;

/** The forms of the guide are what the clinical specification says, and the intake repeats each of them unchanged. */
class QuestionnaireDefinitionsTest {

    private static final Path GENERATED = Path.of("profiles", "generated");
    private static final String SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";
    private static final String INTAKE = "oud-intake";
    private static final String TREATMENT_CONTEXT = "treatment-context";
    private static final List<String> FORMS = List.of(
            "phq-9",
            "gad-7",
            "pc-ptsd-5",
            "peg",
            "pain-history",
            "taps-1",
            "dsm5-oud",
            "cows",
            "ahc-hrsn",
            "ace-brfss",
            "exposure-support",
            "family-history",
            "self-medication",
            "medical-safety",
            "c-ssrs-screener");
    private static final List<String> NOT_VALIDATED = List.of("exposure-support", "self-medication");

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final Map<String, Questionnaire> QUESTIONNAIRES = new HashMap<>();

    static List<String> forms() {
        return FORMS;
    }

    static List<String> formsAndIntake() {
        return Stream.concat(FORMS.stream(), Stream.of(INTAKE)).toList();
    }

    @ParameterizedTest
    @MethodSource("formsAndIntake")
    void everyFormSaysWhatItIsAndWhoseWordsItUses(String form) {
        Questionnaire questionnaire = questionnaire(form);

        assertThat(questionnaire.getUrl()).isEqualTo(Systems.BASE + "/Questionnaire/" + form);
        assertThat(questionnaire.getVersion()).isEqualTo("1.0.0");
        assertThat(questionnaire.getStatus().toCode()).isEqualTo("active");
        assertThat(questionnaire.getLanguage()).isEqualTo("en");
        assertThat(questionnaire.getMeta().hasProfile(Systems.profile("oud-questionnaire")))
                .isTrue();
        assertThat(questionnaire.getSubjectType()).extracting(Object::toString).containsExactly("Patient");
        assertThat(List.of(
                        questionnaire.getName(),
                        questionnaire.getTitle(),
                        questionnaire.getDescription(),
                        questionnaire.getPurpose(),
                        questionnaire.getCopyright()))
                .noneMatch(String::isBlank);
        assertThat(questionnaire.getCode()).hasSize(1);
        assertThat(questionnaire.getExtensionByUrl(SDC + "launchContext").getExtensionByUrl("name"))
                .satisfies(
                        name -> assertThat(((Coding) name.getValue()).getCode()).isEqualTo("patient"));
        assertThat(questionnaire.getExperimental()).isEqualTo(NOT_VALIDATED.contains(form));
    }

    @ParameterizedTest
    @MethodSource("formsAndIntake")
    void linkIdsAreUnique(String form) {
        assertThat(items(form))
                .extracting(QuestionnaireItemComponent::getLinkId)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("formsAndIntake")
    void everyQuestionCarriesItsLinkIdAsItsCode(String form) {
        assertThat(questions(form)).allSatisfy(question -> {
            assertThat(question.getCode()).as(question.getLinkId()).hasSize(1);
            assertThat(question.getCodeFirstRep().getCode()).isEqualTo(question.getLinkId());
        });
    }

    @ParameterizedTest
    @MethodSource("formsAndIntake")
    void everyLocalCodeIsDefined(String form) {
        List<Coding> codes = new ArrayList<>(questionnaire(form).getCode());
        items(form).forEach(item -> codes.addAll(item.getCode()));

        assertThat(codes)
                .filteredOn(code -> code.getSystem().startsWith(Systems.BASE))
                .allSatisfy(code -> assertThat(displays(code.getSystem())).containsKey(code.getCode()));
    }

    @ParameterizedTest
    @MethodSource("formsAndIntake")
    void everyLocalAnswerIsDefinedAndShownAsDefined(String form) {
        assertThat(questions(form).stream().flatMap(question -> options(question).stream()))
                .filteredOn(answer -> answer.getSystem().startsWith(Systems.BASE))
                .allSatisfy(answer ->
                        assertThat(displays(answer.getSystem())).containsEntry(answer.getCode(), answer.getDisplay()));
    }

    @ParameterizedTest
    @MethodSource("formsAndIntake")
    void everyAnswerHasSystemCodeAndDisplay(String form) {
        assertThat(questions(form).stream().flatMap(question -> options(question).stream()))
                .allSatisfy(answer -> assertThat(answer.hasSystem() && answer.hasCode() && answer.hasDisplay())
                        .as(answer.getCode())
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("formsAndIntake")
    void textsArePlainAndNothingIsRequired(String form) {
        assertThat(items(form)).allSatisfy(item -> {
            assertThat(item.getText()).as(item.getLinkId()).isNotBlank().doesNotContain("<", ">");
            assertThat(item.getRequired()).as(item.getLinkId()).isFalse();
        });
    }

    @Test
    void theIntakeHasAGroupForEveryFormAndTheContextOfTreatment() {
        assertThat(questionnaire(INTAKE).getItem())
                .extracting(QuestionnaireItemComponent::getLinkId)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(FORMS.stream(), Stream.of(TREATMENT_CONTEXT))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theIntakeRepeatsTheFormUnchanged(String form) {
        QuestionnaireItemComponent group = group(form);

        assertThat(group.getCodeFirstRep().getCode())
                .isEqualTo(questionnaire(form).getCodeFirstRep().getCode());
        assertThat(group.getItem()).hasSameSizeAs(questionnaire(form).getItem());
        for (int i = 0; i < group.getItem().size(); i++) {
            QuestionnaireItemComponent own = questionnaire(form).getItem().get(i);
            assertThat(group.getItem().get(i).equalsDeep(own))
                    .as(own.getLinkId())
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "form-items.csv", useHeadersInDisplayName = true)
    void itemHasItsTypeAndAnswers(String form, String linkId, String type, String repeats, String answers) {
        QuestionnaireItemComponent item = item(form, linkId);

        assertThat(item.getType().toCode()).isEqualTo(type);
        assertThat(item.getRepeats()).isEqualTo(repeats != null);
        assertThat(options(item)).extracting(Coding::getCode).containsExactlyElementsOf(words(answers));
    }

    @Test
    void noFormHasAQuestionThatTheTableOfItemsLacks() {
        Set<String> known = rows("form-items.csv").map(row -> row[1]).collect(Collectors.toSet());

        assertThat(questions(INTAKE))
                .extracting(QuestionnaireItemComponent::getLinkId)
                .isSubsetOf(known);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "scored-answers.csv", useHeadersInDisplayName = true)
    void answersScoreWhatTheTableSays(String form, String linkId, String points) {
        assertThat(ordinals(item(form, linkId))).isEqualTo(points(points));
    }

    @Test
    void noAnswerScoresThatTheTableOfScoresLacks() {
        Set<String> scored = rows("scored-answers.csv").map(row -> row[1]).collect(Collectors.toSet());

        assertThat(questions(INTAKE))
                .filteredOn(question -> !ordinals(question).isEmpty())
                .extracting(QuestionnaireItemComponent::getLinkId)
                .containsExactlyInAnyOrderElementsOf(scored);
    }

    @Test
    void onlyTheseQuestionsDependOnAnother() {
        Map<String, String> conditions = new TreeMap<>();
        questions(INTAKE)
                .forEach(question -> question.getEnableWhen().forEach(condition -> {
                    Coding answer = (Coding) condition.getAnswer();
                    conditions.put(
                            question.getLinkId(),
                            condition.getQuestion() + condition.getOperator().toCode() + answer.getCode());
                }));

        assertThat(conditions)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("102012-2", "102011-4=LA33-6"),
                        Map.entry("102013-0", "102011-4=LA33-6"),
                        Map.entry("102014-8", "102011-4=LA33-6"),
                        Map.entry("102015-5", "102011-4=LA33-6"),
                        Map.entry("102016-3", "102011-4=LA33-6"),
                        Map.entry("93248-3", "93247-5=LA33-6"),
                        Map.entry("93249-1", "93247-5=LA33-6"),
                        Map.entry("93250-9", "93247-5=LA33-6"),
                        Map.entry("93269-9", "93267-3=LA33-6"),
                        Map.entry("gestational-weeks", "82810-3=77386006")));
    }

    @Test
    void numbersHaveARangeAndTotalsAreReadOnly() {
        assertThat(questions(INTAKE))
                .filteredOn(question -> question.getType() == QuestionnaireItemType.INTEGER
                        || question.getType() == QuestionnaireItemType.DECIMAL)
                .allSatisfy(question -> {
                    boolean calculated = question.hasExtension(SDC + "calculatedExpression");
                    assertThat(question.getReadOnly()).as(question.getLinkId()).isEqualTo(calculated);
                    assertThat(question.hasExtension("http://hl7.org/fhir/StructureDefinition/minValue")
                                    && question.hasExtension("http://hl7.org/fhir/StructureDefinition/maxValue"))
                            .as(question.getLinkId())
                            .isEqualTo(!calculated);
                });
    }

    @Test
    void everyAnswerButThoseOnRelativesBecomesAnObservation() {
        assertThat(questions(INTAKE))
                .allSatisfy(question -> assertThat(question.hasExtension(SDC + "observationExtract"))
                        .as(question.getLinkId())
                        .isEqualTo(!question.getLinkId().startsWith("relative-")));
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvFileSource(resources = "totals.csv", useHeadersInDisplayName = true)
    void totalIsCalculatedInTheFormAndInTheIntake(
            String form, String total, String label, String answers, String expected) {
        List<QuestionnaireResponseItemComponent> answered = answered(form, answers);
        QuestionnaireResponse alone = new QuestionnaireResponse();
        answered.forEach(alone::addItem);
        QuestionnaireResponse intake = new QuestionnaireResponse();
        intake.addItem().setLinkId(TREATMENT_CONTEXT);
        QuestionnaireResponseItemComponent group = intake.addItem().setLinkId(form);
        answered.forEach(item -> group.addItem(item.copy()));

        assertThat(calculated(form, total, alone)).as("form: " + label).isEqualTo(normal(expected));
        assertThat(calculated(INTAKE, total, intake)).as("intake: " + label).isEqualTo(normal(expected));
    }

    @Test
    void everyTotalOfTheIntakeIsEmptyWhileNothingIsAnswered() {
        QuestionnaireResponse empty = new QuestionnaireResponse();

        assertThat(questions(INTAKE))
                .filteredOn(question -> question.hasExtension(SDC + "calculatedExpression"))
                .hasSize(10)
                .allSatisfy(total -> assertThat(calculated(INTAKE, total.getLinkId(), empty))
                        .as(total.getLinkId())
                        .isEmpty());
    }

    @Test
    void everyTotalIsTried() {
        Set<String> tried = rows("totals.csv").map(row -> row[1]).collect(Collectors.toSet());

        assertThat(questions(INTAKE))
                .filteredOn(question -> question.hasExtension(SDC + "calculatedExpression"))
                .extracting(QuestionnaireItemComponent::getLinkId)
                .containsExactlyInAnyOrderElementsOf(tried);
    }

    @ParameterizedTest
    @CsvSource({
        "phq-answers, 44250-9",
        "phq-difficulty, 69722-7",
        "yes-no, 102011-4",
        "pain-0-10, 75893-8",
        "hits-answers, 95618-5",
        "use-frequency, 96842-0",
        "criterion-answers, dsm5-01",
        "yes-no-unsure, selfmed-1",
        "yes-no-unsure-decline, sei-1",
        "childhood-presence, 82141-3",
        "childhood-frequency, 82146-2",
        "pregnancy-status, 82810-3",
        "cows-01-answers, cows-01",
        "cows-02-answers, cows-02",
        "cows-03-answers, cows-03",
        "cows-04-answers, cows-04",
        "cows-05-answers, cows-05",
        "cows-06-answers, cows-06",
        "cows-07-answers, cows-07",
        "cows-08-answers, cows-08",
        "cows-09-answers, cows-09",
        "cows-10-answers, cows-10",
        "cows-11-answers, cows-11"
    })
    void valueSetListsTheAnswersOfItsQuestion(String valueSet, String linkId) {
        Set<String> listed = new HashSet<>();
        read(ValueSet.class, valueSet)
                .getCompose()
                .getInclude()
                .forEach(include -> include.getConcept()
                        .forEach(concept -> listed.add(
                                include.getSystem() + "|" + concept.getCode() + "|" + concept.getDisplay())));

        assertThat(options(item(INTAKE, linkId)))
                .extracting(answer -> answer.getSystem() + "|" + answer.getCode() + "|" + answer.getDisplay())
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    private static String calculated(String form, String total, QuestionnaireResponse response) {
        Expression expression = (Expression) item(form, total)
                .getExtensionByUrl(SDC + "calculatedExpression")
                .getValue();
        assertThat(expression.getLanguage()).isEqualTo("text/fhirpath");
        IFhirPath fhirPath = FHIR.newFhirPath();
        fhirPath.setEvaluationContext(new IFhirPathEvaluationContext() {
            @Override
            public List<IBase> resolveConstant(Object context, String name, ConstantEvaluationMode mode) {
                return name.endsWith("questionnaire") ? List.of(questionnaire(form)) : List.of();
            }
        });
        List<IBase> values = fhirPath.evaluate(response, expression.getExpression(), IBase.class);
        return values.stream()
                .map(value ->
                        value instanceof Coding coding ? coding.getCode() : normal(((Type) value).primitiveValue()))
                .collect(Collectors.joining(" "));
    }

    private static String normal(String value) {
        if (value == null) return "";
        return value.matches("[0-9.]+")
                ? new BigDecimal(value).stripTrailingZeros().toPlainString()
                : value;
    }

    /** Answers as {@code linkId=code}, and relatives as {@code relative(relationship;biological;problem+problem)}. */
    private static List<QuestionnaireResponseItemComponent> answered(String form, String answers) {
        return words(answers).stream()
                .map(word -> word.startsWith("relative(") ? relative(word) : answer(form, word.split("=", 2)))
                .toList();
    }

    private static QuestionnaireResponseItemComponent relative(String word) {
        String[] parts = word.substring("relative(".length(), word.length() - 1).split(";", -1);
        String[] linkIds = {"relative-relationship", "relative-biological", "relative-problem"};
        QuestionnaireResponseItemComponent relative = new QuestionnaireResponseItemComponent();
        relative.setLinkId("relative");
        for (int i = 0; i < linkIds.length; i++) {
            if (parts[i].isEmpty()) continue;
            QuestionnaireResponseItemComponent item = relative.addItem().setLinkId(linkIds[i]);
            for (String code : parts[i].split("\\+", -1)) {
                item.addAnswer().setValue(option("family-history", linkIds[i], code));
            }
        }
        return relative;
    }

    private static QuestionnaireResponseItemComponent answer(String form, String[] answer) {
        QuestionnaireResponseItemComponent item = new QuestionnaireResponseItemComponent();
        item.setLinkId(answer[0]);
        boolean isBoolean = item(form, answer[0]).getType() == QuestionnaireItemType.BOOLEAN;
        item.addAnswer()
                .setValue(
                        isBoolean
                                ? new BooleanType(Boolean.parseBoolean(answer[1]))
                                : option(form, answer[0], answer[1]));
        return item;
    }

    private static Coding option(String form, String linkId, String code) {
        return options(item(form, linkId)).stream()
                .filter(option -> option.getCode().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(linkId + " has no answer " + code));
    }

    private static List<Coding> options(QuestionnaireItemComponent question) {
        return question.getAnswerOption().stream()
                .map(option -> (Coding) option.getValue())
                .toList();
    }

    private static Map<String, BigDecimal> ordinals(QuestionnaireItemComponent question) {
        Map<String, BigDecimal> ordinals = new TreeMap<>();
        question.getAnswerOption().forEach(option -> {
            Extension ordinal = option.getExtensionByUrl(Systems.ORDINAL_VALUE);
            if (ordinal != null) {
                ordinals.put(((Coding) option.getValue()).getCode(), ((DecimalType) ordinal.getValue()).getValue());
            }
        });
        return ordinals;
    }

    private static Map<String, BigDecimal> points(String table) {
        Map<String, BigDecimal> points = new TreeMap<>();
        words(table).forEach(word -> points.put(word.split("=", 2)[0], new BigDecimal(word.split("=", 2)[1])));
        return points;
    }

    private static List<String> words(String cell) {
        return cell == null ? List.of() : Arrays.asList(cell.split(" ", -1));
    }

    private static QuestionnaireItemComponent group(String form) {
        return questionnaire(INTAKE).getItem().stream()
                .filter(group -> group.getLinkId().equals(form))
                .findFirst()
                .orElseThrow();
    }

    private static QuestionnaireItemComponent item(String form, String linkId) {
        List<QuestionnaireItemComponent> items =
                form.equals(TREATMENT_CONTEXT) ? flat(group(form).getItem()) : items(form);
        return items.stream()
                .filter(item -> item.getLinkId().equals(linkId))
                .findFirst()
                .orElseThrow(() -> new AssertionError(form + " has no item " + linkId));
    }

    private static List<QuestionnaireItemComponent> questions(String form) {
        return items(form).stream()
                .filter(item -> item.getType() != QuestionnaireItemType.GROUP
                        && item.getType() != QuestionnaireItemType.DISPLAY)
                .toList();
    }

    private static List<QuestionnaireItemComponent> items(String form) {
        return flat(questionnaire(form).getItem());
    }

    private static List<QuestionnaireItemComponent> flat(List<QuestionnaireItemComponent> items) {
        return items.stream()
                .flatMap(item -> Stream.concat(Stream.of(item), flat(item.getItem()).stream()))
                .toList();
    }

    private static Map<String, String> displays(String system) {
        CodeSystem codes = read(CodeSystem.class, system.substring(system.lastIndexOf('/') + 1));
        Map<String, String> displays = new HashMap<>();
        codes.getConcept().forEach(concept -> displays.put(concept.getCode(), concept.getDisplay()));
        return displays;
    }

    private static Stream<String[]> rows(String table) {
        Path file = Path.of("src/test/resources/org/oudfhir/assessment", table);
        try {
            return Files.readAllLines(file).stream().skip(1).map(line -> line.split(",", -1));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Questionnaire questionnaire(String form) {
        return QUESTIONNAIRES.computeIfAbsent(form, id -> read(Questionnaire.class, id));
    }

    private static <T extends Resource> T read(Class<T> type, String id) {
        Path file = GENERATED.resolve(type.getSimpleName() + "-" + id + ".json");
        try {
            return FHIR.newJsonParser().parseResource(type, Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
