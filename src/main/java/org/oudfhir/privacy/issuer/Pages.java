package org.oudfhir.privacy.issuer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.hl7.fhir.r4.model.Patient;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** Sign-in, the choice of a patient, and the approval of an app: three plain pages, usable without scripts. */
final class Pages {

    private static final OAuth2TokenType STATE = new OAuth2TokenType(OAuth2ParameterNames.STATE);

    private final Parts parts;
    private final BiFunction<String, Optional<String>, List<Patient>> patients;
    private final Optional<String> own;
    private final Html html;

    /**
     * Makes the pages.
     *
     * @param patients finds patients by a part of the name, an identifier or a birth date; those in whose care team a person
     *     is, when one is given
     * @param own the organization that keeps the records, when it is named
     */
    Pages(Parts parts, BiFunction<String, Optional<String>, List<Patient>> patients, Optional<String> own) {
        this.own = own;
        this.parts = parts;
        this.patients = patients;
        this.html = new Html(parts.endpoints());
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath()
                + Optional.ofNullable(request.getPathInfo()).orElse("");
        boolean get = request.getMethod().equals("GET");
        if (get && path.equals(Endpoints.LOGIN)) {
            send(response, html.login(request));
        } else if (get && path.equals(Endpoints.STYLE)) {
            response.setContentType("text/css;charset=utf-8");
            response.getWriter().print(Html.STYLE);
        } else if (get && path.equals(Endpoints.CONSENT)) {
            launch(request).ifPresentOrElse(launch -> ask(launch, request, response), () -> lost(response));
        } else if (request.getMethod().equals("POST") && path.equals(Endpoints.PATIENT)) {
            // a name that is looked for stands in no address, and so in no history and no log
            boolean looks = request.getParameter("find") != null;
            launch(request)
                    .ifPresentOrElse(
                            launch -> {
                                if (looks) {
                                    ask(launch, request, response);
                                } else {
                                    choose(launch, request, response);
                                }
                            },
                            () -> lost(response));
        } else {
            response.setStatus(404);
            send(response, html.message("There is no such page."));
        }
    }

    /** An app's request that waits for its user, and who that is. */
    record Waiting(OAuth2Authorization authorization, RegisteredClient client, Users.Person person) {

        OAuth2AuthorizationRequest request() {
            OAuth2AuthorizationRequest request = authorization.getAttribute(OAuth2AuthorizationRequest.class.getName());
            if (request == null) {
                throw new IllegalStateException("An authorization has no request");
            }
            return request;
        }

        @Nullable
        String patient() {
            return authorization.getAttribute(TokenContents.PATIENT);
        }

        boolean needsPatient() {
            return request().getScopes().stream()
                    .anyMatch(scope -> scope.startsWith("patient/") || scope.equals("launch/patient"));
        }

        String state() {
            return String.valueOf(authorization.<String>getAttribute(OAuth2ParameterNames.STATE));
        }
    }

    private Optional<Waiting> launch(HttpServletRequest request) {
        String state = request.getParameter("state");
        String name = SecurityContextHolder.getContext().getAuthentication().getName();
        OAuth2Authorization found =
                state == null ? null : parts.authorizations().findByToken(state, STATE);
        if (found == null || !found.getPrincipalName().equals(name)) {
            return Optional.empty();
        }
        RegisteredClient client = parts.clients().repository().findById(found.getRegisteredClientId());
        return client == null
                ? Optional.empty()
                : parts.users().find(name).map(person -> new Waiting(found, client, person));
    }

    private void ask(Waiting launch, HttpServletRequest request, HttpServletResponse response) {
        Waiting known = withOwnContext(launch);
        String find = request.getParameter("find");
        if (!known.needsPatient() || known.patient() != null) {
            send(
                    response,
                    html.approval(
                            known,
                            name(known.patient()),
                            new TreeSet<>(known.request().getScopes())));
        } else if (mayLook(known.person())) {
            List<Patient> found = find == null || find.isBlank() ? List.of() : look(known.person(), find.strip());
            send(response, html.picker(known, find == null ? "" : find, found, request));
        } else {
            response.setStatus(403);
            send(
                    response,
                    html.message("Your account may not look for a patient: open the app from your own record system."));
        }
    }

    private String name(@Nullable String patient) {
        return patient == null
                ? ""
                : patients.apply("Patient/" + patient, Optional.empty()).stream()
                        .findFirst()
                        .map(Html::name)
                        .orElse(patient);
    }

    /** A patient sees the own record; who comes from an EHR, the one that is open there. */
    private Waiting withOwnContext(Waiting launch) {
        if (launch.patient() != null) {
            return launch;
        }
        if (launch.person().isPatient()) {
            return with(launch, launch.person().patientId(), null);
        }
        Object handle = launch.request().getAdditionalParameters().get("launch");
        return handle instanceof String text && launch.person().isWorkforce()
                ? parts.launches()
                        .find(text)
                        .filter(found -> !look(launch.person(), "Patient/" + found.patient())
                                .isEmpty())
                        .map(found -> with(launch, found.patient(), found.encounter()))
                        .orElse(launch)
                : launch;
    }

    private Waiting with(Waiting launch, String patient, @Nullable String encounter) {
        OAuth2Authorization.Builder changed =
                OAuth2Authorization.from(launch.authorization()).attribute(TokenContents.PATIENT, patient);
        if (encounter != null) {
            changed.attribute(TokenContents.ENCOUNTER, encounter);
        }
        OAuth2Authorization saved = changed.build();
        parts.authorizations().save(saved);
        return new Waiting(saved, launch.client(), launch.person());
    }

    private void choose(Waiting launch, HttpServletRequest request, HttpServletResponse response) {
        String patient = request.getParameter("patient");
        if (patient == null
                || !mayLook(launch.person())
                || look(launch.person(), "Patient/" + patient).isEmpty()) {
            response.setStatus(400);
            send(response, html.message("There is no such patient."));
            return;
        }
        Waiting chosen = with(launch, patient, null);
        response.setStatus(303);
        response.setHeader(
                "Location",
                parts.endpoints().path(Endpoints.CONSENT) + "?state="
                        + java.net.URLEncoder.encode(chosen.state(), java.nio.charset.StandardCharsets.UTF_8));
    }

    private List<Patient> look(Users.Person person, String wanted) {
        return patients.apply(wanted, Optional.of(person.fhirUser()).filter(user -> person.isHeldToCareTeams()));
    }

    /** That somebody is a patient here is protected itself: only the program's own workforce may look. */
    private boolean mayLook(Users.Person person) {
        String organization = person.organization();
        return person.isWorkforce()
                && (organization == null || own.filter(organization::equals).isPresent());
    }

    private void lost(HttpServletResponse response) {
        response.setStatus(400);
        send(response, html.message("This request is not waiting any more. Start again from the app."));
    }

    static void send(HttpServletResponse response, String page) {
        response.setContentType("text/html;charset=utf-8");
        try {
            response.getWriter().print(page);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
