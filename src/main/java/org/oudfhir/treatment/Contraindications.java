package org.oudfhir.treatment;

import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueSeverity;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;

/** Leaves an issue for each safety rule that rules a drug out, so that the choice can be understood (decisions 5.1). */
final class Contraindications {

    private static final String SAFETY_RULE = "MR-\\d+";

    private final String key;
    private final CqlResults results;

    Contraindications(String key, CqlResults results) {
        this.key = key;
        this.results = results;
    }

    /** One issue per rule and sentence, whatever the number of products that it rules out. */
    List<Resource> issues(CarePlan plan, ZonedDateTime now) {
        Map<String, Resource> issues = new LinkedHashMap<>();
        for (String exclusion : results.list("Excluded Rules", String.class)) {
            String[] parts = exclusion.split("\\|", 3);
            if (parts.length != 3) {
                throw new PathwayFault("Define \"Excluded Rules\" must give action|rule|sentence.");
            }
            if (parts[1].matches(SAFETY_RULE)) {
                issues.computeIfAbsent(
                        parts[1] + "|" + parts[2], id -> issue(parts[1], parts[2], issues.size() + 1, plan, now));
            }
        }
        return List.copyOf(issues.values());
    }

    private DetectedIssue issue(String rule, String sentence, int number, CarePlan plan, ZonedDateTime now) {
        return Keys.identify(new DetectedIssue(), key + ".issue." + rule + "." + number)
                .setStatus(DetectedIssueStatus.FINAL)
                .setCode(Concept.of(Systems.SAFETY_RULE, rule))
                .setSeverity(DetectedIssueSeverity.HIGH)
                .setPatient(plan.getSubject().copy())
                .setIdentified(Schedule.time(now))
                .setAuthor(Plans.server())
                .addImplicated(Keys.reference(plan))
                .setDetail(sentence);
    }
}
