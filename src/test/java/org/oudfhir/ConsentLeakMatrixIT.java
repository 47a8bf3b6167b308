package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.oudfhir.MatrixSeeds.Seed;

/**
 * Every type that {@code metadata} names, by every path that it names, in a record with no consent, with one in force, with one
 * revoked, with one expired, and in one that is no Part 2 record: an outside hospital finds, counts, reads and changes the second
 * and the last, and is told of the others what it is told of what does not exist. A type that is new is in here by itself, and
 * fails until it has a seed; so does a path that the matrix cannot ask.
 */
class ConsentLeakMatrixIT {

    /** Parameters of patients' resources by which no seed is found: asked like the others, with a value that none has. */
    private static final Set<String> NOT_MATCHED = Set.of(
            // leads to a type that is not served
            "Appointment.slot",
            "DiagnosticReport.media",
            "Encounter.account",
            "ImagingStudy.endpoint",
            // of one participant, who is the patient
            "Appointment.location",
            "Appointment.practitioner",
            // the guide's own, over its extensions
            "CarePlan.factor",
            "CarePlan.supporting-info",
            "Goal.factor",
            "MedicationRequest.factor",
            "MedicationRequest.instantiates",
            "ServiceRequest.factor",
            "Task.factor",
            "Task.instantiates");

    private static final Map<String, CapabilityStatementRestResourceComponent> SERVED = new TreeMap<>();

    private static MatrixSeeds seeds;
    private static Outsider hospital;
    private static CapabilityStatementRestComponent system;

    @BeforeAll
    static void seed() {
        seeds = MatrixSeeds.stored();
        Map<String, String> trail = new TreeMap<>();
        for (String type : MatrixSeeds.NOBODYS) {
            for (Seed seed : seeds.withheld(type)) {
                if (type.equals("AuditEvent")) {
                    trail.put(seed.reference(), "AuditEvent/999999999");
                } else if (!seed.state().isWithheld()) {
                    trail.put(seed.id(), "matrix-absent-" + type);
                }
            }
        }
        hospital = new Outsider(seeds.hospital(), trail);
        system = RunningServer.api()
                .get("metadata")
                .as(CapabilityStatement.class)
                .getRestFirstRep();
        system.getResource().forEach(resource -> SERVED.put(resource.getType(), resource));
    }

    @Test
    void everyServedTypeIsSeeded() {
        assertThat(SERVED.keySet())
                .hasSizeGreaterThan(60)
                .allSatisfy(type -> assertThat(seeds.of(type)).as(type).isNotEmpty());
    }

    /** Else a search that finds nothing would pass for one that tells nothing. */
    @Test
    void almostEveryParameterIsAskedForWhatTheSeedsHave() {
        Set<String> notMatched = new TreeSet<>();
        SERVED.keySet().stream()
                .map(ConsentLeakMatrixIT::questions)
                .filter(questions -> !questions.isOpen() && !questions.isNobodys())
                .forEach(questions -> notMatched.addAll(questions.notMatched()));

        // A profile that is claimed has to be met, which the least that FHIR wants does not.
        notMatched.removeIf(name -> name.endsWith("._profile"));
        assertThat(notMatched).isSubsetOf(NOT_MATCHED);
    }

    /** Without this, a server that refuses everything would pass. */
    @ParameterizedTest
    @MethodSource("types")
    void whatIsDisclosedIsRead(String type) {
        // Of the definitions of operations, those that the server makes of what it offers are read by their ids.
        List<Seed> read = type.equals("OperationDefinition") ? List.of() : seeds.disclosed(type);
        for (Seed seed : read) {
            for (String path : List.of("", "/_history/1", "/_history")) {
                Api.Answer answer = hospital.ask(Question.get(seed.reference() + path));

                assertThat(answer.status()).as(seed.reference() + path + answer).isEqualTo(200);
                assertThat(answer.text()).contains("\"" + seed.id() + "\"");
            }
        }
        assertThat(seeds.of(type).stream().map(Seed::state).distinct())
                .hasSize(
                        questions(type).isOpen()
                                ? 1
                                : MatrixSeeds.GOVERNING.contains(type)
                                                || questions(type).isNobodys()
                                        ? 4
                                        : 5);
    }

