package org.oudfhir.privacy.issuer;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;
import org.oudfhir.privacy.IssuerLog;
import org.oudfhir.privacy.SecurityEvent;
import org.oudfhir.storage.AuditRecord.Who;

/**
 * Clients, users and EHR launches as JSON, for the commands and for EHRs: {@code GET}, {@code POST}, {@code DELETE} on
 * {@code clients} and {@code users}, {@code POST} on {@code launches}.
 */
final class AdministrationServlet extends HttpServlet {

    private static final int LARGEST_BODY_BYTES = 64 * 1024;
    private static final Pattern ABSOLUTE = Pattern.compile("https?://\\S+");

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
    private final transient AuthorizationServer.Surroundings around;
    private final transient ObjectMapper json = new ObjectMapper();

    AdministrationServlet(
            AuthorizationServer server,
            AuthorizationServer.Gatekeepers gatekeepers,
            AuthorizationServer.Surroundings around) {
        this.server = server;
        this.gatekeepers = gatekeepers;
        this.around = around;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] path = Optional.ofNullable(request.getPathInfo())
                .orElse("/")
                .substring(1)
                .split("/", -1);
        try {
            boolean launches = path[0].equals("launches") && request.getMethod().equals("POST");
            Who who = (launches ? gatekeepers.launcher() : gatekeepers.owner())
                    .apply(request)
                    .orElseThrow(() -> new Refused(
                            401,
                            "A token is needed: of this server's own key, or, for launches, of an EHR's own, with scope"
                                    + " launch."));
            write(response, 200, answer(request, path, who));
        } catch (Refused refused) {
            write(response, refused.status, Map.of("error", String.valueOf(refused.getMessage())));
        } catch (IllegalArgumentException wrong) {
            write(response, 400, Map.of("error", String.valueOf(wrong.getMessage())));
        } catch (Problem.Unavailable notRecorded) {
            write(response, 503, Map.of("error", String.valueOf(notRecorded.getMessage())));
        }
    }

    private Object answer(HttpServletRequest request, String[] path, Who who) throws IOException {
        Parts parts = server.running().parts();
        String what = request.getMethod() + " " + path[0];
        if (path.length > 1) {
            return removed(parts, what, path[1], who);
        }
        SentBody body = request.getMethod().equals("POST") ? body(request) : SentBody.NONE;
        return switch (what) {
            case "GET clients" -> parts.clients().list();
            case "GET users" -> parts.users().list();
            case "POST clients" -> recorded(parts, () -> added(parts, body, who));
            case "POST users" -> recorded(parts, () -> put(parts, body, who));
            case "POST launches" -> launched(parts, body, who);
            default -> throw new Refused(404, "There is nothing here.");
        };
    }

    /** What is done here is recorded in the transaction that does it. */
    private static <T> T recorded(Parts parts, Supplier<T> step) {
        return Objects.requireNonNull(parts.transactions().execute(status -> step.get()));
    }

    private Map<String, String> removed(Parts parts, String what, String name, Who who) {
        boolean removed = recorded(parts, () -> switch (what) {
            case "DELETE clients" -> isDone(parts.clients().remove(name), SecurityEvent.CLIENT, "D", who, name);
            case "DELETE users" -> isDone(parts.users().remove(name), SecurityEvent.USER, "D", who, name);
            default -> throw new Refused(404, "There is nothing here.");
        });
        if (!removed) {
            throw new Refused(404, name + " is not known here.");
        }
        return Map.of("removed", name);
    }

    private boolean isDone(boolean done, SecurityEvent event, String action, Who who, String detail) {
        if (done) {
            log().done(event, action, who, List.of(), detail);
        }
        return done;
    }

    private IssuerLog log() {
        return around.signIns().log();
    }

    private Map<String, String> added(Parts parts, SentBody body, Who who) {
        Registration wanted = body.registration();
        Clients.Added added = parts.clients().add(wanted);
        requireOrganization(wanted.organization());
        log().done(
                        SecurityEvent.CLIENT,
                        "C",
                        who,
                        List.of(),
                        added.clientId() + " " + wanted.name() + ": " + String.join(" ", wanted.scopes()));
        return added.secret()
                .map(secret -> Map.of("client_id", added.clientId(), "client_secret", secret))
                .orElse(Map.of("client_id", added.clientId()));
    }

    private Map<String, String> put(Parts parts, SentBody body, Who who) {
        Users.Person person = body.person();
        parts.users().put(person, body.password());
        require(
                around.records().isKept().test(person.fhirUser()),
                person.fhirUser() + " is not on this server: store it first");
        requireOrganization(person.organization());
        log().done(
                        SecurityEvent.USER,
                        "U",
                        who,
                        List.of(person.fhirUser()),
                        person.name() + (person.emergency() ? " with emergency access" : ""));
        return Map.of("name", person.name());
    }

    /** An organization is of another server, by its address; or is kept here; or is the one that keeps the records. */
    private void requireOrganization(@Nullable String reference) {
        require(
                reference == null
                        || ABSOLUTE.matcher(reference).matches()
                        || around.organization().filter(reference::equals).isPresent()
                        || (reference.startsWith("Organization/")
                                && around.records().isKept().test(reference)),
                reference + " is not on this server: organization must be a reference such as Organization/7 of what is"
                        + " stored here, or an address");
    }

    /** What does not hold is undone with all of the transaction. */
    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }

    /**
     * Opens an app for a patient. Another organization is answered the same whoever the patient is: who is one here is protected,
     * and what its user may have is decided when the app asks for it.
     */
    private Map<String, String> launched(Parts parts, SentBody body, Who who) {
        String patient = body.patient();
        String encounter = body.encounter();
        boolean isOwn = who.organization().isEmpty()
                || around.organization().filter(who.organization()::equals).isPresent();
        if (!PatientChoice.ID.matcher(patient).matches()
                || (isOwn && around.records().patient(patient).isEmpty())) {
            throw new IllegalArgumentException("patient must be the id of a patient here");
        }
        if (encounter != null && !(isOwn && around.records().contexts().isEncounterOf(encounter, patient))) {
            throw new IllegalArgumentException(
                    isOwn
                            ? "encounter must be the id of an encounter of that patient"
                            : "encounter is for the software of the organization that keeps the records");
        }
        Launches.Launch launch = new Launches.Launch(patient, encounter, isOwn ? null : who.organization());
        return recorded(parts, () -> {
            log().done(SecurityEvent.LAUNCH, "E", who, List.of("Patient/" + patient), "");
            return Map.of("launch", parts.launches().open(launch));
        });
    }

    private static SentBody body(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > LARGEST_BODY_BYTES) {
            throw new Refused(413, "The body is too large.");
        }
        return SentBody.read(request.getInputStream().readNBytes(LARGEST_BODY_BYTES));
    }

    private void write(HttpServletResponse response, int status, Object answer) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(json.writeValueAsBytes(answer));
    }
}
