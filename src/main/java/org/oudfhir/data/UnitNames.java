package org.oudfhir.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The entries of a unit by what they may call each other, and what follows from their references. */
final class UnitNames {

    private final Map<String, Entry> named = new HashMap<>();

    void add(Entry entry) {
        names(entry).forEach(name -> named.put(name, entry));
    }

    boolean has(String name) {
        return named.containsKey(name);
    }

    /** What other entries of the unit may call this one. */
    static List<String> names(Entry entry) {
        String id = Json.text(entry.resource(), "id");
        return id.isEmpty() ? List.of(entry.fullUrl()) : List.of(entry.fullUrl(), entry.type() + "/" + id);
    }

    /** The type of what a reference leads to, as far as that can be told. */
    String type(ObjectNode reference) {
        String target = Json.text(reference, "reference");
        Entry entry = named.get(target);
        if (entry != null) {
            return entry.type();
        }
        String said = References.type(target);
        return said.isEmpty() ? Json.text(reference, "type") : said;
    }

    /** What the entries refer to on the server: neither here nor elsewhere. */
    Set<String> onServer(List<Entry> entries) {
        Set<String> outside = new LinkedHashSet<>();
        for (Entry entry : entries) {
            References.each(entry.resource(), (element, reference) -> {
                String target = Json.text(reference, "reference");
                if (!target.startsWith("urn:") && !References.isAbsolute(target) && !named.containsKey(target)) {
                    outside.add(target);
                }
            });
        }
        return outside;
    }

    /** Each entry after those that it refers to. */
    List<Entry> dependenciesFirst(List<Entry> entries) {
        Set<Entry> ordered = new LinkedHashSet<>();
        Set<Entry> visited = new HashSet<>();
        Set<Entry> wanted = new HashSet<>(entries);
        for (Entry entry : entries) {
            visit(entry, wanted, visited, ordered);
        }
        return List.copyOf(ordered);
    }

    private void visit(Entry entry, Set<Entry> wanted, Set<Entry> visited, Set<Entry> ordered) {
        if (!wanted.contains(entry) || !visited.add(entry)) {
            return;
        }
        References.each(entry.resource(), (element, reference) -> {
            Entry target = named.get(Json.text(reference, "reference"));
            if (target != null) {
                visit(target, wanted, visited, ordered);
            }
        });
        ordered.add(entry);
    }
}
