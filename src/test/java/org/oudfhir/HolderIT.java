package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oudfhir.privacy.part2.ConsentForms;
import org.oudfhir.privacy.part2.DecisionTable;
import org.oudfhir.privacy.part2.DecisionTable.Line;

/** The lines of the decision table about who is no Part 2 program and keeps what it received from one, over HTTP. */
class HolderIT {

    private static final String LABEL =
            "\"meta\":{\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"42CFRPart2\"}]},";

    @Test
    void theTableHoldsOnEveryPath(@TempDir Path data) throws Exception {
        try (HookReceiver hooks = HookReceiver.start()) {
            theTableHoldsOnEveryPath(data, hooks);
        }
    }

    private static void theTableHoldsOnEveryPath(Path data, HookReceiver hooks) throws Exception {
        Settings settings = Settings.read(
                Map.of(),
                Map.of(
                        Setting.PORT,
                        "0",
                        Setting.DATA,
                        data.toString(),
                        Setting.ORGANIZATION,
                        "Organization/holder",
                        Setting.SUBSCRIPTION_ENDPOINTS,
                        hooks.url("/hooks")));
        List<Line> lines = DecisionTable.lines().stream()
                .filter(line -> line.server().equals("holder"))
                .toList();
        Map<String, Map<String, String>> wrong = new TreeMap<>();
        List<DeliveryPath.Asked> subscribed = new ArrayList<>();
        Map<String, Map<String, String>> wronglyDelivered;

        try (CareServer server = CareServer.start(settings)) {
            Api admin = Api.of(server.baseUrl(), data);
            for (String organization : List.of("holder", "other-hospital", "prosecutor", "program")) {
                store(
                        admin,
                        "Organization/" + organization,
                        "{\"resourceType\":\"Organization\",\"id\":\"" + organization
                                + "\",\"extension\":[{\"url\":\"https://oud-fhir.github.io/ig/StructureDefinition/part2-program\",\"valueBoolean\":false}],\"name\":\"x\"}");
            }
            for (int i = 0; i < lines.size(); i++) {
                Line line = lines.get(i);
                String patient = patient(admin, "held-" + i, line);
                Api api = admin.with(Api.token(
                        data, line.who().claims(patient, line.purpose(), line.attested()), Duration.ofMinutes(30)));
                wrong.put(line.toString(), faults(admin, api, line, patient));
                subscribed.add(subscribed(admin, api, line, i));
            }
            wronglyDelivered = new DeliveryPath(admin, hooks).faults(subscribed);
        }

        assertThat(wrong)
                .hasSize(3)
                .allSatisfy((line, faults) -> assertThat(faults).as(line).isEmpty());
        assertThat(wronglyDelivered)
                .hasSize(3)
                .allSatisfy((line, faults) -> assertThat(faults).as(line).isEmpty());
    }

    /** A line, asked for by Subscription; of who consented, the same caller is given a record. */
    private static DeliveryPath.Asked subscribed(Api admin, Api api, Line line, int number) {
        Line given = new Line(
                line.row(),
                line.server(),
                line.actor(),
                line.purpose(),
                "tpo:class",
                line.data(),
                "200",
                "REDISCLOSURE");
        return new DeliveryPath.Asked(
                line,
                api,
                subject(admin, line, "subscribed-" + number),
                Optional.of(subject(admin, given, "control-" + number)));
    }

    private static DeliveryPath.Subject subject(Api admin, Line line, String id) {
        String patient = patient(admin, id, line);
        String observation = patient + "-Observation";
        return new DeliveryPath.Subject(
                line, patient, observation, () -> DecisionRecords.change(admin, "Observation/" + observation));
    }

    private static Map<String, String> faults(Api admin, Api api, Line line, String patient) {
        String id = patient + "-Observation";
        boolean isPatientDisclosed = api.get("Patient/" + patient).status() == 200;
        ReadPaths paths = new ReadPaths(api, line, patient, id, isPatientDisclosed, List.of());
        Map<String, String> faults = paths.faults();
        paths.exportFault().ifPresent(told -> faults.put("export", told));
        if (paths.isGiven()) {
            faults.putAll(new GivenWith(admin, api, line, patient, id).faults());
        }
        return faults;
    }

    private static String patient(Api admin, String id, Line line) {
        store(admin, "Patient/" + id, "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}");
        for (Consent consent : ConsentForms.of(line.consents(), id, Instant.now())) {
            // given to the program, from which the holder has the records
            consent.setOrganization(List.of(new Reference("Organization/program")));
            store(admin, "Consent/" + consent.getIdElement().getIdPart(), Api.text(consent));
        }
        store(
                admin,
                "Observation/" + id + "-Observation",
                Seeds.of(id, "Observation").replace("\"status\"", LABEL + "\"status\""));
        return id;
    }

    private static void store(Api admin, String path, String resource) {
        Api.Answer answer = admin.put(path, resource);
        assertThat(answer.status()).as(path + answer.text()).isEqualTo(201);
    }
}
