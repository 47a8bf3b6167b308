package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.Consent;
import org.oudfhir.privacy.part2.Actor;
import org.oudfhir.privacy.part2.ConsentForms;
import org.oudfhir.privacy.part2.DecisionTable;
import org.oudfhir.privacy.part2.DecisionTable.Line;

/**
 * What the lines of the decision table speak of, on the server of the program: organisations, patients with their consents, and
 * records.
 *
 * @param admin of the program
 * @param folder of the server, whose key makes the tokens
 */
record DecisionRecords(Api admin, Path folder) {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Stores the organisations that ask. */
    void organisations() {
        for (Actor actor : Actor.values()) {
            if (!actor.isPerson() && actor != Actor.CLINICIAN && !actor.name().endsWith("_BY_HIE")) {
                organisation(actor.id(), agreement(actor));
            }
        }
        organisation("hie", "intermediary");
        store("Patient/another-patient", "{\"resourceType\":\"Patient\",\"id\":\"another-patient\"}");
    }

    private static String agreement(Actor actor) {
        return switch (actor) {
            case VENDOR -> "qsoa";
            case AUDITOR -> "audit";
            default -> "";
        };
    }

    private void organisation(String id, String agreement) {
        String end = Instant.now().plus(Duration.ofDays(30)).toString();
        store(
                "Organization/" + id,
                "{\"resourceType\":\"Organization\",\"id\":\"" + id
                        + "\",\"extension\":[{\"url\":\"https://oud-fhir.github.io/ig/StructureDefinition/part2-program\",\"valueBoolean\":false}"
                        + (agreement.isEmpty()
                                ? ""
                                : ",{\"url\":\"https://oud-fhir.github.io/ig/StructureDefinition/part2-agreement\",\"extension\":["
                                        + "{\"url\":\"type\",\"valueCode\":\"" + agreement
                                        + "\"},{\"url\":\"period\",\"valuePeriod\":{\"end\":\"" + end + "\"}}]}")
                        + "],\"name\":\"" + id + "\"}");
    }

    /** A client of whoever asks. */
    Api as(Actor actor, String patient, String purpose, boolean attested) {
        return admin.with(Api.token(folder, actor.claims(patient, purpose, attested), Duration.ofMinutes(30)));
    }

    /** A patient of whom these consents are on record. */
    String patient(String consents) {
        String id = "consent-" + NUMBER.incrementAndGet();
        store("Patient/" + id, "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"birthDate\":\"1990-01-01\"}");
        store(
                "CareTeam/" + id + "-team",
                "{\"resourceType\":\"CareTeam\",\"id\":\"" + id
                        + "-team\",\"status\":\"active\",\"subject\":{\"reference\":\"Patient/" + id
                        + "\"},\"participant\":[{\"member\":{\"reference\":\"Organization/hospital\"}}]}");
        store(
                "Coverage/" + id + "-Coverage",
                "{\"resourceType\":\"Coverage\",\"id\":\"" + id
                        + "-Coverage\",\"status\":\"active\",\"beneficiary\":{\"reference\":\"Patient/" + id
                        + "\"},\"payor\":[{\"reference\":\"Organization/health-plan\"}]}");
        for (String relative : List.of("parent", "sister")) {
            store(
                    "RelatedPerson/" + id + "-" + relative,
                    "{\"resourceType\":\"RelatedPerson\",\"id\":\"" + id + "-" + relative
                            + "\",\"patient\":{\"reference\":\"Patient/" + id + "\"}}");
        }
        boolean aboutClaim = consents.contains("self-pay");
        if (aboutClaim) {
            store("Claim/" + id + "-Claim", Seeds.of(id, "Claim"));
        }
        for (Consent consent : ConsentForms.of(consents, id, Instant.now())) {
            store("Consent/" + consent.getIdElement().getIdPart(), Api.text(consent));
        }
        return id;
    }

    /** The patient of a line; what is no Part 2 record is written by a hospital, for which it takes a consent at first. */
    String patient(Line line) {
        return patient(line.is("plain") ? "tpo:class" : line.consents());
    }

    /** Stores what the line is about and gives its id. */
    String data(String patient, Line line) {
        if (line.is("plain")) {
            String id = as(Actor.HOSPITAL, patient, "TREAT", false)
                    .post(
                            "Observation",
                            ReadPaths.resource(patient, line).replace("\"id\":\"" + patient + "-Observation\",", ""))
                    .id();
            consent(patient, Consent.ConsentState.ENTEREDINERROR);
            return id;
        }
        String id = Seeds.id(patient, line.type());
        store(line.type() + "/" + id, ReadPaths.resource(patient, line));
        return id;
    }

    /** A line, asked for by Subscription: by scopes that would allow one to anybody, so that the rules alone decide. */
    DeliveryPath.Asked subscribed(Line line) {
        String patient = patient(line);
        Map<String, Object> claims = line.who().claims(patient, line.purpose(), line.attested());
        if (line.who().isPerson()) {
            claims.put("scope", "system/*.cruds");
        }
        Api api = admin.with(Api.token(folder, claims, Duration.ofMinutes(30)));
        boolean hasControl = line.outcome().equals("absent")
                && !line.why().equals("RESEARCH")
                && DecisionTable.withoutSubscription(line).isEmpty();
        return new DeliveryPath.Asked(
                line, api, subject(patient, line), hasControl ? Optional.of(control(line)) : Optional.empty());
    }

    private DeliveryPath.Subject subject(String patient, Line line) {
        String id = line.isQuestion() ? "" : data(patient, line);
        return new DeliveryPath.Subject(line, patient, id, () -> change(patient, line, id));
    }

    /**
     * Changes a record. A hospital that refers to a patient of the program has to have a consent: it has one for a moment, on which
     * nothing is disclosed.
     */
    private void change(String patient, Line line, String id) {
        if (line.is("plain")) {
            consent(patient, Consent.ConsentState.ACTIVE);
            change(as(Actor.HOSPITAL, patient, "TREAT", false), line.type() + "/" + id);
            consent(patient, Consent.ConsentState.ENTEREDINERROR);
        } else {
            change(admin, line.type() + "/" + id);
        }
    }

    /** Changes a resource in something that no decision looks at. */
    static void change(Api writer, String reference) {
        String type = "\"resourceType\":\"" + reference.replaceFirst("/.*", "") + "\",";
        String changed = writer.get(reference).text().replace(type, type + "\"language\":\"en\",");
        Api.Answer answer = writer.put(reference, changed);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private void consent(String patient, Consent.ConsentState status) {
        Consent consent = admin.read(Consent.class, patient + "-tpo-class");
        consent.setStatus(status);
        assertThat(admin.put(consent).status()).isEqualTo(200);
    }

    /** A resource of the same type that the same caller is given: by a consent that names them, if they are not the program's. */
    private DeliveryPath.Subject control(Line line) {
        String recipients = line.actor().replaceFirst("(.*)-by-hie", "hie+$1");
        String consents = line.who() == Actor.CLINICIAN ? "none" : "named:" + recipients + ":" + line.purpose();
        Line given = new Line(
                line.row(),
                line.server(),
                line.actor(),
                line.purpose(),
                consents,
                "P2 " + line.type(),
                "200",
                "CONSENT");
        return subject(patient(given), given);
    }

    /** Stores a resource. */
    void store(String path, String resource) {
        Api.Answer answer = admin.put(path, resource);
        assertThat(answer.status()).as(path + answer.text()).isIn(200, 201);
    }
}
