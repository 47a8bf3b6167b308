package org.oudfhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.privacy.part2.Actor;
import org.oudfhir.privacy.part2.DecisionTable.Line;

/**
 * The paths on which one record can be read, and what a line of the decision table means on each.
 *
 * @param api of who asks
 * @param id of the resource that the line is about
 * @param isPatientDisclosed whether the requester may know the patient as such
 * @param prefetch the queries by which CDS services want resources of this type, for this patient
 */
record ReadPaths(Api api, Line line, String patient, String id, boolean isPatientDisclosed, List<String> prefetch) {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String NOTE_CATEGORY =
            "\"category\":[{\"coding\":[{\"system\":\"https://oud-fhir.github.io/ig/CodeSystem/oud-security-label\","
                    + "\"code\":\"sud-counseling-note\"}]}],";
    private static final String ADULT_ABUSE =
            "\"extension\":[{\"url\":\"https://oud-fhir.github.io/ig/StructureDefinition/factor-addressed\","
                    + "\"valueCodeableConcept\":{\"coding\":[{\"system\":\"https://oud-fhir.github.io/ig/CodeSystem/oud-factor\","
                    + "\"code\":\"adult-abuse\"}]}}],";
    private static final String CODE =
            "{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"%s\"}],\"text\":\"seed\"}";

    /** What an answer has to be. */
    enum Expected {
        /** 200, with the resource in it, or a redacted copy where the table says so. */
        SHOWN,
        /** 200 as for a resource that does not exist. */
        NOT_FOUND,
        /** 200 without the resource, about a patient who may be known. */
        WITHOUT_IT,
        /** 404, exactly as for what does not exist. */
        ABSENT,
        /** 403, whatever exists. */
        REFUSED
    }

    /** The resource that a line is about: its observations are of a kind that CDS services ask for. */
    static String resource(String patient, Line line) {
        String resource = Seeds.of(patient, line.type());
        if (line.is("CN")) {
            return resource.replace("\"status\"", NOTE_CATEGORY + "\"status\"");
        }
        if (line.is("SDV") && line.type().equals("CarePlan")) {
            return resource.replace("\"status\"", ADULT_ABUSE + "\"status\"");
        }
        return line.type().equals("Observation")
                ? resource.replace("{\"text\":\"seed\"}", CODE.formatted(line.is("SDV") ? "95618-5" : "8867-4"))
                : resource;
    }

    /** What is wrong, by path. */
    Map<String, String> faults() {
        Map<String, String> faults = new TreeMap<>();
        paths().forEach((name, path) -> fault(expected(name), path).ifPresent(told -> faults.put(name, told)));
        batchFault().ifPresent(told -> faults.put("batch", told));
        return faults;
    }

    private Map<String, String> paths() {
        String type = line.type();
        String both = "patient=" + patient + "&_id=" + id;
        Map<String, String> paths = new TreeMap<>();
        paths.put("read", type + "/" + id);
        paths.put("vread", type + "/" + id + "/_history/1");
        paths.put("vread of no version", type + "/" + id + "/_history/99");
        paths.put("history", type + "/" + id + "/_history");
        paths.put("search by patient", type + "?" + both);
        paths.put("search by form", type + "/_search?" + both);
        paths.put("count", type + "?_summary=count&" + both);
        paths.put("total", type + "?_total=accurate&_count=1&" + both);
        paths.put("include", "Patient?_id=" + patient + "&_revinclude=" + type + ":patient");
        paths.put("chain", type + "?patient:Patient._id=" + patient + "&_id=" + id);
        paths.put("has", "Patient?_has:" + type + ":patient:_id=" + id);
        paths.put("everything", "Patient/" + patient + "/$everything?_count=200");
        // In an emergency, and of who keeps what it received, a search by somebody whom no consent names has to name
        // the patient.
        if (!line.attested() && line.server().equals("program")) {
            paths.put("search", type + "?_id=" + id);
        }
        for (int i = 0; i < prefetch.size(); i++) {
            paths.put("prefetch " + i, prefetch.get(i));
        }
        return paths;
    }

