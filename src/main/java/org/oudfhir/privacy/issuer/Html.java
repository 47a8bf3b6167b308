package org.oudfhir.privacy.issuer;

import static org.oudfhir.privacy.issuer.Frame.csrf;
import static org.oudfhir.privacy.issuer.Frame.escape;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.oudfhir.privacy.ScopeOffer;

/** The text of the pages. Whatever comes from outside is escaped. */
final class Html {

    private final Endpoints endpoints;
    private final Frame frame;

    Html(Frame frame) {
        this.endpoints = frame.endpoints();
        this.frame = frame;
    }

    /** The form to sign in by; a name that was typed before, with a wrong password, is there again. */
    String login(HttpServletRequest request, String typed) {
        Set<String> parameters = request.getParameterMap().keySet();
        if (parameters.contains("done")) {
            return frame.page("OUD FHIR Server", "<p>You are signed in. Start from your app.</p>", request);
        }
        String said = parameters.contains("failed")
                ? "<p role=\"alert\">The name or the password is wrong. After five wrong passwords, even the right one is"
                        + " refused for 15 minutes.</p>"
                : parameters.contains("out") ? "<p role=\"status\">You are signed out.</p>" : "";
        return frame.page(
                "Sign in",
                said
                        + """
                        <form method="post" action="%s">%s
                        <label for="username">Name</label>
                        <input type="text" id="username" name="username" value="%s" autocomplete="username" required%s>
                        <label for="password">Password</label>
                        <input type="password" id="password" name="password" autocomplete="current-password" required%s>
                        <button type="submit">Sign in</button>
                        </form>""".formatted(
                                        endpoints.path(Endpoints.LOGIN),
                                        csrf(request),
                                        escape(typed),
                                        typed.isEmpty() ? " autofocus" : "",
                                        typed.isEmpty() ? "" : " autofocus"));
    }

    String picker(Waiting launch, Found found, HttpServletRequest request) {
        String fault =
                found.fault().isEmpty() ? "" : "<p id=\"fault\" role=\"alert\">" + escape(found.fault()) + "</p>";
        return frame.page(
                "Choose a patient",
                """
                <p>%s asks for the record of one patient.</p>
                <form method="post" action="%s">%s<input type="hidden" name="state" value="%s">
                <label for="find">Name, identifier or birth date (1990-12-31)</label>
                <input type="search" id="find" name="find" value="%s" maxlength="%d"%s required autofocus>%s
                <button type="submit">Search</button></form>%s""".formatted(
                                        escape(launch.client().getClientName()),
                                        endpoints.path(Endpoints.PATIENT),
                                        csrf(request),
                                        escape(launch.state()),
                                        escape(found.wanted()),
                                        Found.LONGEST,
                                        fault.isEmpty() ? "" : " aria-invalid=\"true\" aria-describedby=\"fault\"",
                                        fault,
                                        choices(launch, found, request))
                        + aboutEmergency(launch),
                request);
    }

    private String choices(Waiting launch, Found found, HttpServletRequest request) {
        if (found.wanted().isEmpty() || !found.fault().isEmpty()) {
            return "";
        }
        if (found.patients().isEmpty()) {
            return "<p role=\"status\">Nobody was found.</p>";
        }
        String buttons = found.patients().stream()
                .map(patient -> {
                    Portrait portrait = Portrait.of(patient);
                    return "<li><button class=\"second\" name=\"patient\" value=\""
                            + escape(patient.getIdElement().getIdPart()) + "\">" + escape(portrait.name()) + "<span>"
                            + escape(portrait.details()) + "</span></button></li>";
                })
                .collect(Collectors.joining());
        String more = found.isCut()
                ? "<p role=\"status\">There are more than these "
                        + found.patients().size()
                        + ": say more of the name, or give the identifier or the birth date.</p>"
                : "";
        return more + """
                <form method="post" action="%s">%s<input type="hidden" name="state" value="%s">
                <ul class="choices">%s</ul></form>""".formatted(endpoints.path(Endpoints.PATIENT), csrf(request), escape(launch.state()), buttons);
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
                                endpoints.path(Endpoints.AUTHORIZE),
                                escape(launch.client().getClientId()),
                                escape(launch.state()))
                + (launch.isPicked()
                        ? "<input type=\"hidden\" name=\"" + SmartRequests.SHOWN + "\" value=\""
                                + escape(String.valueOf(launch.patient())) + "\">"
                        : "");
        String whose = record.isEmpty() ? "" : "<p>The record of <strong>" + escape(record) + "</strong></p>";
        String another = launch.isPicked()
                ? "<p><a href=\"" + escape(place(Endpoints.CONSENT, launch)) + "&amp;another\">Another patient</a></p>"
                : "";
        return frame.page(
                "Allow access?",
                whose + another + "<p><strong>" + escape(launch.client().getClientName())
                        + "</strong> would like to:</p><ul>" + wishes + "</ul>" + aboutEmergency(launch) + common
                        + fields + "<button type=\"submit\">Allow</button></form>" + common
                        + "<button type=\"submit\" class=\"second\">Refuse</button></form>",
                request);
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
        return frame.page(
                "Emergency access",
                alert
                        + """
                <p>For a medical emergency in which the patient's consent cannot be obtained. It opens records without consent,
                but for counselling notes, for 15 minutes. What you write is recorded with each access, and the privacy
                officer is given the task to review it and to tell the patient.</p>
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
                                        escape(place(Endpoints.CONSENT, launch))),
                request);
    }

    private static String given(HttpServletRequest request, String name) {
        String text = request.getParameter(name);
        return text == null ? "" : text;
    }

    /** The address of a page about a request that waits. */
    String place(String page, Waiting launch) {
        return endpoints.path(page) + "?state=" + URLEncoder.encode(launch.state(), StandardCharsets.UTF_8);
    }

    /** Asks before the link is used up. */
    String continuing(String code) {
        return frame.page("Use this browser", """
                <p>This link gives this browser a token for everything on the server, once.</p>
                <form method="post" action="%s"><input type="hidden" name="code" value="%s">
                <button type="submit">Continue</button></form>""".formatted(endpoints.path(Endpoints.BROWSER), escape(code)));
    }

    /** Shows a token, and where it is used. */
    String token(String token) {
        return frame.page("Your token", """
                <label for="token">For everything on this server, for one hour</label>
                <textarea id="token" rows="12" readonly>%s</textarea>
                <p>Copy it. In the <a href="%s/swagger-ui/">description of the interface</a>, choose Authorize and paste it;
                then each request can be tried there.</p>""".formatted(escape(token), escape(endpoints.fhirBase())));
    }

    /** That a link does not work any more. */
    String ended() {
        return frame.page(
                "OUD FHIR Server",
                "<p>This link was used, or has ended. The command token makes a token; the next start of the server makes a"
                        + " new link.</p>");
    }
}
