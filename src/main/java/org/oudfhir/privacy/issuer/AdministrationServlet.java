package org.oudfhir.privacy.issuer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Clients, users and EHR launches as JSON, for the commands and for EHRs: {@code GET}, {@code POST}, {@code DELETE} on
 * {@code clients} and {@code users}, {@code POST} on {@code launches}.
 */
final class AdministrationServlet extends HttpServlet {

    private static final int LARGEST_BODY_BYTES = 64 * 1024;

    /** A request that is refused, and with which status. */
    private static final class Refused extends RuntimeException {
        private final int status;

        Refused(int status, String text) {
            super(text);
            this.status = status;
        }
    }

    private final transient AuthorizationServer server;
    private final transient AuthorizationServer.Gatekeepers gatekeepers;
    private final transient Predicate<String> isPatient;
    private final transient ObjectMapper json = new ObjectMapper();

    /**
     * Makes it.
     *
     * @param isPatient whether this is the id of a patient here
     */
    AdministrationServlet(
            AuthorizationServer server, AuthorizationServer.Gatekeepers gatekeepers, Predicate<String> isPatient) {
        this.server = server;
        this.gatekeepers = gatekeepers;
        this.isPatient = isPatient;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] path = Optional.ofNullable(request.getPathInfo())
                .orElse("/")
                .substring(1)
                .split("/", -1);
        try {
            boolean allowed = (path[0].equals("launches") && request.getMethod().equals("POST"))
                    ? gatekeepers.mayLaunch().test(request)
                    : gatekeepers.isOwner().test(request);
            if (!allowed) {
                throw new Refused(
                        401, "A token is needed: of this server's own key, or, for launches, with scope launch.");
            }
            write(response, 200, answer(request, path));
        } catch (Refused refused) {
            write(response, refused.status, Map.of("error", String.valueOf(refused.getMessage())));
        } catch (IllegalArgumentException wrong) {
            write(response, 400, Map.of("error", String.valueOf(wrong.getMessage())));
        }
    }

    private Object answer(HttpServletRequest request, String[] path) throws IOException {
        Parts parts = server.running().parts();
        String what = request.getMethod() + " " + path[0];
        if (path.length == 1) {
            return switch (what) {
                case "GET clients" -> parts.clients().list();
                case "POST clients" -> added(parts.clients().add(registration(body(request))));
                case "GET users" -> parts.users().list();
                case "POST users" -> put(parts.users(), body(request));
                case "POST launches" -> launch(parts.launches(), body(request));
                default -> throw new Refused(404, "There is nothing here.");
            };
        }
        boolean removed = switch (what) {
            case "DELETE clients" -> parts.clients().remove(path[1]);
            case "DELETE users" -> parts.users().remove(path[1]);
            default -> throw new Refused(404, "There is nothing here.");
        };
        if (!removed) {
            throw new Refused(404, path[1] + " is not known here.");
        }
        return Map.of("removed", path[1]);
    }

    private static Map<String, String> added(Clients.Added added) {
        return added.secret()
                .map(secret -> Map.of("client_id", added.clientId(), "client_secret", secret))
                .orElse(Map.of("client_id", added.clientId()));
    }

    private static Clients.Registration registration(JsonNode body) {
        return new Clients.Registration(
                body.path("name").asText(),
                list(body.path("redirect_uris")),
                list(body.path("scopes")),
                body.path("secret").asBoolean(),
                text(body, "jwks_uri"),
                body.hasNonNull("jwks") ? body.path("jwks").toString() : null,
                body.path("own").asBoolean(),
                text(body, "organization"),
                text(body, "hipaa_status"),
                text(body, "purpose_of_use"));
    }

    private static Map<String, String> put(Users users, JsonNode body) {
        Users.Person person = new Users.Person(
                body.path("name").asText(),
                body.path("fhirUser").asText(),
                text(body, "organization"),
                text(body, "hipaa_status"),
                text(body, "reach"));
        users.put(person, body.path("password").asText());
        return Map.of("name", person.name());
    }

    private Map<String, String> launch(Launches launches, JsonNode body) {
        String patient = body.path("patient").asText();
        if (!isPatient.test(patient)) {
            throw new IllegalArgumentException("patient must be the id of a patient here");
        }
        return Map.of("launch", launches.open(new Launches.Launch(patient, text(body, "encounter"))));
    }

    private static @Nullable String text(JsonNode body, String name) {
        return body.hasNonNull(name) ? body.path(name).asText() : null;
    }

    private static List<String> list(JsonNode values) {
        List<String> list = new ArrayList<>();
        values.forEach(value -> list.add(value.asText()));
        return list;
    }

    private JsonNode body(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > LARGEST_BODY_BYTES) {
            throw new Refused(413, "The body is too large.");
        }
        try {
            JsonNode body = json.readTree(request.getInputStream().readNBytes(LARGEST_BODY_BYTES));
            if (body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException unreadable) {
            // said below, without repeating it
        }
        throw new IllegalArgumentException("The body must be a JSON object.");
    }

    private void write(HttpServletResponse response, int status, Object answer) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(json.writeValueAsBytes(answer));
    }
}
