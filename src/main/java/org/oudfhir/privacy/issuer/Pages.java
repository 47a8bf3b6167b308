package org.oudfhir.privacy.issuer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.oudfhir.fhir.Problem;
import org.oudfhir.privacy.IssuerLog;
import org.oudfhir.privacy.SecurityEvent;
import org.springframework.security.core.context.SecurityContextHolder;

/** Sign-in, the choice of a patient, the approval of an app, and an emergency: plain pages, usable without scripts. */
final class Pages {

    private static final int LONGEST_ANSWER = 500;

    private final WaitingRequests requests;
    private final PatientChoice choice;
    private final IssuerLog log;
    private final Frame frame;
    private final Html html;

    Pages(Frame frame, WaitingRequests requests, PatientChoice choice, IssuerLog log) {
        this.requests = requests;
        this.choice = choice;
        this.log = log;
        this.frame = frame;
        this.html = new Html(frame);
    }

    /** What cannot be recorded is not shown. */
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            route(request, response);
        } catch (Problem.Unavailable notRecorded) {
            frame.refuse(
                    request,
                    response,
                    503,
                    "Access cannot be recorded at the moment, and is not given without. Try again later.");
        }
    }

    private void route(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath()
                + Optional.ofNullable(request.getPathInfo()).orElse("");
        switch (request.getMethod() + " " + path) {
            case "GET " + Endpoints.LOGIN -> Frame.send(response, html.login(request, SignInForm.typedBefore(request)));
            case "GET " + Endpoints.STYLE -> {
                response.setContentType("text/css;charset=utf-8");
                response.getWriter().print(Frame.STYLE);
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
            default -> frame.refuse(request, response, 404, "There is no such page.");
        }
    }

    private void waiting(HttpServletRequest request, HttpServletResponse response, Consumer<Waiting> then) {
        requests.find(
                        request.getParameter("state"),
                        SecurityContextHolder.getContext().getAuthentication())
                .ifPresentOrElse(then, () -> frame.refuse(request, response, 400, AuthorizationFaults.NOT_WAITING));
    }

    private void ask(Waiting waiting, HttpServletRequest request, HttpServletResponse response) {
        choice.withOwnContext(waiting)
                .ifPresentOrElse(
                        known -> ask(known, Optional.ofNullable(request.getParameter("find")), request, response),
                        () -> frame.refuse(
                                request,
                                response,
                                403,
                                "This app was opened for the record of another patient than the one that you may see here."
                                        + " Nothing was shown to it. Open it again from the right record, or start it by"
                                        + " itself."));
    }

    private void ask(Waiting known, Optional<String> find, HttpServletRequest request, HttpServletResponse response) {
        boolean another = known.isPicked() && (find.isPresent() || request.getParameter("another") != null);
        if (!known.needsPatient() || (known.patient() != null && !another)) {
            Frame.send(response, html.approval(known, choice.called(known), request));
        } else if (choice.mayLook(known)) {
            Found found = find.filter(typed -> !typed.isBlank())
                    .map(typed -> choice.search(known, typed))
                    .orElseGet(Found::nothing);
            response.setStatus(found.fault().isEmpty() ? 200 : 400);
            Frame.send(response, html.picker(known, found, request));
        } else if (known.person().isProxy()) {
            frame.refuse(request, response, 403, "Your account acts for no patient at the moment: ask the clinic.");
        } else {
            frame.refuse(
                    request,
                    response,
                    403,
                    "Your account may not look for a patient: open the app from your own record system.");
        }
    }

    private void choose(Waiting waiting, HttpServletRequest request, HttpServletResponse response) {
        String patient = Optional.ofNullable(request.getParameter("patient")).orElse("");
        choice.choose(waiting, patient)
                .ifPresentOrElse(
                        chosen -> backTo(chosen, response),
                        () -> frame.refuse(request, response, 400, "There is no such patient."));
    }

    private void backTo(Waiting waiting, HttpServletResponse response) {
        response.setStatus(303);
        response.setHeader("Location", html.place(Endpoints.CONSENT, waiting));
    }

    private void explainEmergency(Waiting waiting, HttpServletRequest request, HttpServletResponse response) {
        if (waiting.person().mayAttestEmergency()) {
            Frame.send(response, html.emergency(waiting, "", request));
        } else {
            refuseEmergency(waiting, request, response);
        }
    }

    private void refuseEmergency(Waiting waiting, HttpServletRequest request, HttpServletResponse response) {
        log.refused(SecurityEvent.EMERGENCY, waiting.who(), "NOT_ENTITLED");
        frame.refuse(request, response, 403, "Your account may not declare an emergency.");
    }

    /** Recorded before anything is reached by it (42 CFR 2.51(c): who, when, and the nature of the emergency). */
    private void attest(Waiting waiting, HttpServletRequest request, HttpServletResponse response) {
        if (!waiting.person().mayAttestEmergency()) {
            refuseEmergency(waiting, request, response);
            return;
        }
        String nature = said(request, "nature");
        String obstacle = said(request, "obstacle");
        if (nature.isEmpty() || obstacle.isEmpty() || !"yes".equals(request.getParameter("attest"))) {
            response.setStatus(400);
            Frame.send(response, html.emergency(waiting, "Answer both questions, and tick the attestation.", request));
            return;
        }
        Waiting attested = WaitingRequests.saying(
                waiting,
                Map.of(TokenContents.ATTESTATION, sentence(nature) + " Consent cannot be obtained: " + obstacle));
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

    private static String sentence(String text) {
        return text.matches("(?s).*[.!?]") ? text : text + ".";
    }
}
