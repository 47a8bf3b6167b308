package org.oudfhir.safety;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CDS Hooks 2.0 at {@code /cds-services}. It advises by the same review as the write path, from what the EHR sends alone: nothing
 * is fetched, nothing of it is stored. Only feedback leaves a trace, an AuditEvent.
 */
public final class CdsHooksServlet extends HttpServlet {

    private static final Logger LOG = LoggerFactory.getLogger(CdsHooksServlet.class);
    private static final int LARGEST_BODY = 8 * 1024 * 1024;

    private final transient ObjectMapper json = new ObjectMapper();
    private final transient FhirContext fhir;
    private final transient SafetyReview review;
    private final transient CdsGaps gaps;
    private final transient CodeSystem overrideReasons;
    private final transient Consumer<AuditEvent> audit;
    private final transient Clock clock;

    /**
     * Makes the servlet.
     *
     * @param overrideReasons the code system {@code oud-override-reason}
     * @param audit stores what a prescriber did with a card
     */
    public CdsHooksServlet(
            FhirContext fhir,
            Knowledge knowledge,
            CodeSystem overrideReasons,
            Consumer<AuditEvent> audit,
            Clock clock) {
        this.fhir = fhir;
        this.review = new SafetyReview(knowledge);
        this.gaps = new CdsGaps(knowledge);
        this.overrideReasons = overrideReasons;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getPathInfo() == null || request.getPathInfo().equals("/")) {
            answer(response, 200, discovery());
        } else {
            fail(
                    response,
                    new Problem.NotFound(
                            "not-found", "GET /cds-services lists the services; a service is called by POST"));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            String[] path = String.valueOf(request.getPathInfo()).split("/", -1);
            Optional<CdsService> service = path.length > 1 ? CdsService.named(path[1]) : Optional.empty();
            boolean feedback = path.length == 3 && path[2].equals("feedback");
            if (service.isEmpty() || (path.length > 2 && !feedback)) {
                throw new Problem.NotFound("not-found", "There is no such service; GET /cds-services lists them");
            }
            JsonNode body = body(request);
            if (feedback) {
                new CdsFeedback(service.get(), ZonedDateTime.now(clock))
                        .events(body)
                        .forEach(audit);
                answer(response, 200, json.createObjectNode());
            } else {
                answer(response, 200, advise(service.get(), body));
            }
        } catch (Problem problem) {
            fail(response, problem);
        } catch (RuntimeException e) {
            LOG.error("A CDS Hooks call failed", e);
            fail(
                    response,
                    new Problem.Failure(
                            "internal-error", "The advice could not be computed; the order was not checked"));
        }
    }

    /** Pure but for the clock: what the EHR sent in, cards out. */
    ObjectNode advise(CdsService service, JsonNode body) {
        CdsCall call = CdsCall.read(service, body, fhir);
        ZonedDateTime now = ZonedDateTime.now(clock);
        CdsCards cards = new CdsCards(json, fhir, overrideReasons);
        if (service == CdsService.PATIENT_VIEW) {
            gaps.of(call.record(), now).forEach(gap -> cards.add(gap, call, now));
        } else {
            List<Resource> orders = call.orders();
            review.review(orders, call.record(), now).stream()
                    .filter(alert -> call.selected().contains(alert.order()))
                    .forEach(alert -> cards.add(alert, call, now));
        }
        if (!call.missing().isEmpty()) {
            cards.addMissing(call.missing());
        }
        return cards.answer();
    }

    private ObjectNode discovery() {
        ArrayNode services = json.createArrayNode();
        for (CdsService service : CdsService.values()) {
            ObjectNode each = json.createObjectNode();
            each.put("hook", service.hook());
            each.put("id", service.id());
            each.put("title", service.title());
            each.put("description", service.description());
            each.set("prefetch", json.valueToTree(service.prefetch()));
            services.add(each);
        }
        ObjectNode discovery = json.createObjectNode();
        discovery.set("services", services);
        return discovery;
    }

    private JsonNode body(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (bytes.length > LARGEST_BODY) {
            throw new Problem.BadRequest("cds-request", "The body is larger than " + LARGEST_BODY + " bytes");
        }
        try {
            JsonNode body = json.readTree(bytes);
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            // falls through to the one sentence for both faults
        }
        throw new Problem.BadRequest("cds-request", "The body must be one JSON object");
    }

    private void answer(HttpServletResponse response, int status, JsonNode body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().print(json.writeValueAsString(body));
    }

    private void fail(HttpServletResponse response, Problem problem) throws IOException {
        answer(
                response,
                problem.getStatusCode(),
                json.readTree(fhir.newJsonParser().encodeResourceToString(problem.getOperationOutcome())));
    }
}