    /** What the table means for a path, and on which paths a line cannot be met. */
    private Expected expected(String name) {
        if (line.outcome().equals("403")) {
            return Expected.REFUSED;
        }
        boolean isOwn = line.who() == Actor.CLINICIAN;
        return switch (name) {
            case "read", "vread", "history" -> isGiven() ? Expected.SHOWN : isOwn ? Expected.REFUSED : Expected.ABSENT;
            case "vread of no version" -> isGiven() || !isOwn ? Expected.ABSENT : Expected.REFUSED;
            case "search", "search by patient", "search by form", "count", "total" ->
                isGiven() ? Expected.SHOWN : Expected.NOT_FOUND;
            // Through the patient, for whom the patient is disclosed too: not with a consent to appointments alone, nor
            // by a
            // hospital that has written about a patient of the program and has no consent.
            case "include", "everything" -> {
                if (!isPatientDisclosed) {
                    yield name.equals("include") ? Expected.NOT_FOUND : Expected.ABSENT;
                }
                yield isGiven() ? Expected.SHOWN : Expected.WITHOUT_IT;
            }
            // A token for one patient has no chains: its scopes do not reach all patients.
            case "chain" -> {
                if (line.who().isPerson()) {
                    yield Expected.REFUSED;
                }
                yield isGiven() && isPatientDisclosed ? Expected.SHOWN : Expected.NOT_FOUND;
            }
            // _has asks about all that refers to a patient: for the treating people of the program alone.
            case "has" -> isOwn && line.purpose().equals("TREAT") ? Expected.SHOWN : Expected.REFUSED;
            default -> isGiven() ? Expected.SHOWN : Expected.NOT_FOUND;
        };
    }

    boolean isGiven() {
        return List.of("200", "redacted").contains(line.outcome());
    }

    private Optional<String> fault(Expected expected, String path) {
        Api.Answer answer = ask(path);
        boolean isAsExpected = switch (expected) {
            case SHOWN -> answer.status() == 200 && isShown(path, answer);
            case NOT_FOUND -> answer.status() == 200 && isFoundNowhere(answer) && isAsForNothing(path, answer);
            case WITHOUT_IT -> answer.status() == 200 && isFoundNowhere(answer);
            case ABSENT -> answer.status() == 404 && (isGiven() || isAsForNothing(path, answer));
            case REFUSED -> answer.status() == 403 && isRefusedAsNothing(path, answer);
        };
        return isAsExpected ? Optional.empty() : Optional.of(expected + " expected of " + path + ": " + answer);
    }

    private Api.Answer ask(String path) {
        int query = path.indexOf("/_search?");
        return query < 0
                ? api.get(path)
                : api.post(
                        path.substring(0, query) + "/_search",
                        path.substring(query + "/_search?".length()),
                        "Content-Type",
                        "application/x-www-form-urlencoded");
    }

    private boolean isShown(String path, Api.Answer answer) {
        if (path.contains("_summary=count")) {
            return answer.as(Bundle.class).getTotal() == 1;
        }
        if (path.contains("_has:")) {
            return answer.as(Bundle.class)
                    .getEntryFirstRep()
                    .getResource()
                    .getIdElement()
                    .getIdPart()
                    .equals(patient);
        }
        boolean isOne = !path.contains("_total") || answer.as(Bundle.class).getTotal() == 1;
        return isOne && isShown(answer);
    }

    private boolean isShown(Api.Answer answer) {
        return answer.text().contains("\"id\":\"" + id + "\"")
                && line.outcome().equals("redacted") == answer.text().contains("\"REDACTED\"");
    }

    private boolean isFoundNowhere(Api.Answer answer) {
        return !answer.text().contains("\"id\":\"" + id + "\"");
    }

    /** The program's own people are told that there is something that they are refused. */
    private boolean isRefusedAsNothing(String path, Api.Answer answer) {
        boolean isOwnRead = line.who() == Actor.CLINICIAN && !path.contains("?");
        return isFoundNowhere(answer) && (isOwnRead || isAsForNothing(path, answer));
    }

