package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;
import org.oudfhir.privacy.part2.Decision.Permit;
import org.oudfhir.privacy.part2.Decision.Reason;
import org.oudfhir.privacy.part2.Purpose;

/**
 * What goes with a disclosure (42 CFR 2.32): the notice and the consent it rests on. A search carries the same notice whether or
 * not anything was withheld, so that the notice tells nothing.
 */
final class DisclosureNotes {

    private static final String KEY = DisclosureNotes.class.getName();
    private static final String WITHHELD = KEY + ".withheld";
    private static final String TOLD = KEY + ".told";
    private static final String CODE = "part2";
    private static final String CONSENT = Systems.BASE + "/rel/consent";

    /** Headers have to be of a size that every client and proxy takes; the links of a Bundle name them all. */
    private static final int MOST_LINKS = 20;

    private final String id;
    private final String statement;
    private final String text;
    private final String baseUrl;
    private final DisclosureMarks marks;

    /**
     * Makes it.
     *
     * @param notice the code system with the statement and its short form
     * @param baseUrl the FHIR base
     */
    DisclosureNotes(CodeSystem notice, String baseUrl) {
        this.baseUrl = baseUrl;
        this.id = notice.getIdElement().getIdPart();
        this.statement = notice.getConceptFirstRep().getDisplay();
        this.text = notice.getConceptFirstRep().getDefinition();
        this.marks = new DisclosureMarks(baseUrl, statement);
    }

    /**
     * One resource that goes out.
     *
     * @param patient whom it is about
     */
    record Disclosed(Permit permit, Optional<String> patient) {}

    /** Remembers what is disclosed in a request, and on what basis. */
    static void remember(RequestDetails request, Resource resource, Disclosed disclosed) {
        disclosed(request)
                .put(resource.fhirType() + "/" + resource.getIdElement().getIdPart(), disclosed);
    }

    /** What a request disclosed, by reference. */
    @SuppressWarnings("unchecked")
    static Map<String, Disclosed> disclosed(RequestDetails request) {
        return (Map<String, Disclosed>) request.getUserData().computeIfAbsent(KEY, key -> new LinkedHashMap<>());
    }

    /** Remembers that something was told about a patient without a resource. */
    @SuppressWarnings("unchecked")
    static void tell(RequestDetails request, Disclosed disclosed) {
        ((List<Disclosed>) request.getUserData().computeIfAbsent(TOLD, key -> new ArrayList<>())).add(disclosed);
    }

    /** What was told in a request without a resource. */
    @SuppressWarnings("unchecked")
    static List<Disclosed> told(RequestDetails request) {
        List<Disclosed> told = (List<Disclosed>) request.getUserData().getOrDefault(TOLD, List.of());
        return told.stream().distinct().toList();
    }

    /** Remembers why something is withheld: for the audit, and never told. */
    static void withhold(RequestDetails request, Reason reason) {
        withheld(request).add(reason.name());
    }

    /** Why things were withheld in a request. */
    @SuppressWarnings("unchecked")
    static Set<String> withheld(RequestDetails request) {
        return (Set<String>) request.getUserData().computeIfAbsent(WITHHELD, key -> new TreeSet<>());
    }

    /**
     * Adds them to an answer.
     *
     * @return what goes out: the same Bundle, or of a single resource a copy that is marked
     */
    @Nullable
    IBaseResource add(
            RequestDetails request,
            Purpose purpose,
            @Nullable IBaseResource answer,
            @Nullable HttpServletResponse http) {
        Set<String> consents = new TreeSet<>();
        disclosed(request).values().forEach(each -> each.permit().consent().ifPresent(consents::add));
        if (http != null) {
            links("", consents).forEach(link -> http.addHeader("Link", link));
        }
        if (!(answer instanceof Bundle bundle)) {
            return answer instanceof Resource resource ? mark(request, purpose, resource) : answer;
        }
        markEntries(request, purpose, bundle);
        consents.forEach(consent -> bundle.addLink().setRelation(CONSENT).setUrl(baseUrl + "/" + consent));
        return bundle;
    }

    /** A copy of a resource with the marks of this disclosure; itself, when it is nobody's or no Part 2 record. */
    Resource mark(RequestDetails request, Purpose purpose, Resource resource) {
        Disclosed disclosed = disclosed(request)
                .get(resource.fhirType() + "/" + resource.getIdElement().getIdPart());
        return disclosed == null || disclosed.patient().isEmpty()
                ? resource
                : marks.mark(resource, disclosed.permit().consent(), purpose);
    }

    private void markEntries(RequestDetails request, Purpose purpose, Bundle bundle) {
        for (BundleEntryComponent entry : bundle.getEntry()) {
            if (entry.getResource() instanceof Bundle inner) {
                markEntries(request, purpose, inner);
            } else if (entry.getResource() != null) {
                entry.setResource(mark(request, purpose, entry.getResource()));
            }
        }
        DisclosureMarks.raise(bundle);
        addTo(bundle);
    }

    /** The same for what is delivered elsewhere, where a relative link would lead nowhere. */
    List<String> headers(Permit permit) {
        return links(baseUrl + "/", permit.consent().stream().toList()).stream()
                .map(link -> "Link: " + link)
                .toList();
    }

    private List<String> links(String base, Collection<String> consents) {
        List<String> links = new ArrayList<>();
        links.add("<" + base + "CodeSystem/" + id + ">; rel=\"" + Systems.BASE + "/rel/notice\"");
        consents.stream()
                .limit(MOST_LINKS)
                .forEach(consent -> links.add("<" + base + consent + ">; rel=\"" + CONSENT + "\""));
        return links;
    }

    private void addTo(Bundle bundle) {
        if (bundle.getType() != BundleType.SEARCHSET) {
            return;
        }
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.INFORMATION)
                .setCode(IssueType.INFORMATIONAL)
                .setDetails(Concept.of(Systems.PRIVACY_NOTICE, CODE, statement).setText(text));
        bundle.addEntry().setResource(outcome).getSearch().setMode(SearchEntryMode.OUTCOME);
    }
}
