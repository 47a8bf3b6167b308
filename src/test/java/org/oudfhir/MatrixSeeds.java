package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.privacy.part2.Actor;
import org.oudfhir.privacy.part2.ConsentForms;

/**
 * One record for each state of consent, with a resource of every type, and what is nobody's. What is withheld refers to what is
 * disclosed wherever it can, so that each link is a way to find it by.
 */
final class MatrixSeeds {

    /** What an outside hospital may have of a patient's record. */
    enum State {
        WITHOUT("none"),
        ACTIVE("tpo:hospital"),
        REVOKED("tpo:hospital:revoked"),
        EXPIRED("tpo:hospital:expired"),
        /** No Part 2 record, since the hospital wrote it itself; and no consent. */
        UNLABELLED("none");

        private final String consents;

        State(String consents) {
            this.consents = consents;
        }

        boolean isWithheld() {
            return this == WITHOUT || this == REVOKED || this == EXPIRED;
        }

        String patient() {
            return "matrix-" + name().toLowerCase(Locale.ROOT);
        }
    }

    /** Of no single patient: never disclosed to an outsider. */
    static final Set<String> NOBODYS =
            Set.of("AuditEvent", "Binary", "Bundle", "Group", "Parameters", "Provenance", "Subscription");

    /** Written by the program's own people only, so that each is a Part 2 record. */
    static final Set<String> GOVERNING = Set.of("CareTeam", "Consent", "Coverage", "RelatedPerson");

    private static final String SHARED = "matrix-shared";
    private static final FhirContext FHIR = FhirContext.forR4Cached();

    private final SearchValues values = new SearchValues();
    private final Map<String, State> states = new TreeMap<>();
    private final Map<String, List<Seed>> seeds = new TreeMap<>();
    private final Api admin = RunningServer.api();
    private final Api hospital;

    /** A resource as it is stored. */
    record Seed(State state, Resource resource) {

        String type() {
            return resource.fhirType();
        }

        String id() {
            return resource.getIdElement().getIdPart();
        }

        String reference() {
            return type() + "/" + id();
        }
    }

    private MatrixSeeds(Api hospital) {
        this.hospital = hospital;
    }

    /** Stores them all. */
    static MatrixSeeds stored() {
        Api admin = RunningServer.api();
        assertThat(admin.put("Organization/hospital", organization()).status()).isIn(200, 201);
        Api hospital = admin.with(
                Api.token(RunningServer.data(), Actor.HOSPITAL.claims("", "TREAT", false), Duration.ofHours(1)));
        MatrixSeeds all = new MatrixSeeds(hospital);
        all.store();
        return all;
    }

    Api hospital() {
        return hospital;
    }

    SearchValues values() {
        return values;
    }

    List<Seed> of(String type) {
        return seeds.getOrDefault(type, List.of());
    }

    /** Those that the hospital may not see. */
    List<Seed> withheld(String type) {
        return of(type).stream().filter(seed -> !isDisclosed(seed)).toList();
    }

    List<Seed> disclosed(String type) {
        return of(type).stream().filter(MatrixSeeds::isDisclosed).toList();
    }

    private static boolean isDisclosed(Seed seed) {
        return !seed.state().isWithheld() && !NOBODYS.contains(seed.type());
    }

    private void store() {
        Bundle labelled = new Bundle().setType(BundleType.TRANSACTION);
        nobodys().forEach((type, json) -> put(labelled, parse(json)));
        for (State state : State.values()) {
            if (state != State.UNLABELLED) {
                SeedFiller filler = new SeedFiller(values, MatrixSeeds::target);
                Seeds.of(state.patient()).forEach((type, json) -> {
                    if (!type.equals("AuditEvent")) {
                        filler.fill(parse(json)).forEach(resource -> put(labelled, resource));
                    }
                });
                ConsentForms.of(state.consents, state.patient(), Instant.now())
                        .forEach(consent -> put(labelled, consent));
            }
        }
        Api.Answer answer = admin.transaction(labelled);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        for (BundleEntryComponent entry : labelled.getEntry()) {
            String reference = entry.getRequest().getUrl();
            State state = Set.of(State.values()).stream()
                    .filter(each -> reference.contains(each.patient()))
                    .findFirst()
                    .orElse(State.ACTIVE);
            remember(state, reference);
        }
        // Those of the server are the only ones there are.
        remember(State.ACTIVE, "SearchParameter/careplan-factor");
        storeUnlabelled();
        load();
        storeAudit();
    }

