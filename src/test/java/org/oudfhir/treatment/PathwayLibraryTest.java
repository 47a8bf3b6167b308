package org.oudfhir.treatment;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cqframework.cql.cql2elm.CqlCompiler;
import org.cqframework.cql.cql2elm.CqlCompilerException;
import org.cqframework.cql.cql2elm.CqlCompilerOptions;
import org.cqframework.cql.cql2elm.LibraryBuilder;
import org.cqframework.cql.cql2elm.LibraryManager;
import org.cqframework.cql.cql2elm.ModelManager;
import org.cqframework.cql.cql2elm.quick.FhirLibrarySourceProvider;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.FunctionDef;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The published pathway is complete in itself: its logic compiles, and everything that it names exists and has a source. */
class PathwayLibraryTest {

    private static final Path GENERATED = Path.of("profiles", "generated");
    private static final Path CQL = Path.of("profiles", "treatment", "OUDPathway.cql");
    private static final FhirContext R4 = FhirContext.forR4Cached();

    private static CqlCompiler compiler;
    private static PlanDefinition pathway;

    @BeforeAll
    static void compile() throws IOException {
        CqlCompilerOptions options = new CqlCompilerOptions(
                        CqlCompilerOptions.Options.EnableAnnotations, CqlCompilerOptions.Options.EnableResultTypes)
                .withSignatureLevel(LibraryBuilder.SignatureLevel.Overloads);
        LibraryManager libraries = new LibraryManager(new ModelManager(), options);
        libraries.getLibrarySourceLoader().registerProvider(new FhirLibrarySourceProvider());
        compiler = new CqlCompiler(null, null, libraries);
        compiler.run(Files.readString(CQL));
        pathway = read(PlanDefinition.class, "PlanDefinition-oud-pathway.json");
    }

    @Test
    void theLogicCompilesWithoutErrorsAndWarnings() {
        assertThat(compiler.getExceptions())
                .extracting(CqlCompilerException::getMessage)
                .isEmpty();
    }

    @Test
    void everyConditionNamesABooleanExpressionOfTheLogic() {
        Map<String, String> types = expressionTypes();

        Set<String> wrong = actions().stream()
                .flatMap(action -> action.getCondition().stream())
                .map(condition -> condition.getExpression().getExpression())
                .filter(name -> !"{urn:hl7-org:elm-types:r1}Boolean".equals(types.get(name)))
                .collect(Collectors.toSet());

        assertThat(wrong).isEmpty();
        assertThat(actions())
                .allSatisfy(action -> assertThat(action.getCondition())
                        .as(action.getId())
                        .singleElement()
                        .satisfies(condition -> assertThat(
                                        condition.getExpression().getLanguage())
                                .isEqualTo("text/cql-identifier")));
    }

    @Test
    void theLogicAnswersWhatThePlannerAsks() {
        assertThat(expressionTypes().keySet())
                .contains(
                        "Primary Medication",
                        "Selection Reason",
                        "Excluded Medications",
                        "Excluded Rules",
                        "Plan Notes",
                        "Phase 0 Skip Reason",
                        "Phase 5 Skip Reason");
    }

    @Test
    void everyActivityOfThePathwayIsDefined() {
        Set<String> missing = actions().stream()
                .filter(PlanDefinitionActionComponent::hasDefinitionCanonicalType)
                .map(action -> action.getDefinitionCanonicalType().getValue())
                .filter(canonical -> !Files.exists(GENERATED.resolve(file(canonical))))
                .collect(Collectors.toSet());

        assertThat(missing).isEmpty();
    }

    @Test
    void everyFormThatAnActivityNeedsIsDefined() {
        Set<String> missing = activities().stream()
                .flatMap(activity -> activity.getRelatedArtifact().stream())
                .filter(RelatedArtifact::hasResource)
                .map(RelatedArtifact::getResource)
                .filter(canonical -> !Files.exists(GENERATED.resolve(file(canonical))))
                .collect(Collectors.toSet());

        assertThat(missing).isEmpty();
    }

    @Test
    void everyActionAndActivityHasASource() {
        assertThat(actions())
                .allSatisfy(
                        action -> assertThat(action.getDocumentationFirstRep().getDisplay())
                                .as(action.getId())
                                .isNotBlank());
        assertThat(activities())
                .allSatisfy(activity -> assertThat(
                                activity.getRelatedArtifactFirstRep().getDisplay())
                        .as(activity.getId())
                        .isNotBlank());
    }

