package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryResponseComponent;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;

/**
 * The entries of a Bundle that read one resource. The storage has words of its own for what never was, what was deleted, and what
 * has no such version; to a caller from whom anything is kept, what cannot be read is told in the same words, whatever the
 * reason.
 */
final class ReadEntries {

    private static final String KEY = ReadEntries.class.getName();

    private ReadEntries() {}

    /** Remembers what the entries ask for, in the order of the answer: the storage sorts the entries of a transaction. */
    static void remember(RequestDetails request, Bundle asked) {
        request.getUserData()
                .put(KEY, asked.getEntry().stream().map(ReadEntries::address).toList());
    }

    /** Without its parameters; empty for what is no read. */
    private static String address(BundleEntryComponent entry) {
        return Ask.of(entry.getRequest())
                .filter(Ask::isRead)
                .map(ask -> entry.getRequest().getUrl().replaceFirst("^/", "").replaceFirst("\\?.*", ""))
                .orElse("");
    }

    /** Gives all reads that failed the same answer. */
    static void hideReasons(RequestDetails request, @Nullable IBaseResource answer) {
        if (!(answer instanceof Bundle bundle) || !(request.getUserData().get(KEY) instanceof List<?> addresses)) {
            return;
        }
        // The storage leaves out the second of two equal conditional creates: then it is not known which entry was a
        // read.
        boolean isSure = bundle.getEntry().size() == addresses.size();
        for (int i = 0; i < bundle.getEntry().size(); i++) {
            BundleEntryResponseComponent response = bundle.getEntry().get(i).getResponse();
            String address = isSure ? String.valueOf(addresses.get(i)) : "asked for";
            if (!address.isEmpty() && String.valueOf(response.getStatus()).startsWith("4")) {
                bundle.getEntry()
                        .get(i)
                        .setResponse(new BundleEntryResponseComponent()
                                .setStatus("404 Not Found")
                                .setOutcome(notKnown("Resource " + address + " is not known")));
            }
        }
    }

    private static OperationOutcome notKnown(String text) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(OperationOutcome.IssueSeverity.ERROR)
                .setCode(OperationOutcome.IssueType.PROCESSING)
                .setDiagnostics(text)
                .setDetails(Concept.of(Systems.PROBLEM, "not-found").setText(text));
        return outcome;
    }
}
