package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceSearchParamComponent;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type that {@code metadata} names, by every path that it names: with a token for one patient, or for the patients of a
 * care team, nothing of another patient is found, counted, read or told apart from what does not exist. A type that is new is
 * in here by itself.
 */
class LeakMatrixIT {

    private static final String OURS = "leak-a";
    private static final String THEIRS = "leak-b";
    private static final String ADDED_TO_ONLY = "AuditEvent";
    private static final String ABSENT = "leak-z";
    private static final int TOGETHER = 6;
    private static final SearchValues VALUES = new SearchValues();
    private static final String MEMBER = "leak-member";
    private static final String TEAM = Seeds.of(OURS, "CareTeam")
            .replace(
                    "\"status\"",
                    "\"participant\":[{\"member\":{\"reference\":\"Practitioner/" + MEMBER + "\"}}],\"status\"");

    /** Of nobody; a patient's token reads them. */
    private static final Set<String> OPEN = Set.of(
            "ActivityDefinition",
            "CapabilityStatement",
            "CodeSystem",
            "ConceptMap",
            "ImplementationGuide",
            "Library",
            "Location",
            "Measure",
            "Medication",
            "NamingSystem",
            "OperationDefinition",
            "Organization",
            "PlanDefinition",
            "Practitioner",
            "PractitionerRole",
            "Questionnaire",
            "SearchParameter",
            "StructureDefinition",
            "ValueSet");

    private static final Map<String, CapabilityStatementRestResourceComponent> SERVED = new TreeMap<>();

    private static final Set<String> OUR_RESOURCES = new TreeSet<>();
    private static final Set<String> THEIR_RESOURCES = new TreeSet<>();

    private static final List<Api> CALLERS = new ArrayList<>();

    @BeforeAll
    static void seed() {
        Api admin = RunningServer.api();
        for (String patient : List.of(OURS, THEIRS)) {
            Seeds.of(patient).forEach((type, resource) -> {
                if (type.equals(ADDED_TO_ONLY)) {
                    return;
                }
                Api.Answer answer = admin.put(type + "/" + Seeds.id(patient, type), resource);
                assertThat(answer.status()).as(answer.text()).isIn(200, 201);
            });
        }
        assertThat(admin.put("Practitioner/" + MEMBER, "{\"resourceType\":\"Practitioner\",\"id\":\"" + MEMBER + "\"}")
                        .status())
                .isIn(200, 201);
        assertThat(admin.put("CareTeam/" + Seeds.id(OURS, "CareTeam"), TEAM).status())
                .isEqualTo(200);
        OUR_RESOURCES.addAll(resourcesOf(admin, OURS));
        THEIR_RESOURCES.addAll(resourcesOf(admin, THEIRS));
        CALLERS.add(ScopeIT.patientApp(OURS, "patient/*.cruds"));
        CALLERS.add(admin.with(Api.token(
                RunningServer.data(),
                Map.of("scope", "user/*.cruds", "fhirUser", "Practitioner/" + MEMBER, "reach", "care-team"))));
        admin.get("metadata").as(CapabilityStatement.class).getRestFirstRep().getResource().stream()
                .filter(resource -> !OPEN.contains(resource.getType()))
                .forEach(resource -> SERVED.put(resource.getType(), resource));
    }

