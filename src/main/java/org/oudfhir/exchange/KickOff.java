package org.oudfhir.exchange;

import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.OperationParameter;

/**
 * The request that begins an export.
 *
 * @param url as it was asked, at the server's own address
 * @param parameters of the URL and of the body; each as often as it was sent
 * @param preferences of the header {@code Prefer}
 */
record KickOff(String url, Map<String, List<String>> parameters, Set<String> preferences) {

    static KickOff of(ServletRequestDetails request) {
        @Nullable String query = request.getServletRequest().getQueryString();
        String url = request.getFhirServerBase() + "/" + request.getRequestPath() + (query == null ? "" : "?" + query);
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.getParameters().forEach((name, values) -> parameters.put(name, new ArrayList<>(List.of(values))));
        if (request.getResource() instanceof Parameters body) {
            body.getParameter()
                    .forEach(parameter -> parameters
                            .computeIfAbsent(parameter.getName(), name -> new ArrayList<>())
                            .add(OperationParameter.text(parameter)));
        }
        Set<String> preferences = new HashSet<>();
        for (String header : request.getHeaders(Constants.HEADER_PREFER)) {
            for (String each : header.toLowerCase(Locale.ROOT).split("[;,]", -1)) {
                preferences.add(each.strip());
            }
        }
        return new KickOff(url, parameters, preferences);
    }

    boolean isAsynchronous() {
        return preferences.contains("respond-async");
    }

    boolean isLenient() {
        return preferences.contains("handling=lenient");
    }
}