    /** The same question about a resource, or else a patient, that does not exist has the same answer to the letter. */
    private boolean isAsForNothing(String path, Api.Answer answer) {
        String nothing = "absent-" + NUMBER.incrementAndGet();
        String asked = path.contains(id) ? id : patient;
        Api.Answer absent = ask(path.replace(asked, nothing));
        return absent.status() == answer.status()
                && plain(absent.text().replace(nothing, asked)).equals(plain(answer.text()))
                && absent.links().equals(answer.links());
    }

    private static String plain(String bundle) {
        return bundle.replaceFirst("\"id\":\"[0-9a-f]{8}-[^\"]+\"", "")
                .replaceFirst("\"lastUpdated\":\"[^\"]+\"", "")
                .replaceAll("_getpages=[^&\"]+", "")
                .replaceAll("_seal=[^&\"]+", "");
    }

    /** Reads and a search in one Bundle, held to the same. */
    private Optional<String> batchFault() {
        String read = line.type() + "/" + id;
        List<String> urls = List.of(
                read, read + "/_history/1", read + "/_history/99", line.type() + "?patient=" + patient + "&_id=" + id);
        Api.Answer answer = api.post("", batch(urls));
        if (line.outcome().equals("403")) {
            return answer.status() == 403 && isFoundNowhere(answer) ? Optional.empty() : Optional.of(answer.toString());
        }
        if (answer.status() != 200) {
            return Optional.of(answer.toString());
        }
        List<String> statuses = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (BundleEntryComponent entry : answer.as(Bundle.class).getEntry()) {
            statuses.add(entry.getResponse().getStatus().substring(0, 3));
            Resource resource = entry.getResource();
            texts.add(resource == null ? "" : Api.text(resource));
        }
        String first = isGiven() ? "200" : "404";
        boolean isShown = texts.stream()
                        .filter(text -> text.contains("\"id\":\"" + id + "\""))
                        .count()
                == 3;
        boolean isRedacted =
                texts.stream().filter(text -> text.contains("\"REDACTED\"")).count() == 3;
        boolean isAsExpected = statuses.equals(List.of(first, first, "404", "200"))
                && (isGiven()
                        ? isShown && isRedacted == line.outcome().equals("redacted")
                        : isFoundNowhere(answer) && isBatchAsForNothing(urls, answer));
        return isAsExpected ? Optional.empty() : Optional.of(answer.toString());
    }

    private boolean isBatchAsForNothing(List<String> urls, Api.Answer answer) {
        String nothing = "absent-" + NUMBER.incrementAndGet();
        Api.Answer absent = api.post(
                "", batch(urls.stream().map(url -> url.replace(id, nothing)).toList()));
        return innerPlain(absent.text().replace(nothing, id)).equals(innerPlain(answer.text()))
                && absent.links().equals(answer.links());
    }

    private static String innerPlain(String batch) {
        return batch.replaceAll("\"id\":\"[0-9a-f]{8}-[^\"]+\"", "").replaceAll("\"lastUpdated\":\"[^\"]+\"", "");
    }

    private static String batch(List<String> urls) {
        Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
        urls.forEach(url ->
                batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl(url));
        return Api.text(batch);
    }

    /** What is wrong with an export, if anything; persons export nothing at all, see ExportIT. */
    Optional<String> exportFault() {
        String path = "Patient/$export?_type=" + line.type() + "&patient=Patient/" + patient;
        if (line.outcome().equals("403") || line.why().equals("RESEARCH")) { // refused as a whole
            int status = BulkExport.kickOff(api, path).status();
            return status == 403 ? Optional.empty() : Optional.of("status " + status);
        }
        BulkExport export = BulkExport.begin(api, path);
        List<String> exported = export.references();
        export.forget();
        boolean given = exported.contains(line.type() + "/" + id);
        return given == isGiven() ? Optional.empty() : Optional.of(exported.toString());
    }
}