    @ParameterizedTest
    @MethodSource("types")
    void aSearchFindsWhatIsDisclosedAndNothingElse(String type) {
        assertThat(asked(questions(type).searches(), each -> hospital.findsOther(each.question(), each.expected())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatIsWithheldIsReadAndFoundAsWhatDoesNotExist(String type) {
        MatrixQuestions questions = questions(type);
        if (!questions.isOpen()) {
            assertThat(asked(questions.withheldReads(), hospital::toldApart)).isEmpty();
            Question count = questions.withheldCount();
            assertThat(asked(questions.withheldCounts(), each -> hospital.toldApart(each, count)))
                    .isEmpty();
            Question search = questions.withheldSearch();
            assertThat(asked(questions.withheldLinks(), each -> hospital.toldApart(each, search)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void aLinkLeadsToNothingThatIsWithheld(String type) {
        assertThat(asked(questions(type).links(), each -> hospital.lacks(each.question(), each.expected())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void aQuestionOverALinkTellsNothing(String type) {
        assertThat(asked(questions(type).chains(), hospital::toldApart)).isEmpty();
        assertThat(asked(
                        questions(type).patientChains(questions("Patient").byParameter()),
                        each -> hospital.findsOther(each.question(), each.expected())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatIsWithheldIsWrittenAsWhatDoesNotExist(String type) {
        MatrixWrites writes = new MatrixWrites(served(type), seeds);
        List<Question> all = new ArrayList<>();
        writes.alone().values().forEach(all::addAll);
        if (!questions(type).isOpen()) {
            all.addAll(writes.inBundles());
        }

        assertThat(asked(all, hospital::toldApart)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void anOperationTellsNothing(String type) {
        List<Question> all = new ArrayList<>();
        served(type).getOperation().forEach(operation -> {
            // Whether a resource is valid is the same in each state.
            long most = operation.getName().equals("validate") ? 1 : Long.MAX_VALUE;
            List<Seed> withheld = questions(type).isOpen() ? seeds.withheld("Patient") : seeds.withheld(type);
            for (Seed about : withheld.stream().limit(most).toList()) {
                Seed on = questions(type).isOpen() ? seeds.of(type).get(0) : about;
                all.addAll(MatrixOperations.of(operation.getName(), on, about));
            }
        });

        assertThat(asked(all, hospital::toldApart)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void noPageShowsWhatIsWithheld(String type) {
        Set<String> disclosed = MatrixQuestions.references(seeds.disclosed(type));
        if (!disclosed.isEmpty()) {
            String search = type + "?_count=1&_id=" + MatrixQuestions.ids(seeds.of(type));

            assertThat(hospital.pages(Question.get(search))).isEqualTo(disclosed);
        }
    }

    @Test
    void everythingIsEverythingThatIsDisclosed() {
        for (Seed patient : seeds.disclosed("Patient")) {
            Set<String> own = new TreeSet<>();
            SERVED.keySet()
                    .forEach(type -> seeds.disclosed(type).stream()
                            .filter(seed -> seed.state() == patient.state()
                                    && !questions(type).isOpen())
                            .filter(seed -> !type.equals("List")) // lists are not gone through by HAPI
                            .forEach(seed -> own.add(seed.reference())));

            assertThat(hospital.lacks(Question.get(patient.reference() + "/$everything?_count=500"), own))
                    .isEmpty();
        }
    }

    @Test
    void whatIsWithheldIsNotExported() {
        String patients = seeds.of("Patient").stream()
                .map(seed -> "patient=" + seed.reference())
                .collect(Collectors.joining("&"));

        BulkExport export = BulkExport.begin(seeds.hospital(), "Patient/$export?" + patients);
        List<JsonNode> exported = export.resources();
        export.forget();

        assertThat(exported).noneMatch(resource -> hospital.namesWithheld(resource.toString()));
        assertThat(exported.stream().map(resource -> resource.path("id").asText()))
                .contains("matrix-active", "matrix-active-Observation", "matrix-active-List")
                .contains(seeds.disclosed("Goal").stream().map(Seed::id).toArray(String[]::new));
    }

    /** What has no type: asked in all ways that are declared, and in those that FHIR has besides. */
    @Test
    void theSystemAsAWholeTellsNothing() {
        Set<String> known = Set.of("transaction", "batch", "history-system", "search-system");
        assertThat(system.getInteraction())
                .extracting(each -> each.getCode().toCode())
                .isSubsetOf(known);
        List<Question> all = new ArrayList<>(List.of(
                Question.get(""),
                Question.get("_history"),
                Question.get("_history?_since=2000-01-01&_count=500"),
                Question.get("?_type=Patient,Observation"),
                Question.post("_search", "_type=Patient").with("Content-Type", "application/x-www-form-urlencoded")));
        system.getOperation()
                .forEach(operation -> seeds.withheld("Patient")
                        .forEach(about -> all.addAll(MatrixOperations.ofSystem(operation.getName(), about))));
        SERVED.keySet()
                .forEach(type -> all.addAll(List.of(
                        Question.get(type + "/_history?_count=100"),
                        Question.get(type + "?_count=100&_sort=-_lastUpdated"))));

        assertThat(asked(all, hospital::names)).isEmpty();
    }

    @AfterAll
    static void nothingThatIsWithheldWasChanged() {
        assertThat(seeds.changed()).isEmpty();
    }

    static Stream<String> types() {
        return SERVED.keySet().stream();
    }

    private static CapabilityStatementRestResourceComponent served(String type) {
        return Objects.requireNonNull(SERVED.get(type));
    }

    private static MatrixQuestions questions(String type) {
        return new MatrixQuestions(served(type), seeds);
    }

    private static <T> List<String> asked(List<T> questions, Function<T, Optional<String>> fault) {
        return questions.parallelStream().map(fault).flatMap(Optional::stream).toList();
    }
}
