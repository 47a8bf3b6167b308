package org.oudfhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.oudfhir.MatrixSeeds.Seed;

/** The operations that {@code metadata} declares, with the least that each wants, about a withheld record. */
final class MatrixOperations {

    private static final String CANONICAL = "http://example.org/matrix/";

    /** What is in the query, or the Parameters, of an operation: a name with its type, and a value or a resource. */
    private static final Map<String, Function<Seed, Map<String, String>>> WANTED = wanted();

    private MatrixOperations() {}

    /** An operation at the level of the system. */
    static List<Question> ofSystem(String operation, Seed about) {
        return questions("", operation, about);
    }

    /**
     * An operation of a type, at all levels: one at which it is not is no way to what is withheld either.
     *
     * @param on the resource of the type on which it is called
     * @param about the withheld
     */
    static List<Question> of(String operation, Seed on, Seed about) {
        List<Question> all = new ArrayList<>(questions(on.type() + "/", operation, about));
        all.addAll(questions(on.reference() + "/", operation, about));
        return all;
    }

    private static List<Question> questions(String at, String operation, Seed about) {
        Function<Seed, Map<String, String>> wanted = WANTED.get(operation);
        if (wanted == null) {
            throw new IllegalArgumentException("The matrix cannot ask for the operation $" + operation);
        }
        List<String> query = new ArrayList<>();
        List<String> body = new ArrayList<>();
        wanted.apply(about).forEach((name, value) -> {
            String plain = name.replaceFirst(":.*", "");
            boolean isResource = value.startsWith("{");
            if (!isResource) {
                query.add(plain + "=" + Question.encoded(value));
            }
            String written = isResource ? "\"resource\":" + value : written(name.replaceFirst("^.*:", ""), value);
            body.add("{\"name\":\"" + plain + "\"," + written + "}");
        });
        String path = at + "$" + operation;
        String given = body.isEmpty() ? "" : ",\"parameter\":[" + String.join(",", body) + "]";
        return List.of(
                Question.get(path + (query.isEmpty() ? "" : "?" + String.join("&", query))),
                Question.post(path, "{\"resourceType\":\"Parameters\"" + given + "}"));
    }

    private static String written(String type, String value) {
        return "\"value" + type + "\":"
                + (type.equals("Reference") ? "{\"reference\":\"" + value + "\"}" : "\"" + value + "\"");
    }

    private static Map<String, Function<Seed, Map<String, String>>> wanted() {
        Map<String, Function<Seed, Map<String, String>>> wanted = new TreeMap<>();
        for (String bare : List.of(
                "accept",
                "accounting-of-disclosures",
                "document",
                "everything",
                "factor-profile",
                "invalidate-expansion",
                "meta",
                "propose-care-plan")) {
            wanted.put(bare, seed -> Map.of());
        }
        wanted.put("validate", seed -> Map.of("resource", Api.text(seed.resource())));
        wanted.put("apply", seed -> Map.of("subject:String", patient(seed)));
        wanted.put("populate", seed -> Map.of("subject:Reference", patient(seed)));
        wanted.put(
                "extract",
                seed -> Map.of("questionnaire-response", Seeds.of(seed.state().patient(), "QuestionnaireResponse")));
        wanted.put(
                "check-enrollment",
                seed -> new TreeMap<>(Map.of(
                        "family:String",
                        "Seed" + seed.state().patient(),
                        "given:String",
                        "x",
                        "birthDate:Date",
                        "2001-02-03")));
        wanted.put("lookup", seed -> new TreeMap<>(Map.of("system:Uri", CANONICAL + "CodeSystem", "code:Code", "x")));
        wanted.put(
                "validate-code",
                seed -> new TreeMap<>(Map.of(
                        "url:Uri", CANONICAL + "ValueSet", "code:Code", "x", "system:Uri", SampleValues.SYSTEM)));
        wanted.put(
                "translate",
                seed -> new TreeMap<>(Map.of(
                        "url:Uri", CANONICAL + "ConceptMap", "code:Code", "x", "system:Uri", SampleValues.SYSTEM)));
        wanted.put("expand", seed -> Map.of("url:Uri", CANONICAL + "ValueSet"));
        wanted.put("snapshot", seed -> Map.of("url:String", CANONICAL + "StructureDefinition"));
        wanted.put("export", seed -> Map.of("patient:Reference", patient(seed)));
        wanted.put("export-poll-status", seed -> Map.of("_jobId:String", "00000000-0000-0000-0000-000000000000"));
        wanted.put("export-file", seed -> Map.of("_jobId:String", "00000000-0000-0000-0000-000000000000"));
        return wanted;
    }

    private static String patient(Seed seed) {
        return "Patient/" + seed.state().patient();
    }
}
