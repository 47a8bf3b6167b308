package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentDataMeaning;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.privacy.part2.Actor;
import org.oudfhir.privacy.part2.ConsentForms;

/** Plans that mix what may and what may not be disclosed (privacy E.5, E.6 row 38), by every path, over HTTP with real tokens. */
class RedactionIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String FACTOR = "https://oud-fhir.github.io/ig/CodeSystem/oud-factor";
    private static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    private static final String REDACTED = "\"code\":\"REDACTED\"";

    /** Who is given a part of the plan, and what of it they may not have. */
    enum Case {
        /** A partner's violence is kept from those who act for the patient. */
        SISTER(Actor.SISTER, "FAMRQT", "named:sister:FAMRQT", "violence"),
        /** The patient's own access does not reach counselling notes. */
        PATIENT(Actor.PATIENT, "PATRQT", "none", "note"),
        /** Nor does a consent to treatment. */
        HOSPITAL(Actor.HOSPITAL, "TREAT", "tpo:class", "note"),
        /** Nor does the need of the program's own quality assurance. */
        QUALITY(Actor.CLINICIAN, "HOPERAT", "none", "note"),
        /** An exception of the consent names one finding. */
        EXCEPTION(Actor.HOSPITAL, "TREAT", "tpo:class", "violence"),
        /** An exception names a label, which the plan has from a finding. */
        LABEL(Actor.HOSPITAL, "TREAT", "tpo:class", "violence"),
        /** The same with a label that a client gave. */
        HIV(Actor.HOSPITAL, "TREAT", "tpo:class", "hiv"),
        /** An exception names a class of data: the plan's medication. */
        CLASS(Actor.HOSPITAL, "TREAT", "tpo:class", "medication");

        private final Actor actor;
        private final String purpose;
        private final String consents;
        private final String withheld;

        Case(Actor actor, String purpose, String consents, String withheld) {
            this.actor = actor;
            this.purpose = purpose;
            this.consents = consents;
            this.withheld = withheld;
        }

        private void change(Consent consent) {
            switch (this) {
                case EXCEPTION -> except(consent, "Observation/" + id(consent) + "-violence");
                case LABEL -> except(consent, new Coding(ACT_CODE, "SDV", null));
                case HIV -> except(consent, new Coding(ACT_CODE, "HIV", null));
                case CLASS -> except(consent, new Coding(DATA_CLASS, "medications", null));
                default -> {}
            }
        }

        private static String id(Consent consent) {
            return consent.getPatient().getReferenceElement().getIdPart();
        }

        Api api(String patient) {
            Map<String, Object> claims = new TreeMap<>(actor.claims(patient, purpose, false));
            if (actor == Actor.SISTER) {
                claims.put("scope", "user/*.cruds");
            }
            return RunningServer.api().with(Api.token(RunningServer.data(), claims, Duration.ofMinutes(30)));
        }

        /** What a copy may not tell. */
        List<String> secrets(String patient) {
            return switch (withheld) {
                case "note" -> List.of("Told in confidence", patient + "-note");
                case "hiv" -> List.of("Told in confidence", patient + "-hiv", "HIV");
                case "medication" -> List.of("Told in confidence", patient + "-medication");
                default ->
                    this == EXCEPTION
                            ? List.of("Told in confidence", "adult-abuse", "Observation/" + patient + "-violence")
                            : List.of("Told in confidence", "adult-abuse", patient + "-violence", "SDV");
            };
        }

        String patient() {
            String patient = "redaction-" + NUMBER.incrementAndGet();
            record(patient, withheld);
            for (Consent consent : ConsentForms.of(consents, patient, Instant.now())) {
                change(consent);
                store("Consent/" + consent.getIdElement().getIdPart(), Api.text(consent));
            }
            return patient;
        }
    }

    private static final String DATA_CLASS = "https://oud-fhir.github.io/ig/CodeSystem/oud-data-class";

    private static Api admin;

    @BeforeAll
    static void organisations() {
        admin = RunningServer.api();
        store("Organization/hospital", "{\"resourceType\":\"Organization\",\"id\":\"hospital\",\"name\":\"hospital\"}");
    }

    // what is shown

    @ParameterizedTest
    @EnumSource(Case.class)
    void aPartOfThePlanIsGivenOnEveryPath(Case each) {
        String patient = each.patient();
        Api api = each.api(patient);
        String id = patient + "-plan";
        Map<String, String> wrong = new TreeMap<>();

        paths(patient).forEach((name, path) -> {
            Api.Answer answer = api.get(path);
            if (!isRedacted(each, patient, answer)) {
                wrong.put(name, answer.toString());
            }
        });
        Api.Answer batch = api.post("", batch("CarePlan/" + id, "CarePlan?patient=" + patient));
        if (!isRedacted(each, patient, batch)) {
            wrong.put("batch", batch.toString());
        }
        if (!each.actor.isPerson()) {
            String plan = exported(api, patient, "").toString();
            if (!plan.contains(REDACTED) || each.secrets(patient).stream().anyMatch(plan::contains)) {
                wrong.put("export", plan);
            }
            assertThat(exported(api, patient, "&_typeFilter=CarePlan%3Fstatus%3Ddraft,active"))
                    .as("nothing is found by what is asked about the content")
                    .isEmpty();
        }

        assertThat(wrong).isEmpty();
        assertThat(admin.get("CarePlan/" + id).text())
                .contains("Told in confidence")
                .doesNotContain(REDACTED);
    }

    private static List<JsonNode> exported(Api api, String patient, String filter) {
        BulkExport export = BulkExport.begin(api, "Patient/$export?_type=CarePlan&patient=Patient/" + patient + filter);
        List<JsonNode> plans = export.resources();
        export.forget();
        return plans;
    }

    private static Map<String, String> paths(String patient) {
        String id = patient + "-plan";
        Map<String, String> paths = new TreeMap<>();
        paths.put("read", "CarePlan/" + id);
        paths.put("vread", "CarePlan/" + id + "/_history/1");
        paths.put("history", "CarePlan/" + id + "/_history");
        paths.put("search", "CarePlan?_id=" + id);
        paths.put("search by patient", "CarePlan?patient=" + patient + "&status=active&_sort=-date");
        paths.put("include", "CarePlan?patient=" + patient + "&_include=*&_revinclude=*&_count=200");
        paths.put("revinclude", "Patient?_id=" + patient + "&_revinclude=CarePlan:patient");
        paths.put("revinclude of an activity", "Task?_id=" + patient + "-task&_revinclude=CarePlan:activity-reference");
        paths.put("everything", "Patient/" + patient + "/$everything?_count=200");
        return paths;
    }

    private static boolean isRedacted(Case each, String patient, Api.Answer answer) {
        if (answer.status() != 200) {
            return false;
        }
        List<String> plans = new ArrayList<>();
        collect(FhirContext.forR4Cached().newJsonParser().parseResource(answer.text()), plans);
        return !plans.isEmpty()
                && plans.stream()
                        .allMatch(plan -> plan.contains(REDACTED)
                                && plan.contains("\"Task/" + patient + "-task\"")
                                && plan.contains("\"id\":\"" + patient + "-plan\"")
                                && !plan.contains("SUBSETTED")
                                && each.secrets(patient).stream().noneMatch(plan::contains));
    }

    private static void collect(IBaseResource resource, List<String> plans) {
        if (resource instanceof Bundle bundle) {
            bundle.getEntry().forEach(entry -> collect(entry.getResource(), plans));
        } else if (resource instanceof CarePlan plan) {
            plans.add(Api.text(plan));
        }
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    void thePlanIsFoundAndCountedOnce(Case each) {
        String patient = each.patient();
        Api api = each.api(patient);

        boolean rare = each == Case.HIV; // plans with a rarer label cannot be counted without telling which have it
        for (String query : List.of("", "&category=assess-plan", "&_sort=status&_count=1")) {
            Bundle found = api.get("CarePlan?patient=" + patient + query).as(Bundle.class);
            assertThat(found.getTotal()).as(query).isEqualTo(1);
            assertThat(found.getEntry())
                    .filteredOn(entry -> entry.getResource() instanceof CarePlan)
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.getSearch().getMode()).isEqualTo(SearchEntryMode.MATCH));
        }
        assertThat(api.count("CarePlan?patient=" + patient)).isEqualTo(rare ? 0 : 1);
        assertThat(api.get("CarePlan?_total=accurate&patient=" + patient)
                        .as(Bundle.class)
                        .getTotal())
                .isEqualTo(rare ? 0 : 1);
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    void thePlanIsNotFoundByWhatIsNotShown(Case each) {
        String patient = each.patient();
        Api api = each.api(patient);

        for (String query : List.of(
                "factor=" + FACTOR + "%7Cadult-abuse",
                "factor=" + FACTOR + "%7Cdepression",
                "supporting-info=Observation/" + patient + "-violence",
                "supporting-info=DocumentReference/" + patient + "-note",
                "condition=Condition/" + patient + "-hiv",
                "activity-reference=Task/" + patient + "-violence-task",
                "activity-reference=MedicationRequest/" + patient + "-medication",
                "category=urn:x%7Cprivate",
                "_security=" + ACT_CODE + "%7CSDV",
                "activity-code=private",
                "_sort=care-team")) {
            Api.Answer answer = api.get("CarePlan?patient=" + patient + "&" + query);
            if (answer.status() != 400) {
                assertThat(answer.status()).as(query + answer).isEqualTo(200);
                assertThat(answer.as(Bundle.class).getTotal()).as(query).isZero();
                assertThat(answer.text()).doesNotContain("\"id\":\"" + patient + "-plan\"");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Case.class,
            names = {"SISTER", "PATIENT", "HOSPITAL"})
    void whatACountWouldTellIsNotCounted(Case each) {
        String patient = each.patient();
        Api api = each.api(patient);

        for (String count : List.of("_summary=count", "_total=accurate")) {
            assertThat(api.get("CarePlan?patient=" + patient + "&factor=adult-abuse&" + count)
                            .status())
                    .isEqualTo(403);
        }
        assertThat(api.get("CarePlan?patient=" + patient + "&segment=pv-" + patient)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aPlanOfWhichNothingIsWithheldIsAsItIs() {
        String patient = "redaction-" + NUMBER.incrementAndGet();
        record(patient, "nothing");
        for (Consent consent : ConsentForms.of("tpo:class", patient, Instant.now())) {
            store("Consent/" + consent.getIdElement().getIdPart(), Api.text(consent));
        }
        Api hospital = Case.HOSPITAL.api(patient);
        String path = "CarePlan/" + patient + "-plan";

        CarePlan given = hospital.get(path).as(CarePlan.class);
        given.getMeta().getExtension().clear(); // the marks of the disclosure
        given.getMeta().getSecurity().forEach(label -> label.getExtension().clear());
        assertThat(Api.text(given)).isEqualTo(Api.text(admin.get(path).as(CarePlan.class)));
        assertThat(hospital.get("CarePlan?patient=" + patient + "&factor=" + FACTOR + "%7Cdepression")
                        .as(Bundle.class)
                        .getTotal())
                .isEqualTo(1);
    }

    @Test
    void aPlanWithoutAConsentIsNotRedactedButWithheld() {
        String patient = "redaction-" + NUMBER.incrementAndGet();
        record(patient, "violence");

        for (Case each : List.of(Case.SISTER, Case.HOSPITAL)) {
            assertThat(each.api(patient).get("CarePlan/" + patient + "-plan").status())
                    .isEqualTo(404);
            assertThat(each.api(patient)
                            .get("CarePlan?patient=" + patient)
                            .as(Bundle.class)
                            .getTotal())
                    .isZero();
        }
    }

    @Test
    void aPlanThatIsWithheldByItselfIsNotShownInPart() {
        String patient = "redaction-" + NUMBER.incrementAndGet();
        record(patient, "violence");
        Consent consent = ConsentForms.of("tpo:class", patient, Instant.now()).get(0);
        except(consent, "CarePlan/" + patient + "-plan");
        store("Consent/" + consent.getIdElement().getIdPart(), Api.text(consent));

        assertThat(Case.HOSPITAL
                        .api(patient)
                        .get("CarePlan/" + patient + "-plan")
                        .status())
                .isEqualTo(404);
    }

    // who has seen a part does not replace the whole

    @ParameterizedTest
    @EnumSource(Case.class)
    void whoHasAPartDoesNotReplaceTheWhole(Case each) {
        String patient = each.patient();
        Api api = each.api(patient);
        String path = "CarePlan/" + patient + "-plan";
        String before = admin.get(path).text();
        String minimal = "{\"resourceType\":\"CarePlan\",\"id\":\"" + patient
                + "-plan\",\"status\":\"active\",\"intent\":\"plan\",\"subject\":{\"reference\":\"Patient/" + patient
                + "\"}}";
        String copy = api.get(path).text();

        List<Api.Answer> answers = List.of(
                api.put(path, minimal),
                api.put(
                        path,
                        copy.replace(
                                ",{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ObservationValue\",\"code\":\"REDACTED\"}",
                                "")),
                api.patch(
                        path,
                        "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"revoked\"}]",
                        "Content-Type",
                        "application/json-patch+json"),
                api.post("", transaction("PUT", path, minimal)));

        assertThat(answers).extracting(Api.Answer::status).containsOnly(409);
        assertThat(answers.get(0)
                        .issues()
                        .get(0)
                        .getDetails()
                        .getCodingFirstRep()
                        .getCode())
                .isEqualTo("redacted-copy");
        assertThat(answers.get(0).text()).doesNotContain("violence").doesNotContain("note");
        boolean mayDelete = each.actor == Actor.PATIENT || each.actor == Actor.CLINICIAN;
        assertThat(api.delete(path).status()).isEqualTo(mayDelete ? 409 : 403);
        assertThat(admin.get(path).text()).isEqualTo(before);
    }

    @Test
    void theProgramsOwnPeopleUpdateAsBefore() {
        String patient = Case.SISTER.patient();
        CarePlan plan = admin.read(CarePlan.class, patient + "-plan");
        plan.setTitle("Another title");

        assertThat(admin.put(plan).status()).isEqualTo(200);
        assertThat(admin.get("CarePlan/" + patient + "-plan").text()).contains("Another title");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CarePlan", "Observation"})
    void aRedactedCopyReplacesNothingWhoeverSendsIt(String type) {
        String patient = "redaction-" + NUMBER.incrementAndGet();
        record(patient, "violence");
        String path = type + "/" + patient + "-" + (type.equals("CarePlan") ? "plan" : "violence");
        String before = admin.get(path).text();
        String copy = before.replace(
                "\"security\":[",
                "\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ObservationValue\",\"code\":\"REDACTED\"},");

        Api.Answer answer = admin.put(path, copy);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.issues().get(0).getDetails().getCodingFirstRep().getCode())
                .isEqualTo("redacted-copy");
        assertThat(admin.get(path).text()).isEqualTo(before);
    }

    // fixtures

    private static void except(Consent consent, Coding label) {
        consent.getProvision().addProvision().setType(ConsentProvisionType.DENY).addSecurityLabel(label);
    }

    private static void except(Consent consent, String resource) {
        consent.getProvision()
                .addProvision()
                .setType(ConsentProvisionType.DENY)
                .addData()
                .setMeaning(ConsentDataMeaning.INSTANCE)
                .setReference(new Reference(resource));
    }

    /** A patient with a plan that rests on a depression and on one thing besides, which may be withheld. */
    private static void record(String patient, String besides) {
        String ref = "{\"reference\":\"Patient/" + patient + "\"}";
        store("Patient/" + patient, "{\"resourceType\":\"Patient\",\"id\":\"" + patient + "\"}");
        store(
                "CareTeam/" + patient + "-team",
                "{\"resourceType\":\"CareTeam\",\"id\":\"" + patient + "-team\",\"status\":\"active\",\"subject\":"
                        + ref + ",\"participant\":[{\"member\":{\"reference\":\"Organization/hospital\"}}]}");
        store(
                "RelatedPerson/" + patient + "-sister",
                "{\"resourceType\":\"RelatedPerson\",\"id\":\"" + patient + "-sister\",\"patient\":" + ref + "}");
        finding(patient, "depression", "depression");
        task(patient, "task", "depression");
        StringBuilder info = new StringBuilder("{\"reference\":\"Observation/" + patient + "-depression\"}");
        StringBuilder activities = new StringBuilder("{\"reference\":{\"reference\":\"Task/" + patient + "-task\"}}");
        StringBuilder factors = new StringBuilder(factor("depression"));
        String addresses = "";
        String label = "";
        switch (besides) {
            case "violence" -> {
                finding(patient, "violence", "adult-abuse");
                task(patient, "violence-task", "adult-abuse");
                info.append(",{\"reference\":\"Observation/" + patient + "-violence\"}");
                activities.append(",{\"reference\":{\"reference\":\"Task/" + patient + "-violence-task\"}}");
                factors.append(",").append(factor("adult-abuse"));
            }
            case "note" -> {
                store(
                        "DocumentReference/" + patient + "-note",
                        Seeds.of(patient, "DocumentReference")
                                .replace(patient + "-DocumentReference", patient + "-note")
                                .replace(
                                        "\"status\"",
                                        "\"category\":[{\"coding\":[{\"system\":\"https://oud-fhir.github.io/ig/CodeSystem/oud-security-label\",\"code\":\"sud-counseling-note\"}]}],\"status\""));
                info.append(",{\"reference\":\"DocumentReference/" + patient + "-note\"}");
            }
            case "hiv" -> {
                label = "\"meta\":{\"security\":[{\"system\":\"" + ACT_CODE + "\",\"code\":\"HIV\"}]},";
                store(
                        "Condition/" + patient + "-hiv",
                        Seeds.of(patient, "Condition")
                                .replace(patient + "-Condition", patient + "-hiv")
                                .replace("\"code\":{\"text\"", label + "\"code\":{\"text\""));
                addresses = "\"addresses\":[{\"reference\":\"Condition/" + patient + "-hiv\"}],";
            }
            case "medication" -> {
                store(
                        "MedicationRequest/" + patient + "-medication",
                        Seeds.of(patient, "MedicationRequest")
                                .replace(patient + "-MedicationRequest", patient + "-medication"));
                activities.append(",{\"reference\":{\"reference\":\"MedicationRequest/" + patient + "-medication\"}}");
            }
            default -> {}
        }
        store(
                "CarePlan/" + patient + "-plan",
                "{\"resourceType\":\"CarePlan\",\"id\":\"" + patient + "-plan\"," + label + "\"extension\":["
                        + factors + "],\"status\":\"active\",\"intent\":\"plan\",\"title\":\"Told in confidence\","
                        + "\"identifier\":[{\"system\":\"urn:x\",\"value\":\"p\"}],\"category\":[{\"coding\":[{\"system\":\"http://hl7.org/fhir/us/core/CodeSystem/careplan-category\",\"code\":\"assess-plan\"}]},{\"coding\":[{\"system\":\"urn:x\",\"code\":\"private\"}]}],"
                        + "\"subject\":" + ref + ",\"careTeam\":[{\"reference\":\"CareTeam/" + patient + "-team\"}],"
                        + addresses + "\"supportingInfo\":[" + info + "],\"activity\":[" + activities
                        + "],\"note\":[{\"text\":\"Told in confidence\"}]}");
    }

    private static String factor(String code) {
        return "{\"url\":\"https://oud-fhir.github.io/ig/StructureDefinition/factor-addressed\",\"valueCodeableConcept\":{\"coding\":[{\"system\":\""
                + FACTOR + "\",\"code\":\"" + code + "\"}]}}";
    }

    private static void finding(String patient, String name, String factor) {
        store(
                "Observation/" + patient + "-" + name,
                Seeds.of(patient, "Observation")
                        .replace(patient + "-Observation", patient + "-" + name)
                        .replace(
                                "{\"text\":\"seed\"}",
                                "{\"coding\":[{\"system\":\"" + FACTOR + "\",\"code\":\"" + factor + "\"}]}"));
    }

    private static void task(String patient, String name, String factor) {
        store(
                "Task/" + patient + "-" + name,
                Seeds.of(patient, "Task")
                        .replace(patient + "-Task", patient + "-" + name)
                        .replace("\"status\"", "\"extension\":[" + factor(factor) + "],\"status\""));
    }

    private static void store(String path, String resource) {
        Api.Answer answer = admin.put(path, resource);
        assertThat(answer.status()).as(path + answer.text()).isIn(200, 201);
    }

    private static String batch(String... urls) {
        StringBuilder entries = new StringBuilder();
        for (String url : urls) {
            entries.append(entries.isEmpty() ? "" : ",")
                    .append("{\"request\":{\"method\":\"GET\",\"url\":\"")
                    .append(url)
                    .append("\"}}");
        }
        return "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[" + entries + "]}";
    }

    private static String transaction(String method, String url, String resource) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":{\"method\":\"" + method
                + "\",\"url\":\"" + url + "\"},\"resource\":" + resource + "}]}";
    }
}