    /** Written by the hospital while it has a consent, which is taken back then. */
    private void storeUnlabelled() {
        String id = hospital.post(parse(Seeds.of("new", "Patient"))).id();
        Consent consent = ConsentForms.of("tpo:hospital", id, Instant.now()).get(0);
        consent.setId("matrix-unlabelled-consent");
        assertThat(admin.put(consent).status()).isIn(200, 201);
        SeedFiller filler = new SeedFiller(
                values,
                wanted -> wanted.contains("Patient") || wanted.contains("Any")
                        ? Optional.of("Patient/" + id)
                        : wanted.stream()
                                .filter(nobodys()::containsKey)
                                .findFirst()
                                .map(type -> type + "/" + SHARED + "-" + type));
        Bundle unlabelled = new Bundle().setType(BundleType.TRANSACTION);
        Seeds.of(id).forEach((type, json) -> {
            if (!NOBODYS.contains(type) && !GOVERNING.contains(type) && !type.equals("Patient")) {
                String text = json.replace("{\"reference\":\"Coverage/" + id + "-Coverage\"}", "{\"display\":\"x\"}");
                for (Resource resource : filler.fill(parse(text))) {
                    resource.setId((String) null);
                    mark(resource);
                    unlabelled
                            .addEntry()
                            .setResource(resource)
                            .getRequest()
                            .setMethod(HTTPVerb.POST)
                            .setUrl(type);
                }
            }
        });
        Api.Answer answer = hospital.transaction(unlabelled);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        consent.setStatus(Consent.ConsentState.INACTIVE);
        assertThat(admin.put(consent).status()).isEqualTo(200);
        remember(State.UNLABELLED, "Patient/" + id);
        answer.as(Bundle.class)
                .getEntry()
                .forEach(entry -> remember(
                        State.UNLABELLED, entry.getResponse().getLocation().replaceFirst("/_history/.*", "")));
    }

    /** What the trail has of the withheld records: that they were written. */
    private void storeAudit() {
        for (State state : State.values()) {
            if (state != State.UNLABELLED) {
                admin.get("AuditEvent?_count=1&patient=Patient/" + state.patient()).as(Bundle.class).getEntry().stream()
                        .map(BundleEntryComponent::getResource)
                        .forEach(event -> seeds.computeIfAbsent("AuditEvent", type -> new ArrayList<>())
                                .add(new Seed(state, event)));
            }
        }
    }

    private void remember(State state, String reference) {
        states.put(reference, state);
    }

    /** By a search: of the definitions of operations, those that the server makes are read by their ids. */
    private void load() {
        Map<String, List<String>> ids = new TreeMap<>();
        states.keySet()
                .forEach(reference -> ids.computeIfAbsent(reference.replaceFirst("/.*", ""), type -> new ArrayList<>())
                        .add(reference.replaceFirst(".*/", "")));
        ids.forEach((type, each) -> found(type, each)
                .forEach(resource -> seeds.computeIfAbsent(type, key -> new ArrayList<>())
                        .add(new Seed(state(resource), resource))));
        seeds.values().forEach(each -> each.sort(Comparator.comparing(Seed::state)));
    }

    private State state(Resource resource) {
        String reference = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
        return Objects.requireNonNull(states.get(reference), reference);
    }

    private List<Resource> found(String type, List<String> ids) {
        return admin.get(type + "?_count=100&_id=" + String.join(",", ids)).as(Bundle.class).getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .toList();
    }

    /** What is not any more as it was stored. */
    List<String> changed() {
        List<String> changed = new ArrayList<>();
        seeds.forEach((type, each) -> {
            if (!type.equals("AuditEvent")) {
                Map<String, String> now = found(
                                type, each.stream().map(Seed::id).toList())
                        .stream()
                        .collect(Collectors.toMap(
                                resource -> resource.getIdElement().getIdPart(),
                                resource -> resource.getMeta().getVersionId()));
                each.stream()
                        .filter(seed ->
                                !seed.resource().getMeta().getVersionId().equals(now.get(seed.id())))
                        .forEach(seed -> changed.add(seed.reference()));
            }
        });
        return changed;
    }

