package org.oudfhir.privacy.issuer;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Patient;
import org.oudfhir.privacy.ScopeOffer;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.HtmlUtils;

/** The text of the pages. Whatever comes from outside is escaped. */
final class Html {

    static final String STYLE = """
            body { font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #f4f5f7; margin: 0; }
            main { max-width: 34rem; margin: 3rem auto; padding: 2rem; background: #fff; border: 1px solid #767676; border-radius: .5rem; }
            h1 { font-size: 1.4rem; margin-top: 0; }
            label { display: block; margin-top: 1rem; font-weight: 600; }
            input[type=text], input[type=password], input[type=search], textarea { width: 100%; box-sizing: border-box; font: inherit; padding: .5rem; border: 1px solid #595959; border-radius: .25rem; }
            button { font: inherit; margin: 1rem .5rem 0 0; padding: .5rem 1.25rem; border: 1px solid #0b4f8a; border-radius: .25rem; background: #0b4f8a; color: #fff; cursor: pointer; }
            button.second { background: #fff; color: #0b4f8a; }
            :focus-visible { outline: 3px solid #b35c00; outline-offset: 2px; }
            textarea { resize: vertical; }
            label.check { display: flex; gap: .5rem; font-weight: 400; } label.check input { margin-top: .3rem; }
            .emergency { border-left: .4rem solid #8f1313; padding-left: 1rem; }
            form.out { margin-top: 2rem; border-top: 1px solid #767676; }
            [role=alert] { color: #8f1313; font-weight: 600; }
            ul.choices { list-style: none; padding: 0; } ul.choices button { width: 100%; text-align: left; margin: .25rem 0; }
            """;

    private final Endpoints endpoints;

