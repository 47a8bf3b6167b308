package org.oudfhir.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** An OperationOutcome in words for a person. */
final class Outcome {

    private static final int ISSUES_SHOWN = 3;

    private Outcome() {}

    static String text(JsonNode body) {
        List<String> issues = new ArrayList<>();
        for (JsonNode issue : body.path("issue")) {
            String severity = Json.text(issue, "severity");
            if ("error".equals(severity) || "fatal".equals(severity) || issues.isEmpty()) {
                issues.add(text(issue, issue.path("expression").path(0).asText("")));
            }
        }
        if (issues.isEmpty()) {
            return "no reason was given";
        }
        String shown = String.join("; ", issues.subList(0, Math.min(ISSUES_SHOWN, issues.size())));
        return issues.size() > ISSUES_SHOWN ? shown + "; and " + (issues.size() - ISSUES_SHOWN) + " more" : shown;
    }

    private static String text(JsonNode issue, String place) {
        String details = Json.text(issue.path("details"), "text");
        String said = Json.text(issue, "diagnostics");
        String text = said.isEmpty() ? details : said;
        return (text.isEmpty() ? Json.text(issue, "code") : text.replaceAll("\\s+", " "))
                + (place.isEmpty() ? "" : " (at " + place + ")");
    }
}
