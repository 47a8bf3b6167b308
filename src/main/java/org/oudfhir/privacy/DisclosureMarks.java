package org.oudfhir.privacy;

import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.RelatedArtifact.RelatedArtifactType;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.privacy.part2.Labels;
import org.oudfhir.privacy.part2.Purpose;

/**
 * The marks of what is disclosed (privacy E.3, E.5), by HL7's Data Segmentation for Privacy (DS4P) 1.0.0: on a copy, since they
 * belong to the disclosure and not to the record.
 */
final class DisclosureMarks {

    private final String baseUrl;
    private final String text;

    /**
     * Makes them.
     *
     * @param baseUrl the FHIR base, for references that are read elsewhere
     * @param text what a receiver is to show with the resource
     */
    DisclosureMarks(String baseUrl, String text) {
        this.baseUrl = baseUrl;
        this.text = text;
    }

    /**
     * A copy of a resource with its marks, or itself when it is no Part 2 record.
     *
     * @param consent on which the disclosure rests
     */
    Resource mark(Resource resource, Optional<String> consent, Purpose purpose) {
        if (!Labels.of(resource, Optional.empty()).part2()) {
            return resource;
        }
        Resource copy = resource.copy();
        copy.getMeta().addExtension(new Extension(Labels.DISPLAY, new Annotation().setText(text)));
        consent.ifPresent(reference -> copy.getMeta().getSecurity().stream()
                .filter(label -> Labels.PART2.equals(label.getCode()))
                .forEach(label -> label.addExtension(new Extension(
                        Labels.RELATED_ARTIFACT,
                        new RelatedArtifact()
                                .setType(RelatedArtifactType.JUSTIFICATION)
                                .setUrl(baseUrl + "/" + reference)))));
        if (purpose == Purpose.HPAYMT || purpose == Purpose.HOPERAT) {
            copy.getMeta().addSecurity(new Coding(Labels.ACT_CODE, Labels.MINIMUM_NECESSARY, null));
        }
        return copy;
    }

    /** Gives a Bundle the level of what is in it, and none of the labels that would tell why. */
    static void raise(Bundle bundle) {
        boolean isRestricted = bundle.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .anyMatch(resource -> resource != null && isRestricted(resource));
        if (isRestricted) {
            bundle.getMeta().addSecurity(new Coding(Labels.CONFIDENTIALITY, "R", null));
        }
    }

    private static boolean isRestricted(Resource resource) {
        return resource.getMeta().getSecurity().stream()
                .anyMatch(label -> Labels.CONFIDENTIALITY.equals(label.getSystem())
                        && Set.of("R", "V").contains(String.valueOf(label.getCode())));
    }
}