    Html(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    String login(HttpServletRequest request) {
        String alert = request.getParameterMap().containsKey("failed")
                ? "<p role=\"alert\">The name or the password is wrong, or there were too many attempts: wait 15 minutes"
                        + " then.</p>"
                : "";
        if (request.getParameterMap().containsKey("done")) {
            return page("OUD FHIR Server", "<p>You are signed in. Start from your app.</p>" + signOut(request));
        }
        if (request.getParameterMap().containsKey("out")) {
            alert = "<p role=\"status\">You are signed out.</p>";
        }
        return page("Sign in", alert + """
                        <form method="post" action="%s">%s
                        <label for="username">Name</label>
                        <input type="text" id="username" name="username" autocomplete="username" required autofocus>
                        <label for="password">Password</label>
                        <input type="password" id="password" name="password" autocomplete="current-password" required>
                        <button type="submit">Sign in</button>
                        </form>""".formatted(endpoints.path(Endpoints.LOGIN), csrf(request)));
    }

    String picker(Waiting launch, String find, List<Patient> found, HttpServletRequest request) {
        String choices = found.stream()
                .map(patient -> """
                        <li><button class="second" name="patient" value="%s">%s</button></li>""".formatted(
                                escape(patient.getIdElement().getIdPart()), escape(name(patient) + born(patient))))
                .collect(Collectors.joining());
        String result = find.isBlank()
                ? ""
                : found.isEmpty()
                        ? "<p role=\"status\">Nobody was found.</p>"
                        : """
                        <form method="post" action="%s">%s<input type="hidden" name="state" value="%s">
                        <ul class="choices">%s</ul></form>""".formatted(
                                endpoints.path(Endpoints.PATIENT), csrf(request), escape(launch.state()), choices);
        return page(
                "Choose a patient",
                """
                <p>%s asks for the record of one patient.</p>
                <form method="post" action="%s">%s<input type="hidden" name="state" value="%s">
                <label for="find">Name, identifier or birth date (1990-12-31)</label>
                <input type="search" id="find" name="find" value="%s" required autofocus>
                <button type="submit">Search</button></form>%s""".formatted(
                                        escape(launch.client().getClientName()),
                                        endpoints.path(Endpoints.PATIENT),
                                        csrf(request),
                                        escape(launch.state()),
                                        escape(find),
                                        result)
                        + aboutEmergency(launch)
                        + signOut(request));
    }

    String approval(Waiting launch, String record, HttpServletRequest request) {
        String wishes = launch.scopes().stream()
                .map(ScopeOffer::describe)
                .distinct()
                .map(wish -> "<li>" + escape(wish) + "</li>")
                .collect(Collectors.joining());
        String fields = launch.scopes().stream()
                .map(scope -> "<input type=\"hidden\" name=\"scope\" value=\"" + escape(scope) + "\">")
                .collect(Collectors.joining());
        String common = """
                <form method="post" action="%s"><input type="hidden" name="client_id" value="%s">
                <input type="hidden" name="state" value="%s">""".formatted(
                endpoints.path(Endpoints.AUTHORIZE), escape(launch.client().getClientId()), escape(launch.state()));
        return page(
                "Allow access?",
                "<p><strong>" + escape(launch.client().getClientName()) + "</strong> asks"
                        + (record.isEmpty() ? "" : ", for the record of <strong>" + escape(record) + "</strong>")
                        + ":</p><ul>" + wishes + "</ul>" + aboutEmergency(launch) + common + fields
                        + "<button type=\"submit\">Allow</button></form>" + common
                        + "<button type=\"submit\" class=\"second\">Refuse</button></form>" + signOut(request));
    }

    /** What was attested, or where it can be. */
    private String aboutEmergency(Waiting launch) {
        return launch.attestation()
                .map(text ->
                        "<p class=\"emergency\" role=\"note\"><strong>Emergency access</strong>, without consent, for"
                                + " 15 minutes. You attested: " + escape(text) + "</p>")
                .orElse(
                        launch.person().mayAttestEmergency()
                                ? "<p><a href=\"" + escape(place(Endpoints.EMERGENCY, launch))
                                        + "\">This is an emergency</a></p>"
                                : "");
    }

    /** Asks for what an emergency needs. */
    String emergency(Waiting launch, String fault, HttpServletRequest request) {
        String alert = fault.isEmpty() ? "" : "<p role=\"alert\">" + escape(fault) + "</p>";
        return page(
                "Emergency access",
                alert
                        + """
                <p>For a medical emergency in which the patient's consent cannot be obtained. It opens records without consent,
                but for counselling notes, for 15 minutes. What you write is recorded with each access, the privacy officer
                reviews it, and the patient is told.</p>
                <form method="post" action="%s">%s<input type="hidden" name="state" value="%s">
                <label for="nature">What is the emergency?</label>
                <textarea id="nature" name="nature" rows="3" maxlength="500" required autofocus>%s</textarea>
                <label for="obstacle">Why can the patient's consent not be obtained?</label>
                <textarea id="obstacle" name="obstacle" rows="3" maxlength="500" required>%s</textarea>
                <label class="check"><input type="checkbox" name="attest" value="yes" required>
                <span>I attest that this is a medical emergency and that the patient's prior written consent cannot be
                obtained.</span></label>
                <button type="submit">Declare the emergency</button></form>
                <p><a href="%s">Back: this is no emergency</a></p>""".formatted(
                                        endpoints.path(Endpoints.EMERGENCY),
                                        csrf(request),
                                        escape(launch.state()),
                                        escape(given(request, "nature")),
                                        escape(given(request, "obstacle")),
                                        escape(place(Endpoints.CONSENT, launch))));
    }

    private static String given(HttpServletRequest request, String name) {
        String text = request.getParameter(name);
        return text == null ? "" : text;
    }

    /** The address of a page about a request that waits. */
    String place(String page, Waiting launch) {
        return endpoints.path(page) + "?state=" + URLEncoder.encode(launch.state(), StandardCharsets.UTF_8);
    }

    private String signOut(HttpServletRequest request) {
        return """
                <form class="out" method="post" action="%s">%s<button type="submit" class="second">Sign out</button></form>""".formatted(endpoints.path(Endpoints.LOGOUT), csrf(request));
    }

    /** Asks before the link is used up. */
    String continuing(String code) {
        return page("Use this browser", """
                <p>This link gives this browser a token for everything on the server, once.</p>
                <form method="post" action="%s"><input type="hidden" name="code" value="%s">
                <button type="submit">Continue</button></form>""".formatted(endpoints.path(Endpoints.BROWSER), escape(code)));
    }

    /** Shows a token, and where it is used. */
    String token(String token) {
        return page("Your token", """
                <label for="token">For everything on this server, for one hour</label>
                <textarea id="token" rows="12" readonly>%s</textarea>
                <p>Copy it. In the <a href="%s/swagger-ui/">description of the interface</a>, choose Authorize and paste it;
                then each request can be tried there.</p>""".formatted(escape(token), escape(endpoints.fhirBase())));
    }

    String message(String text) {
        return page("OUD FHIR Server", "<p>" + escape(text) + "</p>");
    }

    static String name(Patient patient) {
        String name = patient.getNameFirstRep().getNameAsSingleString();
        return name == null || name.isBlank()
                ? "Patient " + patient.getIdElement().getIdPart()
                : name;
    }

    private static String born(Patient patient) {
        return patient.hasBirthDate()
                ? ", born " + patient.getBirthDateElement().getValueAsString()
                : "";
    }

    private static String csrf(HttpServletRequest request) {
        CsrfToken token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return "<input type=\"hidden\" name=\"" + token.getParameterName() + "\" value=\"" + token.getToken() + "\">";
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text);
    }

    private String page(String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s</title><link rel="stylesheet" href="%s"></head>
                <body><main><h1>%s</h1>%s</main></body></html>
                """.formatted(title, endpoints.path(Endpoints.STYLE), title, body);
    }
}