    @Test
    void everyServedTypeIsSeeded() {
        assertThat(SERVED.keySet()).isSubsetOf(Seeds.of(OURS).keySet()).hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @MethodSource("types")
    void noSearchFindsAnotherPatient(String type) {
        assertThat(queries(served(type)).parallelStream()
                        .flatMap(query -> CALLERS.stream().flatMap(caller -> leak(caller, query, type).stream())))
                .isEmpty();
    }

    private static Optional<String> leak(Api caller, String query, String type) {
        Api.Answer answer = caller.get(query);
        boolean isLeak = answer.status() == 200 ? !isOurs(answer.as(Bundle.class), type) : answer.status() >= 500;
        return isLeak ? Optional.of(query + " " + answer) : Optional.empty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void aQuestionAboutOtherResourcesIsRefused(String type) {
        List<String> answered = new ArrayList<>();
        for (CapabilityStatementRestResourceSearchParamComponent parameter :
                served(type).getSearchParam()) {
            if (parameter.getType() == SearchParamType.REFERENCE) {
                answered.add(type + "?" + parameter.getName() + "._id=" + THEIRS);
                answered.add(type + "?" + parameter.getName() + ":Patient.family=Seedleak-b");
                answered.add(type + "?_has:" + type + ":" + parameter.getName() + ":_id=" + THEIRS);
            }
        }
        answered.add("Patient?_has:" + type + ":patient:_id=" + Seeds.id(THEIRS, type));

        assertThat(answered.parallelStream()
                        .filter(query -> CALLERS.stream()
                                .anyMatch(caller -> caller.get(query).status() != 403)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatIsAnotherPatientsIsAnsweredAsWhatDoesNotExist(String type) {
        assertThat(CALLERS.parallelStream().flatMap(caller -> told(caller, type).stream()))
                .isEmpty();
        if (type.equals(ADDED_TO_ONLY)) {
            return;
        }
        assertThat(RunningServer.api()
                        .get(type + "/" + Seeds.id(THEIRS, type) + "/_history")
                        .as(Bundle.class)
                        .getTotal())
                .isEqualTo(1);
    }

    /** By which answers another patient's resource is told apart from one that does not exist. */
    private static List<String> told(Api app, String type) {
        List<String> told = new ArrayList<>();
        Set<String> paths = new TreeSet<>(Set.of("", "/_history", "/_history/1", "/$meta", "/$validate"));
        served(type).getOperation().forEach(operation -> paths.add("/$" + operation.getName()));
        for (String path : paths) {
            Api.Answer theirs = app.get(type + "/" + Seeds.id(THEIRS, type) + path);
            Api.Answer absent = app.get(type + "/" + Seeds.id(ABSENT, type) + path);
            if (isDifferent(theirs, absent) || theirs.status() == 200) {
                told.add("GET " + path + ": " + theirs + " / " + absent);
            }
        }
        String body = Seeds.of(OURS, type);
        for (String patient : List.of(THEIRS, ABSENT)) {
            assertThat(app.delete(type + "/" + Seeds.id(patient, type)).status())
                    .isIn(403, 404);
        }
        Api.Answer theirs = app.put(
                type + "/" + Seeds.id(THEIRS, type), body.replace(Seeds.id(OURS, type), Seeds.id(THEIRS, type)));
        Api.Answer absent = app.put(
                type + "/" + Seeds.id(ABSENT, type), body.replace(Seeds.id(OURS, type), Seeds.id(ABSENT, type)));
        if (isDifferent(theirs, absent) || theirs.status() < 400) {
            told.add("PUT: " + theirs + " / " + absent);
        }
        return told;
    }

    private static CapabilityStatementRestResourceComponent served(String type) {
        return Objects.requireNonNull(SERVED.get(type));
    }

    static Stream<String> types() {
        return SERVED.keySet().stream();
    }

    private static List<String> queries(CapabilityStatementRestResourceComponent resource) {
        String type = resource.getType();
        List<String> queries = new ArrayList<>();
        queries.add(type);
        queries.add(type + "?_id=" + Seeds.id(THEIRS, type));
        queries.add(type + "?_summary=count");
        queries.add(type + "?_total=accurate&_count=1");
        queries.add(type + "?_include=*&_include:iterate=*");
        queries.add(type + "?_revinclude=*&_revinclude:iterate=*");
        queries.add(type + "/_history");
        queries.add(type + "?" + all("_include", resource.getSearchInclude()));
        queries.add(type + "?" + all("_revinclude", resource.getSearchRevInclude()));
        queries.add(type + "?_sort=-_lastUpdated,-_id");
        Resource seed = (Resource) FhirContext.forR4Cached().newJsonParser().parseResource(Seeds.of(THEIRS, type));
        List<String> without = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (CapabilityStatementRestResourceSearchParamComponent parameter : resource.getSearchParam()) {
            String name = parameter.getName();
            if (VALUES.of(seed, name).isEmpty()) {
                without.add(name + ":missing=false");
            } else {
                queries.add(type + "?" + name + ":missing=false");
            }
            if (parameter.getType() == SearchParamType.REFERENCE) {
                without.add(name + "=Patient/" + THEIRS);
                if (VALUES.of(seed, name).contains("Patient/" + THEIRS)) {
                    queries.add(type + "?" + name + "=Patient/" + THEIRS);
                }
            } else if (parameter.getType() == SearchParamType.TOKEN) {
                others.add(name + ":not=nothing");
            }
        }
        // What every resource meets, and what a seed does not, is asked together: it finds as much.
        together(without).forEach(query -> queries.add(type + "?" + query));
        together(others).forEach(query -> queries.add(type + "?" + query));
        return queries;
    }

    private static List<String> together(List<String> conditions) {
        List<String> queries = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i += TOGETHER) {
            queries.add(String.join("&", conditions.subList(i, Math.min(conditions.size(), i + TOGETHER))));
        }
        return queries;
    }

    private static String all(String parameter, List<StringType> values) {
        return values.stream().map(value -> parameter + "=" + value.getValue()).collect(Collectors.joining("&"));
    }

    /** Ours, or nobody's; and no more counted than we have: the seed, and what the server derived from it. */
    private static boolean isOurs(Bundle found, String type) {
        Set<String> others = found.getEntry().stream()
                .map(entry -> entry.getResource()
                        .getIdElement()
                        .toUnqualifiedVersionless()
                        .getValue())
                .filter(THEIR_RESOURCES::contains)
                .collect(Collectors.toSet());
        long counted =
                OUR_RESOURCES.stream().filter(id -> id.startsWith(type + "/")).count();
        return others.isEmpty() && (!found.hasTotal() || found.getTotal() <= counted || OPEN.contains(type));
    }

    /** Everything of a patient, by the server's own account. */
    private static Set<String> resourcesOf(Api admin, String patient) {
        Set<String> found = new TreeSet<>(Seeds.of(patient).keySet().stream()
                .map(type -> type + "/" + Seeds.id(patient, type))
                .toList());
        admin.search(DetectedIssue.class, "patient=Patient/" + patient)
                .forEach(issue ->
                        found.add("DetectedIssue/" + issue.getIdElement().getIdPart()));
        return found;
    }

    private static boolean isDifferent(Api.Answer theirs, Api.Answer absent) {
        return theirs.status() != absent.status()
                || !theirs.text().replace(THEIRS, "x").equals(absent.text().replace(ABSENT, "x"));
    }
}
