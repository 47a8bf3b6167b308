package org.oudfhir.privacy.issuer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Patient;
import org.oudfhir.fhir.Problem;
import org.oudfhir.privacy.IssuerLog;
import org.oudfhir.privacy.SecurityEvent;
import org.springframework.security.core.context.SecurityContextHolder;

/** Sign-in, the choice of a patient, the approval of an app, and an emergency: plain pages, usable without scripts. */
final class Pages {

    /** What a browser may do with a page; all other answers have the server's, which allows nothing. */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final int LONGEST_ANSWER = 500;

    private final WaitingRequests requests;
    private final PatientChoice choice;
    private final IssuerLog log;
    private final Html html;

    Pages(Endpoints endpoints, WaitingRequests requests, PatientChoice choice, IssuerLog log) {
        this.requests = requests;
        this.choice = choice;
        this.log = log;
        this.html = new Html(endpoints);
    }

    /** What cannot be recorded is not shown. */
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            route(request, response);
        } catch (Problem.Unavailable notRecorded) {
            refuse(
                    response,
                    503,
                    "Access cannot be recorded at the moment, and is not given without. Try again later.");
        }
    }

    private void route(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath()
                + Optional.ofNullable(request.getPathInfo()).orElse("");
        switch (request.getMethod() + " " + path) {
            case "GET " + Endpoints.LOGIN -> send(response, html.login(request));
            case "GET " + Endpoints.STYLE -> {
                response.setContentType("text/css;charset=utf-8");
                response.getWriter().print(Html.STYLE);
            }
            case "GET " + Endpoints.CONSENT -> waiting(request, response, waiting -> ask(waiting, request, response));
            case "POST " + Endpoints.PATIENT -> {
                // a name that is looked for stands in no address, and so in no history and no log
                boolean looks = request.getParameter("find") != null;
                waiting(request, response, waiting -> {
                    if (looks) {
                        ask(waiting, request, response);
                    } else {
                        choose(waiting, request, response);
                    }
                });
            }
            case "GET " + Endpoints.EMERGENCY ->
                waiting(request, response, waiting -> explainEmergency(waiting, request, response));
            case "POST " + Endpoints.EMERGENCY ->
                waiting(request, response, waiting -> attest(waiting, request, response));
            default -> refuse(response, 404, "There is no such page.");
        }
    }

    private void waiting(HttpServletRequest request, HttpServletResponse response, Consumer<Waiting> then) {
        requests.find(
                        request.getParameter("state"),
                        SecurityContextHolder.getContext().getAuthentication())
                .ifPresentOrElse(
                        then,
                        () -> refuse(response, 400, "This request is not waiting any more. Start again from the app."));
    }

    private void ask(Waiting waiting, HttpServletRequest request, HttpServletResponse response) {
        Waiting known = choice.withOwnContext(waiting);
        String find = Optional.ofNullable(request.getParameter("find")).orElse("");
        if (!known.needsPatient() || known.patient() != null) {
            send(response, html.approval(known, choice.called(known), request));
        } else if (choice.mayLook(known)) {
            List<Patient> found = find.isBlank() ? List.of() : choice.search(known, find.strip());
            send(response, html.picker(known, find, found, request));
        } else if (known.person().isProxy()) {
            refuse(response, 403, "Your account acts for no patient at the moment: ask the clinic.");
        } else {
            refuse(response, 403, "Your account may not look for a patient: open the app from your own record system.");
        }
    }

    private void choose(Waiting waiting, HttpServletRequest request, HttpServletResponse response) {
        String patient = Optional.ofNullable(request.getParameter("patient")).orElse("");
        choice.choose(waiting, patient)
                .ifPresentOrElse(
                        chosen -> backTo(chosen, response), () -> refuse(response, 400, "There is no such patient."));
    }

    private void backTo(Waiting waiting, HttpServletResponse response) {
        response.setStatus(303);
        response.setHeader("Location", html.place(Endpoints.CONSENT, waiting));
    }

    private void explainEmergency(Waiting waiting, HttpServletRequest request, HttpServletResponse response) {
        if (waiting.person().mayAttestEmergency()) {
            send(response, html.emergency(waiting, "", request));
        } else {
            refuseEmergency(waiting, response);
        }
    }

    private void refuseEmergency(Waiting waiting, HttpServletResponse response) {
        log.refused(SecurityEvent.EMERGENCY, waiting.who(), "NOT_ENTITLED");
        refuse(response, 403, "Your account may not declare an emergency.");
    }

    /** Recorded before anything is reached by it (42 CFR 2.51(c): who, when, and the nature of the emergency). */
    private void attest(Waiting waiting, HttpServletRequest request, HttpServletResponse response) {
        if (!waiting.person().mayAttestEmergency()) {
            refuseEmergency(waiting, response);
            return;
        }
        String nature = said(request, "nature");
        String obstacle = said(request, "obstacle");
        if (nature.isEmpty() || obstacle.isEmpty() || !"yes".equals(request.getParameter("attest"))) {
            response.setStatus(400);
            send(response, html.emergency(waiting, "Answer both questions, and tick the attestation.", request));
            return;
        }
        Waiting attested = WaitingRequests.saying(
                waiting, Map.of(TokenContents.ATTESTATION, nature + " Consent cannot be obtained: " + obstacle));
        List<String> about = Optional.ofNullable(attested.patient()).stream()
                .map(patient -> "Patient/" + patient)
                .toList();
        log.done(SecurityEvent.EMERGENCY, "E", attested.who(), about, "");
        backTo(requests.keep(attested), response);
    }

    private static String said(HttpServletRequest request, String name) {
        String text = Optional.ofNullable(request.getParameter(name)).orElse("").strip();
        return text.length() > LONGEST_ANSWER ? text.substring(0, LONGEST_ANSWER) : text;
    }

    private void refuse(HttpServletResponse response, int status, String text) {
        response.setStatus(status);
        send(response, html.message(text));
    }

    static void send(HttpServletResponse response, String page) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setContentType("text/html;charset=utf-8");
        try {
            response.getWriter().print(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