    /** What the withheld records refer to: the disclosed one, as far as a patient has such a thing, else what is nobody's. */
    private static Optional<String> target(List<String> wanted) {
        String active = State.ACTIVE.patient();
        if (wanted.contains("Patient") || wanted.contains("Any") || wanted.contains("")) {
            return Optional.of("Patient/" + active);
        }
        Set<String> own = new TreeSet<>(Seeds.of(active).keySet());
        own.removeAll(NOBODYS);
        return wanted.stream()
                .filter(own::contains)
                .findFirst()
                .map(type -> type + "/" + Seeds.id(active, type))
                .or(() -> wanted.stream()
                        .filter(nobodys()::containsKey)
                        .findFirst()
                        .map(type -> type + "/" + SHARED + "-" + type));
    }

    private static void mark(Resource resource) {
        resource.getMeta().setSource(SampleValues.SYSTEM).addTag(SampleValues.SYSTEM, SampleValues.WORD, null);
    }

    private static void put(Bundle bundle, Resource resource) {
        mark(resource);
        String reference = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
        bundle.addEntry()
                .setResource(resource)
                .getRequest()
                .setMethod(HTTPVerb.PUT)
                .setUrl(reference);
    }

    /** Type to the least resource of the types that are open to everybody. */
    private static Map<String, String> nobodys() {
        String canonical = "\"url\":\"http://example.org/matrix/@\",\"name\":\"Matrix\",\"status\":\"draft\"";
        Map<String, String> open = new TreeMap<>();
        open.put("Location", "\"name\":\"matrix\",\"position\":{\"longitude\":1,\"latitude\":1}");
        open.put("Medication", "\"status\":\"active\"");
        open.put("Organization", "\"name\":\"matrix\"");
        open.put("Practitioner", "\"name\":[{\"family\":\"Matrix\"}]");
        open.put("PractitionerRole", "\"active\":true");
        for (String type : Set.of("ActivityDefinition", "PlanDefinition", "Questionnaire", "ValueSet")) {
            open.put(type, canonical);
        }
        open.put("CodeSystem", canonical + ",\"content\":\"not-present\"");
        open.put(
                "CapabilityStatement",
                canonical
                        + ",\"date\":\"2026-01-01\",\"kind\":\"requirements\",\"fhirVersion\":\"4.0.1\",\"format\":[\"json\"]");
        open.put("ConceptMap", canonical);
        open.put("ImplementationGuide", canonical + ",\"packageId\":\"org.example\",\"fhirVersion\":[\"4.0.1\"]");
        open.put("Library", canonical + ",\"type\":{\"coding\":[{\"code\":\"logic-library\"}]}");
        open.put("Measure", canonical);
        open.put(
                "NamingSystem",
                "\"name\":\"Matrix\",\"status\":\"draft\",\"kind\":\"identifier\",\"date\":\"2026-01-01\",\"uniqueId\":[{\"type\":\"uri\",\"value\":\"urn:matrix\"}]");
        open.put(
                "OperationDefinition",
                canonical
                        + ",\"kind\":\"operation\",\"code\":\"matrix\",\"system\":false,\"type\":false,\"instance\":false");
        open.put(
                "StructureDefinition",
                canonical
                        + ",\"kind\":\"resource\",\"abstract\":false,\"type\":\"Basic\",\"baseDefinition\":\"http://hl7.org/fhir/StructureDefinition/Basic\",\"derivation\":\"constraint\",\"differential\":{\"element\":[{\"id\":\"Basic\",\"path\":\"Basic\"}]}");
        open.replaceAll((type, elements) -> "{\"resourceType\":\"" + type + "\",\"id\":\"" + SHARED + "-" + type + "\","
                + elements.replace("@", type) + "}");
        return open;
    }

    private static String organization() {
        return "{\"resourceType\":\"Organization\",\"id\":\"hospital\",\"name\":\"hospital\","
                + "\"extension\":[{\"url\":\"https://oud-fhir.github.io/ig/StructureDefinition/part2-program\",\"valueBoolean\":false}]}";
    }

    private static Resource parse(String json) {
        return (Resource) FHIR.newJsonParser().parseResource(json);
    }
}
