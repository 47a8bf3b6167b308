package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.junit.jupiter.api.Test;

/** What happens at the authorization server is on record as what happens to records is. */
class IssuerAuditIT {

    private static final String SCOPE = "launch/patient patient/Patient.r";

    private final Api api = RunningServer.api();
    private final SmartServer smart = new SmartServer();
    private final String client = smart.app("launch/patient patient/*.rs");

    @Test
    void whoLooksForWhomAndIsShownWhom() {
        Visit visit = Visit.of("SYN-0001");
        String user = smart.user("Practitioner/" + visit.practitionerId());
        HttpResponse<String> picker = smart.signIn(smart.request(client, SCOPE), user);

        HttpResponse<String> found = post(picker, "find", "Patient/" + visit.patientId());
        smart.follow(post(found, "patient", visit.patientId()));
        post(found, "patient", "nobody-of-that-name");
        assertThat(post(found, "patient", visit.person().familyName() + " ").statusCode())
                .as("a name is no id")
                .isEqualTo(400);

        assertThat(of(user, "search-type")).singleElement().satisfies(event -> {
            assertThat(references(event)).contains("Patient/" + visit.patientId());
            assertThat(queries(event)).contains("find=Patient/" + visit.patientId());
        });
        assertThat(of(user, "read"))
                .extracting(AuditEvent::getOutcome)
                .as("the one who was chosen, and those who are not there")
                .containsExactlyInAnyOrder(AuditEventOutcome._0, AuditEventOutcome._4, AuditEventOutcome._4);
    }

    @Test
    void whoIsRegisteredAndTakenAway() {
        String user = smart.user("Practitioner/somebody");
        api.delete(smart.origin() + "/auth/admin/users/" + user);
        String other = smart.app("patient/*.rs");
        api.delete(smart.origin() + "/auth/admin/clients/" + other);

        assertThat(events("user", user))
                .extracting(AuditEvent::getAction)
                .containsExactlyInAnyOrder(AuditEventAction.U, AuditEventAction.D);
        assertThat(events("client", other))
                .extracting(AuditEvent::getAction)
                .containsExactlyInAnyOrder(AuditEventAction.C, AuditEventAction.D);
        assertThat(events("client", other))
                .allSatisfy(event ->
                        assertThat(event.getSubtypeFirstRep().getCode()).isEqualTo("110129"));
        assertThat(events("user", "nobody-of-that-name"))
                .as("what did not happen")
                .isEmpty();
    }

    @Test
    void whichClientIsRefusedAToken() {
        assertThat(smart.post("/auth/token", SmartServer.exchange(client, "made-up"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(smart.post("/auth/token", SmartServer.exchange("claimed-name", "made-up"))
                        .statusCode())
                .isEqualTo(401);

        assertThat(of(client, "token")).singleElement().satisfies(event -> {
            assertThat(event.getOutcome()).isEqualTo(AuditEventOutcome._4);
            assertThat(event.getOutcomeDesc()).isEqualTo("INVALID_GRANT");
        });
        assertThat(of("claimed-name", "token"))
                .extracting(AuditEvent::getOutcomeDesc)
                .contains("INVALID_CLIENT");
    }

    @Test
    void withoutARecordNobodyIsShownAndNothingIsChanged() throws Exception {
        Visit visit = Visit.of("SYN-0001");
        String user = smart.user("Practitioner/" + visit.practitionerId());
        HttpResponse<String> picker = smart.signIn(smart.request(client, SCOPE), user);
        String before = api.get(smart.origin() + "/auth/admin/clients").text();
        try (Connection database = AuditIT.database()) {
            database.createStatement().execute("ALTER TABLE oud_audit RENAME TO oud_audit_away");
            try {
                HttpResponse<String> found = post(picker, "find", "Patient/" + visit.patientId());
                assertThat(found.statusCode()).isEqualTo(503);
                assertThat(found.body()).doesNotContain(visit.patientId());
                assertThat(administered(
                                "clients",
                                "{\"name\": \"x\", \"redirect_uris\": [\"" + SmartServer.REDIRECT
                                        + "\"], \"scopes\": [\"patient/*.rs\"]}"))
                        .isEqualTo(503);
                assertThat(administered("launches", "{\"patient\": \"" + visit.patientId() + "\"}"))
                        .isEqualTo(503);
                assertThat(api.delete(smart.origin() + "/auth/admin/users/" + user)
                                .status())
                        .isEqualTo(503);
            } finally {
                database.createStatement().execute("ALTER TABLE oud_audit_away RENAME TO oud_audit");
            }
        }

        assertThat(api.get(smart.origin() + "/auth/admin/clients").text()).isEqualTo(before);
        assertThat(api.get(smart.origin() + "/auth/admin/users").text()).contains(user);
        assertThat(post(picker, "find", "Patient/" + visit.patientId()).body()).contains(visit.patientId());
    }

    private int administered(String path, String body) {
        return api.post(smart.origin() + "/auth/admin/" + path, body, "Content-Type", "application/json")
                .status();
    }

    private HttpResponse<String> post(HttpResponse<String> page, String name, String value) {
        return smart.post(
                "/auth/patient",
                Map.of(
                        "state",
                        SmartServer.field(page.body(), "state"),
                        "_csrf",
                        SmartServer.field(page.body(), "_csrf"),
                        name,
                        value));
    }

    private List<AuditEvent> of(String subject, String subtype) {
        return search(subtype).stream()
                .filter(event -> event.getAgent().stream()
                        .anyMatch(agent -> subject.equals(agent.getWho().getDisplay())))
                .toList();
    }

    private List<AuditEvent> events(String subtype, String about) {
        return search(subtype).stream()
                .filter(event -> String.valueOf(event.getOutcomeDesc()).startsWith(about))
                .toList();
    }

    private List<AuditEvent> search(String subtype) {
        return api.search(AuditEvent.class, "subtype=" + subtype + "&_count=500");
    }

    private static List<String> references(AuditEvent event) {
        return event.getEntity().stream()
                .map(entity -> String.valueOf(entity.getWhat().getReference()))
                .toList();
    }

    private static String queries(AuditEvent event) {
        return event.getEntity().stream()
                .filter(AuditEvent.AuditEventEntityComponent::hasQuery)
                .map(entity -> new String(entity.getQuery(), StandardCharsets.UTF_8))
                .reduce("", String::concat);
    }
}
