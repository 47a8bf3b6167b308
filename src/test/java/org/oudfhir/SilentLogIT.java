package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Row 64 of the list of attacks: what the log, errors and metrics say, and what they keep to themselves. */
class SilentLogIT {

    private static final String SECRET = "Zyxwv";

    private final Attack attack = Attack.onTheServer();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Lines lines = new Lines(root.getAppender("stderr"));

    /** The log as it is printed, by the encoder that prints it. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<String> printed = new CopyOnWriteArrayList<>();
        private final OutputStreamAppender<ILoggingEvent> real;

        Lines(Appender<ILoggingEvent> real) {
            this.real = (OutputStreamAppender<ILoggingEvent>) real;
        }

        @Override
        protected void append(ILoggingEvent event) {
            printed.add(new String(real.getEncoder().encode(event), StandardCharsets.UTF_8));
        }
    }

    @BeforeEach
    void listen() {
        lines.start();
        root.addAppender(lines);
    }

    @AfterEach
    void stop() {
        root.detachAppender(lines);
    }

    @Test
    void theLogHasNoPatientAndNoToken() {
        String patient = "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"" + SECRET + "\"}]%s}";
        attack.post("Patient", patient.formatted(""));
        attack.post("Patient", patient.formatted(",\"birthDate\":\"" + SECRET + "\""));
        attack.post("Patient", patient.formatted(",\"unknown\":\"" + SECRET + "\""));
        attack.post("Patient", patient.formatted("").replace("\"}]", "\\u0000\"}]"));
        attack.post("Patient", patient.formatted("") + "}");
        attack.post(
                "Patient",
                patient.formatted(",\"generalPractitioner\":[{\"reference\":\"Practitioner/" + SECRET + "\"}]"));
        attack.post("Patient", patient.formatted(""), "If-None-Exist", "birthdate=" + SECRET);
        attack.send(
                "PUT",
                "Patient/silent",
                patient.formatted("").getBytes(StandardCharsets.UTF_8),
                "If-Match",
                "W/\"99999999999\"");
        attack.get("Patient?family=" + SECRET);
        attack.get("Patient?birthdate=" + SECRET);
        attack.get("Patient?_sort=" + SECRET);
        attack.get("Patient?" + SECRET + "=1");
        attack.get("Patient?family=" + SECRET + "%00");
        attack.get("Observation?value-quantity=" + SECRET);
        attack.get("Observation?subject:Patient.birthdate=" + SECRET);
        attack.post("Patient/_search", "family=" + SECRET, "Content-Type", "application/x-www-form-urlencoded");
        attack.post(
                "",
                "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":{\"method\":\"GET\",\"url\":\"Patient?family="
                        + SECRET + "\"}},{\"request\":{\"method\":\"PUT\",\"url\":\"Patient/x?y\"},\"resource\":"
                        + patient.formatted("") + "}]}");
        attack.get("Patient?family=x", "Authorization", "Bearer " + SECRET);
        attack.post(
                "QuestionnaireResponse",
                "{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"completed\",\"questionnaire\":\""
                        + "https://oud-fhir.github.io/ig/Questionnaire/phq-9|1.0.0\",\"item\":[{\"linkId\":\"" + SECRET
                        + "\"}]}");

        awaitLine("POST /fhir/QuestionnaireResponse");
        String log = String.join("", lines.printed);
        assertThat(log)
                .contains("/fhir/Patient")
                .doesNotContain(SECRET, RunningServer.api().token(), "eyJ");
    }

    @Test
    void theLogHasTheIdThatTheAnswerHas() {
        Attack.Reply reply = attack.get("Patient?birthdate=abc", "X-Request-ID", "silent-7");

        OperationOutcome outcome = reply.outcome();
        assertThat(outcome.getIdElement().getIdPart()).isEqualTo("silent-7");
        awaitLine("GET /fhir/Patient 400");
        assertThat(lines.printed).anyMatch(line -> line.contains("GET /fhir/Patient 400") && line.contains("silent-7"));
    }

    @Test
    void anExceptionIsPrintedWithoutItsText() {
        LoggerFactory.getLogger("org.oudfhir.test")
                .error("Request 1 failed", new IllegalStateException(SECRET, new SQLException(SECRET, "23505")));

        assertThat(String.join("", lines.printed))
                .contains(
                        "java.lang.IllegalStateException",
                        "Caused by: java.sql.SQLException (SQLSTATE 23505)",
                        "\tat org.oudfhir.SilentLogIT")
                .doesNotContain(SECRET);
    }

    @Test
    void metricsHaveNumbersAndNoNames() {
        attack.post(
                "Patient",
                "{\"resourceType\":\"Patient\",\"id\":\"" + SECRET + "\",\"name\":[{\"family\":\"" + SECRET + "\"}]}");

        Attack.Reply metrics = new Attack(new Api(
                        URI.create(RunningServer.api().baseUrl())
                                .resolve("/metrics")
                                .toString(),
                        RunningServer.api().token()))
                .get("");

        assertThat(metrics.status()).as(metrics.toString()).isEqualTo(200);
        assertThat(metrics.body()).contains("jvm_memory").doesNotContain(SECRET, "Patient/");
    }

    /** A request is logged when it is over, which may be after the client has its answer. */
    private void awaitLine(String part) {
        Awaitility.await().until(() -> lines.printed.stream().anyMatch(line -> line.contains(part)));
    }
}
