package org.oudfhir.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes one unit: as one transaction if the server takes it; else in halves, and halves of halves, until the entries at fault
 * stand alone, so that one bad entry costs no other. What refers to a refused entry keeps the reference as an identifier, unless
 * it says whose resource this is: a resource is never stored without its person.
 */
final class UnitLoader {

    private final FhirClient client;
    private final Set<String> served;
    private final Targets targets;
    private final LoadReport report;

    private final UnitNames named = new UnitNames();
    private final Map<String, String> stored = new LinkedHashMap<>();
    private final Set<String> missing = new HashSet<>();
    private int refused;

    UnitLoader(FhirClient client, Set<String> served, Targets targets, LoadReport report) {
        this.client = client;
        this.served = served;
        this.targets = targets;
        this.report = report;
    }

    /**
     * Loads the entries.
     *
     * @param mayWait whether an entry may be given back whose references lead to something that is not there yet
     * @return the entries to try again when more is loaded; they know the ids of what is stored by now
     */
    List<Entry> load(List<Entry> unit, boolean mayWait) throws Unreachable {
        unit.forEach(named::add);
        if (written(unit).accepted()) {
            return List.of();
        }
        missing.addAll(targets.missing(named.onServer(unit)));
        List<Entry> waiting = mayWait ? waiting(unit) : List.of();
        List<Entry> now = new ArrayList<>(unit);
        now.removeAll(waiting);
        writeWholeOrInParts(named.dependenciesFirst(now));
        return linkedToStored(waiting);
    }

    /** Whether every entry that was tried is stored. */
    boolean isComplete() {
        return refused == 0;
    }

    /** One of the resources written, as {@code Type/id}. */
    String sample() {
        return stored.values().stream().findFirst().orElse("");
    }

    /** Those that refer to something that is not there yet, and all that refer to those. */
    private List<Entry> waiting(List<Entry> unit) {
        Set<Entry> waiting = new LinkedHashSet<>();
        Set<String> awaited = new HashSet<>(missing);
        boolean more = true;
        while (more) {
            more = false;
            for (Entry entry : unit) {
                if (refersToAny(entry, awaited) && waiting.add(entry)) {
                    awaited.addAll(UnitNames.names(entry));
                    more = true;
                }
            }
        }
        return List.copyOf(waiting);
    }

    private void writeWholeOrInParts(List<Entry> entries) throws Unreachable {
        List<Entry> ready = ready(entries);
        if (ready.isEmpty()) {
            return;
        }
        FhirClient.Answer answer = written(ready);
        if (answer.accepted()) {
            return;
        }
        if (ready.size() == 1) {
            writeAlone(ready.get(0), answer);
            return;
        }
        int half = ready.size() / 2;
        writeWholeOrInParts(ready.subList(0, half));
        writeWholeOrInParts(ready.subList(half, ready.size()));
    }

    /** The last try: without links into other servers, which this one may not keep. */
    private void writeAlone(Entry entry, FhirClient.Answer answer) throws Unreachable {
        References.each(entry.resource(), (element, reference) -> {
            String target = Json.text(reference, "reference");
            if (References.isAbsolute(target)) {
                missing.add(target);
            }
        });
        if (!refersToAny(entry, missing)) {
            refuse(entry, answer.reason());
            return;
        }
        List<Entry> ready = ready(List.of(entry));
        if (!ready.isEmpty()) {
            FhirClient.Answer second = written(ready);
            if (!second.accepted()) {
                refuse(entry, second.reason());
            }
        }
    }

    private FhirClient.Answer written(List<Entry> entries) throws Unreachable {
        List<Entry> sent = linkedToStored(entries);
        ObjectNode bundle =
                Json.MAPPER.createObjectNode().put("resourceType", "Bundle").put("type", "transaction");
        ArrayNode list = bundle.putArray("entry");
        sent.forEach(entry -> list.add(entry.asTransactionEntry()));
        FhirClient.Answer answer = client.post("", bundle);
        if (answer.accepted()) {
            remember(entries, answer.body());
        }
        return answer;
    }

    private void remember(List<Entry> entries, JsonNode response) {
        for (int i = 0; i < entries.size(); i++) {
            JsonNode result = response.path("entry").path(i).path("response");
            String id = References.literal(Json.text(result, "location"));
            if (!id.isEmpty()) {
                UnitNames.names(entries.get(i)).forEach(name -> stored.put(name, id));
            }
            report.written(Json.text(result, "status").startsWith("201"));
        }
    }

    private void refuse(Entry entry, String reason) {
        refused++;
        report.refused(entry, reason);
    }

    /** The entries that can be sent now; those that have lost their person are refused, other lost links are loosened. */
    private List<Entry> ready(List<Entry> entries) {
        List<Entry> ready = new ArrayList<>(entries);
        boolean changed = true;
        while (changed) {
            Set<String> here = new HashSet<>();
            ready.forEach(entry -> here.addAll(UnitNames.names(entry)));
            changed = ready.removeIf(entry -> hasLostItsPerson(entry, here));
        }
        Set<String> here = new HashSet<>();
        ready.forEach(entry -> here.addAll(UnitNames.names(entry)));
        return ready.stream().map(entry -> loosened(entry, here)).toList();
    }

    private boolean hasLostItsPerson(Entry entry, Set<String> here) {
        List<String> lost = new ArrayList<>();
        References.each(entry.resource(), (element, reference) -> {
            String target = Json.text(reference, "reference");
            if (isLost(target, here) && References.isAboutPerson(element, named.type(reference))) {
                lost.add(element + " " + target);
            }
        });
        if (!lost.isEmpty()) {
            refuse(entry, "the person it is about was refused or is not there: " + lost.get(0));
        }
        return !lost.isEmpty();
    }

    private Entry loosened(Entry entry, Set<String> here) {
        ObjectNode copy = entry.resource().deepCopy();
        References.each(copy, (element, reference) -> {
            String target = Json.text(reference, "reference");
            if (isLost(target, here)) {
                report.unlinked(target);
                References.loosen(reference, named.type(reference));
            }
        });
        return entry.with(copy);
    }

    private boolean isLost(String target, Set<String> here) {
        if (here.contains(target) || stored.containsKey(target)) {
            return false;
        }
        String type = References.type(target);
        return target.startsWith("urn:")
                || named.has(target)
                || missing.contains(target)
                || (!type.isEmpty() && !References.isAbsolute(target) && !served.contains(type));
    }

    private static boolean refersToAny(Entry entry, Set<String> targets) {
        List<String> found = new ArrayList<>();
        References.each(entry.resource(), (element, reference) -> {
            String target = Json.text(reference, "reference");
            if (targets.contains(target)) {
                found.add(target);
            }
        });
        return !found.isEmpty();
    }

    private List<Entry> linkedToStored(List<Entry> entries) {
        if (stored.isEmpty()) {
            return entries;
        }
        return entries.stream().map(this::linkedToStored).toList();
    }

    private Entry linkedToStored(Entry entry) {
        ObjectNode copy = entry.resource().deepCopy();
        References.each(copy, (element, reference) -> {
            String id = stored.get(Json.text(reference, "reference"));
            if (id != null) {
                reference.put("reference", id);
            }
        });
        return entry.with(copy);
    }
}