    @Test
    void aSourceOfSpecialistKnowledgeSaysThatItIsUnverified() {
        Stream<String> sources = Stream.concat(
                actions().stream()
                        .map(action -> action.getDocumentationFirstRep().getDisplay()),
                activities().stream()
                        .map(activity -> activity.getRelatedArtifactFirstRep().getDisplay()));

        assertThat(sources.filter(source -> source.contains("K]"))).allMatch(source -> source.contains("unverified"));
    }

    @Test
    void actionsHaveIdsOfTheirOwnAndGoalsThatExist() {
        Set<String> goals = pathway.getGoal().stream().map(goal -> goal.getId()).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();

        assertThat(actions()).allSatisfy(action -> {
            assertThat(seen.add(action.getId())).as("once: %s", action.getId()).isTrue();
            assertThat(goals)
                    .containsAll(action.getGoalId().stream()
                            .map(goal -> goal.getValue())
                            .toList());
        });
    }

    @Test
    void everyValueSetOfTheLogicIsPublishedAndEnumerated() throws IOException {
        Pattern declaration = Pattern.compile("^valueset \"[^\"]+\": '([^']+)'", Pattern.MULTILINE);
        List<String> canonicals = declaration
                .matcher(Files.readString(CQL))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(canonicals).isNotEmpty().allSatisfy(canonical -> {
            ValueSet valueSet = read(ValueSet.class, file(canonical));
            assertThat(valueSet.getCompose().getInclude())
                    .as(canonical)
                    .isNotEmpty()
                    .allMatch(include -> include.hasConcept());
        });
    }

    @Test
    void everyMedicationHasProductDoseRouteTimingAndQuantity() {
        List<ActivityDefinition> medications = activities().stream()
                .filter(activity -> activity.getKind() == ActivityDefinition.ActivityDefinitionKind.MEDICATIONREQUEST)
                .toList();

        assertThat(medications).hasSizeGreaterThan(15).allSatisfy(medication -> {
            assertThat(medication
                            .getProductCodeableConcept()
                            .getCodingFirstRep()
                            .getCode())
                    .isNotBlank();
            assertThat(medication.getQuantity().getValue()).isPositive();
            assertThat(medication.getDosage())
                    .as(medication.getId())
                    .isNotEmpty()
                    .allSatisfy(dosage -> {
                        assertThat(dosage.getText()).isNotBlank();
                        assertThat(dosage.hasTiming()).isTrue();
                        assertThat(dosage.hasRoute()).isTrue();
                        assertThat(dosage.hasDoseAndRate()).isTrue();
                    });
        });
    }

    private static Map<String, String> expressionTypes() {
        Map<String, String> types = new TreeMap<>();
        for (ExpressionDef definition :
                compiler.getCompiledLibrary().getLibrary().getStatements().getDef()) {
            if (!(definition instanceof FunctionDef)) {
                types.put(definition.getName(), String.valueOf(definition.getResultTypeName()));
            }
        }
        return types;
    }

    private static List<PlanDefinitionActionComponent> actions() {
        return pathway.getAction().stream().flatMap(PathwayLibraryTest::below).toList();
    }

    private static Stream<PlanDefinitionActionComponent> below(PlanDefinitionActionComponent action) {
        return Stream.concat(Stream.of(action), action.getAction().stream().flatMap(PathwayLibraryTest::below));
    }

    private static List<ActivityDefinition> activities() {
        return actions().stream()
                .filter(PlanDefinitionActionComponent::hasDefinitionCanonicalType)
                .map(action -> file(action.getDefinitionCanonicalType().getValue()))
                .distinct()
                .map(name -> read(ActivityDefinition.class, name))
                .toList();
    }

    /** {@code {B}/Type/id|version} is in {@code Type-id.json}. */
    private static String file(String canonical) {
        String unversioned = canonical.replaceFirst("\\|.*", "");
        int id = unversioned.lastIndexOf('/');
        int type = unversioned.lastIndexOf('/', id - 1);
        return unversioned.substring(type + 1, id) + "-" + unversioned.substring(id + 1) + ".json";
    }

    private static <T extends Resource> T read(Class<T> type, String file) {
        try {
            return R4.newJsonParser().parseResource(type, Files.readString(GENERATED.resolve(file)));
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
    }
}
