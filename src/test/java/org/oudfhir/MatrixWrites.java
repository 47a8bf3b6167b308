package org.oudfhir;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.oudfhir.MatrixSeeds.Seed;

/** What {@code metadata} says that one type can be written, to the withheld seeds of that type: alone, and in a Bundle. */
final class MatrixWrites {

    /** Interactions that read; see {@link MatrixQuestions}. */
    static final Set<String> READING = Set.of("read", "vread", "history-instance", "history-type", "search-type");

    private static final String STEPS = "[{\"op\":\"add\",\"path\":\"/language\",\"value\":\"en\"}]";
    private static final String CHANGE =
            "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"operation\",\"part\":["
                    + "{\"name\":\"type\",\"valueCode\":\"add\"},{\"name\":\"path\",\"valueString\":\"%s\"},"
                    + "{\"name\":\"name\",\"valueString\":\"language\"},{\"name\":\"value\",\"valueCode\":\"en\"}]}]}";

    private final CapabilityStatementRestResourceComponent served;
    private final MatrixSeeds seeds;
    private final String type;

    MatrixWrites(CapabilityStatementRestResourceComponent served, MatrixSeeds seeds) {
        this.served = served;
        this.seeds = seeds;
        this.type = served.getType();
    }

    private List<Seed> withheld() {
        return seeds.withheld(type).stream()
                .filter(seed -> !seed.id().matches(".*-[0-9]+"))
                .toList();
    }

    /** What each declared interaction that writes is asked to do to what is withheld. */
    Map<String, List<Question>> alone() {
        Map<String, List<Question>> all = new TreeMap<>();
        served.getInteraction().forEach(interaction -> {
            String code = interaction.getCode().toCode();
            if (!READING.contains(code)) {
                all.put(code, new ArrayList<>());
                withheld().forEach(seed -> all.get(code).addAll(alone(code, seed)));
            }
        });
        return all;
    }

    private List<Question> alone(String interaction, Seed seed) {
        String path = seed.reference();
        String condition = type + "?_id=" + seed.id();
        String body = Api.text(seed.resource());
        return switch (interaction) {
            case "create" ->
                List.of(
                        Question.post(type, withoutId(body)),
                        Question.post(type, withoutId(body)).with("If-None-Exist", "_id=" + seed.id()));
            case "update" ->
                List.of(
                        Question.of("PUT", path, body),
                        Question.of("PUT", path, body).with("If-Match", "W/\"7\""),
                        Question.of("PUT", condition, body));
            case "patch" ->
                List.of(
                        Question.of("PATCH", path, STEPS).with("Content-Type", "application/json-patch+json"),
                        Question.of("PATCH", path, CHANGE.formatted(type)),
                        Question.of("PATCH", condition, STEPS).with("Content-Type", "application/json-patch+json"));
            case "delete" -> List.of(Question.delete(path), Question.delete(condition));
            default -> throw new IllegalArgumentException("The matrix cannot ask for the interaction " + interaction);
        };
    }

    /** The same, and all that reads, as entries of a batch and of a transaction. */
    List<Question> inBundles() {
        List<Question> all = new ArrayList<>();
        for (Function<Seed, String> entry : entries()) {
            List<String> each = withheld().stream().map(entry).toList();
            all.add(bundle("batch", each));
            all.add(bundle("transaction", each));
        }
        // Nothing of this kind is let in, whatever kind of Bundle it comes in.
        for (Function<Seed, String> entry : refused()) {
            all.add(bundle("batch", withheld().stream().map(entry).toList()));
        }
        return all;
    }

    private List<Function<Seed, String>> entries() {
        return List.of(
                seed -> get(seed.reference()) + "," + get(seed.reference() + "/_history/1") + ","
                        + get(seed.reference() + "/_history/99"),
                seed -> get(type + "?_id=" + seed.id()) + "," + get(type + "?_id=" + seed.id() + "&_summary=count"),
                seed -> get(type + "?_revinclude=*&_id=" + seed.id()),
                seed -> entry(HTTPVerb.PUT, seed.reference(), Api.text(seed.resource()), ""),
                seed -> entry(HTTPVerb.POST, type, withoutId(Api.text(seed.resource())), ""));
    }

    private List<Function<Seed, String>> refused() {
        List<Function<Seed, String>> all = new ArrayList<>(List.of(
                seed -> get(seed.reference() + "/_history"),
                seed -> entry(HTTPVerb.DELETE, seed.reference(), "", ""),
                seed -> entry(HTTPVerb.DELETE, type + "?_id=" + seed.id(), "", ""),
                seed -> entry(HTTPVerb.PATCH, seed.reference(), binary(), ""),
                seed -> entry(HTTPVerb.PUT, type + "?_id=" + seed.id(), Api.text(seed.resource()), ""),
                seed -> entry(HTTPVerb.POST, type, withoutId(Api.text(seed.resource())), "_id=" + seed.id())));
        served.getOperation().forEach(operation -> all.add(seed -> get(seed.reference() + "/$" + operation.getName())));
        return all;
    }

    private static String get(String url) {
        return entry(HTTPVerb.GET, url, "", "");
    }

    private static Question bundle(String kind, List<String> entries) {
        return Question.post(
                "",
                "{\"resourceType\":\"Bundle\",\"type\":\"" + kind + "\",\"entry\":["
                        + entries.stream().collect(Collectors.joining(",")) + "]}");
    }

    private static String entry(HTTPVerb method, String url, String resource, String condition) {
        return "{" + (resource.isEmpty() ? "" : "\"resource\":" + resource + ",") + "\"request\":{\"method\":\""
                + method.toCode() + "\",\"url\":\"" + url + "\""
                + (condition.isEmpty() ? "" : ",\"ifNoneExist\":\"" + condition + "\"") + "}}";
    }

    private static String binary() {
        return "{\"resourceType\":\"Binary\",\"contentType\":\"application/json-patch+json\",\"data\":\""
                + Base64.getEncoder().encodeToString(STEPS.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    private static String withoutId(String resource) {
        return resource.replaceFirst("\"id\":\"[^\"]+\",", "");
    }
}
