package org.oudfhir.privacy;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;

/** The entries of a batch or transaction that read about somebody, by their URLs, and those of them that were not answered. */
record AskedEntries(List<String> urls, List<Unanswered> unanswered) {

    /**
     * An entry that was refused, or whose resource is not here.
     *
     * @param status what the entry was answered, such as {@code 404 Not Found}
     */
    record Unanswered(String url, String status) {

        /** The resource that was asked for, when it was one. */
        List<String> reference() {
            return Ask.of(new Bundle.BundleEntryRequestComponent()
                            .setMethod(HTTPVerb.GET)
                            .setUrl(url))
                    .filter(ask -> !ask.id().isEmpty())
                    .map(ask -> ask.type() + "/" + ask.id())
                    .stream()
                    .toList();
        }
    }

    AskedEntries {
        urls = List.copyOf(urls);
        unanswered = List.copyOf(unanswered);
    }

    /** The entries of what was asked, with their answers; in the same order, unless the storage left one out: then none is sure. */
    static AskedEntries of(Bundle asked, Bundle answer) {
        List<String> urls = new ArrayList<>();
        List<Unanswered> unanswered = new ArrayList<>();
        for (int i = 0; i < asked.getEntry().size(); i++) {
            BundleEntryComponent entry = asked.getEntry().get(i);
            if (reads(entry)) {
                String url = entry.getRequest().hasUrl() ? entry.getRequest().getUrl() : "";
                urls.add(url);
                String status = answer.getEntry().size() == asked.getEntry().size()
                        ? String.valueOf(answer.getEntry().get(i).getResponse().getStatus())
                        : "unknown";
                if (!status.startsWith("2") && !status.startsWith("304")) {
                    unanswered.add(new Unanswered(url, status));
                }
            }
        }
        return new AskedEntries(urls, unanswered);
    }

    /** What is of no form that we know may have read something. */
    private static boolean reads(BundleEntryComponent entry) {
        boolean writes = Ask.of(entry.getRequest()).flatMap(Ask::write).isPresent();
        boolean isAboutNobody = Ask.of(entry.getRequest())
                .filter(ask -> ask.isMetadata() || Confinement.DEFINITIONS.contains(ask.type()))
                .isPresent();
        return !writes && !isAboutNobody;
    }
}
