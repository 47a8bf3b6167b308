package org.oudfhir.server;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;

/**
 * Bounds what a patch may compute. A FHIRPath Patch names an element and its position; functions, which may search by regular
 * expression or never end, are not evaluated for clients. A JSON Patch that copies a part into itself doubles with each step.
 */
@Interceptor(order = InterceptorOrder.READ)
final class PatchInterceptor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_STEPS = 200;
    private static final int MOST_COPIES = 4;
    private static final Pattern ELEMENT =
            Pattern.compile("[A-Z][A-Za-z]{1,63}(?:\\.[a-z][A-Za-z]{0,63}(?:\\[\\d{1,5}])?){0,30}");

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    void check(RequestDetails request) {
        @Nullable IBaseResource body = request.getResource();
        if (request.getRequestType() == RequestTypeEnum.PATCH) {
            String type = Optional.ofNullable(request.getHeader("Content-Type")).orElse("");
            if (type.contains("json-patch")) {
                checkSteps(request.loadRequestContents());
            } else if (body instanceof Parameters patch) {
                checkPaths(patch);
            }
        } else if (body instanceof Bundle bundle) {
            bundle.getEntry().forEach(PatchInterceptor::checkEntry);
        }
    }

    private static void checkEntry(BundleEntryComponent entry) {
        Resource patch = entry.getResource();
        if (entry.getRequest().getMethod() != HTTPVerb.PATCH) {
            return;
        }
        if (patch instanceof Binary binary
                && String.valueOf(binary.getContentType()).contains("json")) {
            JsonShape.check(binary.getContent());
            checkSteps(binary.getContent());
        } else if (patch instanceof Parameters parameters) {
            checkPaths(parameters);
        }
    }

    private static void checkPaths(Parameters patch) {
        if (patch.getParameter().size() > MOST_STEPS) {
            throw tooMany();
        }
        for (ParametersParameterComponent step : patch.getParameter()) {
            for (ParametersParameterComponent part : step.getPart()) {
                String path = part.hasValue() ? String.valueOf(part.getValue().primitiveValue()) : "";
                if ("path".equals(part.getName()) && !ELEMENT.matcher(path).matches()) {
                    throw new Problem.BadRequest(
                            "patch-path",
                            "The path of a FHIRPath Patch names an element and positions, as in Patient.name[0].given[1],"
                                    + " without functions");
                }
            }
        }
    }

    private static void checkSteps(byte[] patch) {
        try {
            JsonNode steps = JSON.readTree(patch);
            int copies = 0;
            for (JsonNode step : steps) {
                copies += step.path("op").asText().equals("copy") ? 1 : 0;
            }
            if (steps.size() > MOST_STEPS || copies > MOST_COPIES) {
                throw tooMany();
            }
        } catch (IOException e) {
            throw new Problem.BadRequest("unreadable-body", "The patch is not JSON");
        }
    }

    private static Problem tooMany() {
        return new Problem.TooLarge(
                "too-large", "A patch has " + MOST_STEPS + " steps at most, " + MOST_COPIES + " of them copies");
    }
}
