package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages say to the person who sits before them. */
class PagesIT {

    private static final String SCOPE = "launch/patient patient/Patient.r";

    private final Api api = RunningServer.api();
    private final SmartServer smart = new SmartServer();
    private final String client = smart.app("launch/patient patient/*.rs");
    private final String name = "Same" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");

    @ParameterizedTest
    @ValueSource(strings = {"1990-13-45", "1990-02-30", "0000-00-00", "A name\u0000of a kind"})
    void whatCannotBeLookedForIsSaidBesideTheField(String wanted) {
        HttpResponse<String> answer = find(picker(), wanted);

        assertFault(answer);
    }

    @Test
    void aNameThatNobodyHasIsTooLong() {
        assertFault(find(picker(), "x".repeat(3_000)));
    }

    private static void assertFault(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertPage(answer);
        assertThat(answer.body()).contains("Choose a patient", "id=\"fault\" role=\"alert\"", "Sign out");
    }

    @Test
    void twoOfOneNameAndBirthDateAreToldApartAndTheChoiceIsTakenBack() {
        String one = patient("MRN-1-" + name);
        String other = patient("MRN-2-" + name);
        HttpResponse<String> found = find(picker(), name);
        assertThat(found.body())
                .contains("born 1990-12-31, female, MRN MRN-1-" + name, "MRN MRN-2-" + name)
                .doesNotContain("999-11-2222", "There are more");

        HttpResponse<String> approval = smart.follow(post(found, "patient", one));
        assertThat(approval.body())
                .contains(name, "born 1990-12-31", "MRN MRN-1-" + name, "Another patient", "You are signed in as");
        HttpResponse<String> again =
                smart.get("/auth/consent?state=" + SmartServer.field(approval.body(), "state") + "&another");
        assertThat(again.body()).contains("Choose a patient");
        HttpResponse<String> second = smart.follow(post(find(again, name), "patient", other));

        assertThat(second.body()).contains("MRN MRN-2-" + name).doesNotContain("MRN MRN-1-" + name);
        HttpResponse<String> first = smart.allow(approval, client, SCOPE);
        assertThat(first.statusCode()).as("on the page of the first").isEqualTo(400);
        assertThat(first.body()).contains("Another patient was chosen");
        assertThat(smart.exchanged(second, client, SCOPE).path("patient").asText())
                .isEqualTo(other);
    }

    @Test
    void whoIsOneOfManyIsLookedForMoreNarrowly() {
        for (int i = 0; i < 21; i++) {
            patient("MRN-" + i + "-" + name);
        }

        assertThat(find(picker(), name).body()).contains("There are more than these 20");
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, nobody, client_id must be",
        "client_id, '', client_id must be",
        "redirect_uri, https://attacker.example/callback, redirect_uri must be",
        "response_type, token, response_type must be code"
    })
    void anAppThatCannotBeToldIsSpokenOfToTheUser(String parameter, String value, String says) {
        Map<String, String> request = smart.request(client, SCOPE);
        request.put(parameter, value);
        if (value.isEmpty()) {
            request.remove(parameter);
        }

        HttpResponse<String> answer = smart.get("/auth/authorize?" + SmartServer.encode(request));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(SmartServer.location(answer)).isEmpty();
        assertPage(answer);
        assertThat(answer.body()).contains("The app that sent you here asked wrongly", says);
    }

    @Test
    void anAnswerCountsOnceAndARefusalIsCalledSo() {
        String app = smart.app("user/*.rs");
        Map<String, String> request = smart.request(app, "user/Patient.r");
        HttpResponse<String> approval = smart.signIn(request, clinician());
        smart.approve(approval, app, "user/Patient.r");

        HttpResponse<String> twice = smart.allow(approval, app, "user/Patient.r");
        HttpResponse<String> asked = smart.follow(smart.get("/auth/authorize?" + SmartServer.encode(request)));
        HttpResponse<String> refused = smart.post(
                "/auth/authorize", Map.of("client_id", app, "state", SmartServer.field(asked.body(), "state")));

        assertThat(twice.statusCode()).isEqualTo(400);
        assertPage(twice);
        assertThat(twice.body()).contains("not waiting any more", "Sign out");
        assertThat(SmartServer.callback(refused))
                .containsEntry("error", "access_denied")
                .containsEntry("error_description", "The user refused");
    }

    @Test
    void whoseSessionIsLostIsToldToStartAgain() {
        HttpResponse<String> picker = picker();
        SmartServer withoutCookies = new SmartServer();
        Map<String, String> form = Map.of(
                "state",
                SmartServer.field(picker.body(), "state"),
                "find",
                name,
                "_csrf",
                SmartServer.field(picker.body(), "_csrf"));

        HttpResponse<String> choosing = withoutCookies.post("/auth/patient", form);
        HttpResponse<String> signingIn = withoutCookies.post("/auth/login", Map.of("username", "x", "password", "y"));

        for (HttpResponse<String> answer : List.of(choosing, signingIn)) {
            assertThat(answer.statusCode()).isEqualTo(403);
            assertPage(answer);
            assertThat(answer.body()).contains("Start again from the app");
        }
    }

    @Test
    void aNameThatWasTypedWithAWrongPasswordIsThereAgain() {
        HttpResponse<String> page = smart.get("/auth/login");
        HttpResponse<String> failed = smart.follow(smart.post(
                "/auth/login",
                Map.of("username", "<maria>", "password", "wrong", "_csrf", SmartServer.field(page.body(), "_csrf"))));

        assertThat(failed.body()).contains("value=\"&lt;maria&gt;\"", "wrong");
        assertThat(smart.get("/auth/login").body()).doesNotContain("maria");
    }

    @Test
    void aMessageHasTheButtonToSignOut() {
        String outsider = smart.user("Practitioner/pages", ", \"organization\": \"Organization/elsewhere\"");

        HttpResponse<String> page = smart.signIn(smart.request(client, SCOPE), outsider);

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("may not look for a patient", "Sign out", outsider);
    }

    private static void assertPage(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    private HttpResponse<String> picker() {
        return smart.signIn(smart.request(client, SCOPE), clinician());
    }

    private String clinician() {
        return smart.user("Practitioner/pages");
    }

    private HttpResponse<String> find(HttpResponse<String> page, String wanted) {
        return post(page, "find", wanted);
    }

    private HttpResponse<String> post(HttpResponse<String> page, String field, String value) {
        return smart.post(
                "/auth/patient",
                Map.of(
                        "state",
                        SmartServer.field(page.body(), "state"),
                        field,
                        value,
                        "_csrf",
                        SmartServer.field(page.body(), "_csrf")));
    }

    private String patient(String number) {
        String type = "{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v2-0203\",\"code\":\"%s\"}]}";
        return api.post(
                        "Patient",
                        "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"" + name
                                + "\",\"given\":[\"Ana\"]}],\"birthDate\":\"1990-12-31\",\"gender\":\"female\","
                                + "\"identifier\":[{\"type\":" + type.formatted("SS")
                                + ",\"system\":\"http://hl7.org/fhir/sid/us-ssn\",\"value\":\"999-11-2222\"},{\"type\":"
                                + type.formatted("MR") + ",\"system\":\"https://clinic.example.org/mrn\",\"value\":\""
                                + number + "\"}]}")
                .id();
    }
}
