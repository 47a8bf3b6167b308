package org.oudfhir.safety.hooks;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;
import org.oudfhir.server.UnreadBody;
import org.oudfhir.storage.AuditRecord.Who;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CDS Hooks 2.0 over HTTP: {@code GET /cds-services}, {@code POST /cds-services/{id}} and its {@code /feedback}. No browser of
 * another site may call it: there are no CORS headers, and a body must say that it is JSON.
 */
public final class CdsHooksServlet extends HttpServlet {

    private static final Logger LOG = LoggerFactory.getLogger(CdsHooksServlet.class);
    private static final int LARGEST_BODY_BYTES = 8 * 1024 * 1024;

    private final transient FhirContext fhir;
    private final transient CdsHooks hooks;
    private final transient HookReader reader;
    private final transient Function<HttpServletRequest, Who> caller;
    private final transient Consumer<AuditEvent> audit;
    private final transient Clock clock;
    private final transient ObjectMapper json;

    /**
     * Makes the servlet.
     *
     * @param audit keeps what clients tell about cards
     * @param caller who calls; throws a Problem when nobody may be told, or heard
     */
    public CdsHooksServlet(
            FhirContext fhir,
            CdsHooks hooks,
            Consumer<AuditEvent> audit,
            Function<HttpServletRequest, Who> caller,
            Clock clock) {
        this.caller = caller;
        this.fhir = fhir;
        this.hooks = hooks;
        this.reader = new HookReader(fhir);
        this.audit = audit;
        this.clock = clock;
        this.json = json(fhir);
    }

    private static ObjectMapper json(FhirContext fhir) {
        SimpleModule resources = new SimpleModule();
        resources.addSerializer(new StdSerializer<IBaseResource>(IBaseResource.class) {
            @Override
            public void serialize(IBaseResource resource, JsonGenerator out, SerializerProvider provider)
                    throws IOException {
                out.writeRawValue(fhir.newJsonParser().encodeResourceToString(resource));
            }
        });
        return new ObjectMapper()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .registerModule(resources);
    }

    /** A refusal that has no FHIR counterpart. */
    private static final class Refused extends RuntimeException {
        private final int status;

        Refused(int status, String text) {
            super(text);
            this.status = status;
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            write(response, 200, json.writeValueAsBytes(answer(request)));
        } catch (Problem problem) {
            UnreadBody.finish(request, response);
            problem.getResponseHeaders()
                    .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            write(response, problem.getStatusCode(), (OperationOutcome) problem.getOperationOutcome());
        } catch (Refused refused) {
            UnreadBody.finish(request, response);
            write(response, refused.status, outcome("request-refused", String.valueOf(refused.getMessage())));
        } catch (RuntimeException fault) {
            LOG.error("A CDS Hooks call failed: {}", request.getPathInfo(), fault);
            write(response, 500, outcome("internal-error", "A fault of the server; nothing was checked."));
        }
    }

    private Object answer(HttpServletRequest request) throws IOException {
        String path = String.valueOf(Optional.ofNullable(request.getPathInfo()).orElse("/"));
        String[] parts = path.substring(1).split("/", -1);
        if (parts[0].isEmpty() && parts.length == 1) {
            requireMethod(request, "GET");
            return hooks.discovery();
        }
        boolean feedback = parts.length == 2 && parts[1].equals("feedback");
        HookService service = parts.length == 1 || feedback
                ? HookService.find(parts[0]).orElseThrow(CdsHooksServlet::unknown)
                : fail(unknown());
        requireMethod(request, "POST");
        Who who = caller.apply(request);
        JsonNode body = body(request);
        if (feedback) {
            Feedback.read(service, body, who, clock.instant()).forEach(audit);
            return Map.of();
        }
        return hooks.answer(reader.read(service, body), ZonedDateTime.now(clock));
    }

    private static Problem unknown() {
        return new Problem.NotFound("unknown-service", "There is no such service: GET /cds-services lists them.");
    }

    private static HookService fail(Problem problem) {
        throw problem;
    }

    private static void requireMethod(HttpServletRequest request, String method) {
        if (!request.getMethod().equals(method)) {
            throw new Refused(405, "Only " + method + " is answered here.");
        }
    }

    private JsonNode body(HttpServletRequest request) throws IOException {
        String type = Optional.ofNullable(request.getContentType()).orElse("").toLowerCase(Locale.ROOT);
        if (!type.matches("application/([a-z]+\\+)?json *(;.*)?")) {
            throw new Refused(415, "The body must be JSON, with Content-Type: application/json.");
        }
        byte[] body = request.getContentLengthLong() > LARGEST_BODY_BYTES
                ? new byte[0]
                : request.getInputStream().readNBytes(LARGEST_BODY_BYTES + 1);
        if (request.getContentLengthLong() > LARGEST_BODY_BYTES || body.length > LARGEST_BODY_BYTES) {
            throw new Refused(413, "The body is larger than " + LARGEST_BODY_BYTES + " bytes.");
        }
        try {
            JsonNode node = json.readTree(body);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException unreadable) {
            LOG.debug("A CDS Hooks body is not JSON");
        }
        throw new Problem.BadRequest("unreadable-body", "The body is not a JSON object.");
    }

    private static OperationOutcome outcome(String code, String text) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.ERROR)
                .setCode(code.equals("internal-error") ? IssueType.EXCEPTION : IssueType.INVALID)
                .setDetails(Concept.of(Systems.PROBLEM, code).setText(text))
                .setDiagnostics(text);
        return outcome;
    }

    private void write(HttpServletResponse response, int status, OperationOutcome outcome) throws IOException {
        write(
                response,
                status,
                fhir.newJsonParser().encodeResourceToString(outcome).getBytes(StandardCharsets.UTF_8));
    }

    private static void write(HttpServletResponse response, int status, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
