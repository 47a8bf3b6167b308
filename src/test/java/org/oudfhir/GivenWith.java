package org.oudfhir;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.privacy.part2.Actor;
import org.oudfhir.privacy.part2.DecisionTable.Line;

/**
 * What goes with a record that the decision table gives to somebody: labels, notice, consent, and the account of it.
 *
 * @param admin of the program
 * @param api of who asks
 * @param id of the resource that the line is about
 */
record GivenWith(Api admin, Api api, Line line, String patient, String id) {

    private static final String DS4P = "http://hl7.org/fhir/uv/security-label-ds4p/StructureDefinition/";
    private static final String CONSENT = ">; rel=\"https://oud-fhir.github.io/ig/rel/consent\"";
    private static final String NOTICE =
            "<CodeSystem/oud-privacy-notice>; rel=\"https://oud-fhir.github.io/ig/rel/notice\"";

    /** What is wrong when it is read. */
    Map<String, String> faults() {
        Api.Answer answer = api.get(line.type() + "/" + id);
        return faults(answer.text(), answer.links(), List.of());
    }

    /**
     * What is wrong.
     *
     * @param text of what was given
     * @param links that went with it, relative to the base
     * @param means references of what it was given by, as the account names them
     */
    Map<String, String> faults(String text, List<String> links, List<String> means) {
        Resource resource = (Resource) FhirContext.forR4Cached().newJsonParser().parseResource(text);
        Map<String, String> faults = new TreeMap<>();
        check(faults, "labels", hasLabels(resource), text);
        check(faults, "display", hasDisplays(resource, isToOthers() && isLabelled() ? 1 : 0), text);
        check(faults, "minimum necessary", codes(resource).contains("MINEC") == isForLessThanTreatment(), text);
        check(faults, "notice", links.contains(NOTICE) == isToOthers(), text + links);
        check(faults, "consent", hasConsent(links, resource), text + links);
        check(faults, "account", isAccountedFor(means), account());
        return faults;
    }

    private static void check(Map<String, String> faults, String what, boolean holds, Object shown) {
        if (!holds) {
            faults.put(what, shown.toString());
        }
    }

    /** To others than the program's own people and the patient. */
    private boolean isToOthers() {
        return line.who() != Actor.CLINICIAN && line.who() != Actor.PATIENT;
    }

    private boolean isLabelled() {
        return !line.is("plain");
    }

    private boolean isForLessThanTreatment() {
        return isToOthers() && isLabelled() && Set.of("HPAYMT", "HOPERAT").contains(line.purpose());
    }

    private boolean isByConsent() {
        return Set.of("CONSENT", "REDISCLOSURE").contains(line.why());
    }

    private static Set<String> codes(Resource resource) {
        return resource.getMeta().getSecurity().stream().map(Coding::getCode).collect(Collectors.toSet());
    }

    private boolean hasLabels(Resource resource) {
        Set<String> codes = codes(resource);
        if (!isLabelled()) {
            return codes.equals(Set.of("N"));
        }
        boolean asNote = codes.containsAll(Set.of("V", "NODSCLCD", "sud-counseling-note"));
        return codes.containsAll(Set.of("42CFRPart2", "OPIOIDUD", "ETH", "NORDSCLCD"))
                && (line.is("CN") ? asNote : codes.contains("R"));
    }

    private static boolean hasDisplays(Resource resource, int number) {
        return resource.getMeta().getExtension().stream()
                        .filter(each -> each.getUrl().equals(DS4P + "extension-display"))
                        .count()
                == number;
    }

    /** Its link leads somewhere, and the label says on what document it rests. */
    private boolean hasConsent(List<String> links, Resource resource) {
        var consents = links.stream()
                .filter(link -> link.endsWith(CONSENT))
                .map(link -> link.substring(1, link.length() - CONSENT.length()))
                .toList();
        if (!isByConsent()) {
            return consents.isEmpty() && artifact(resource).isEmpty();
        }
        return consents.size() == 1
                && consents.get(0).startsWith("Consent/" + patient)
                && api.get(consents.get(0)).status() == 200
                && artifact(resource).equals(api.baseUrl() + "/" + consents.get(0));
    }

    private static String artifact(Resource resource) {
        return resource.getMeta().getSecurity().stream()
                .filter(label -> "42CFRPart2".equals(label.getCode()))
                .flatMap(label -> label.getExtensionsByUrl(DS4P + "extension-sec-label-related-artifact").stream())
                .map(Extension::getValue)
                .map(value -> ((RelatedArtifact) value).getUrl())
                .collect(Collectors.joining());
    }

    private boolean isAccountedFor(List<String> means) {
        List<String> references = new ArrayList<>(means);
        references.add(line.type() + "/" + id);
        return account().getEntry().stream()
                        .map(entry -> (AuditEvent) entry.getResource())
                        .anyMatch(event -> isOf(event, references))
                == isToOthers();
    }

    private Bundle account() {
        return admin.get("Patient/" + patient + "/$accounting-of-disclosures").as(Bundle.class);
    }

    private boolean isOf(AuditEvent event, List<String> references) {
        String text = Api.text(event);
        return references.stream().allMatch(reference -> text.contains("\"" + reference + "\""))
                && (!isToOthers()
                        || (event.getOutcomeDesc().contains(line.why())
                                && text.contains("/" + line.who().id().replace("-by-hie", ""))
                                        == !line.who().isPerson()
                                && text.contains("\"Consent/" + patient) == isByConsent()));
    }
}
