package org.oudfhir.privacy.part2;

import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Systems;

/** What a resource says, as far as a label depends on it: by its codes, never by its words. */
final class Content {

    /** The items and the total of HITS (assessments.md A), which ask about a partner's violence. */
    private static final Set<String> HITS = Set.of("95618-5", "95617-7", "95616-9", "95615-1", "95614-4");

    private static final String ADULT_ABUSE = "adult-abuse";

    /** Opioid use disorder: decisions 3.7. */
    private static final Set<String> OPIOID_USE_DISORDER = Set.of(
            "5602001", "75544000", "724653003", "231477003", "426001001", "1081000119105", "191819002", "87132004");

    private static final Set<String> ASKS_ABOUT_OPIOIDS =
            Set.of("oud-intake", "dsm5-oud", "cows", "taps-1", "medical-safety", "exposure-support");

    private Content() {}

    static boolean isCounselingNote(Resource resource) {
        if (resource instanceof DocumentReference document) {
            return document.getCategory().stream()
                            .flatMap(category -> category.getCoding().stream())
                            .anyMatch(Content::isNote)
                    || document.getType().getCoding().stream().anyMatch(Content::isNote);
        }
        return resource instanceof Composition composition
                && (composition.getType().getCoding().stream().anyMatch(Content::isNote)
                        || composition.getCategory().stream()
                                .flatMap(category -> category.getCoding().stream())
                                .anyMatch(Content::isNote));
    }

    private static boolean isNote(Coding coding) {
        return Labels.OWN.equals(coding.getSystem()) && Labels.COUNSELING_NOTE.equals(coding.getCode());
    }

    static boolean tellsOfViolence(Resource resource) {
        if (resource instanceof QuestionnaireResponse response) {
            return response.getItem().stream().anyMatch(Content::asksAboutViolence);
        }
        return hasCode(
                resource,
                coding -> (Systems.LOINC.equals(coding.getSystem()) && HITS.contains(coding.getCode()))
                        || (Systems.FACTOR.equals(coding.getSystem()) && ADULT_ABUSE.equals(coding.getCode())));
    }

    private static boolean asksAboutViolence(QuestionnaireResponseItemComponent item) {
        return (HITS.contains(item.getLinkId()) && item.hasAnswer())
                || item.getItem().stream().anyMatch(Content::asksAboutViolence);
    }

    static boolean tellsOfOpioids(Resource resource) {
        if (resource instanceof QuestionnaireResponse response) {
            String form = String.valueOf(response.getQuestionnaire()).replaceFirst("\\|.*", "");
            return ASKS_ABOUT_OPIOIDS.contains(form.substring(form.lastIndexOf('/') + 1))
                    && form.startsWith(Systems.BASE);
        }
        return hasCode(resource, Content::isOpioid);
    }

    private static boolean isOpioid(Coding coding) {
        String code = String.valueOf(coding.getCode());
        boolean snomed = Systems.SNOMED.equals(coding.getSystem()) && OPIOID_USE_DISORDER.contains(code);
        boolean icd =
                Systems.ICD10CM.equals(coding.getSystem()) && (code.startsWith("F11.1") || code.startsWith("F11.2"));
        return snomed || icd;
    }

    /** Whether a coding anywhere in it does; labels are not content. */
    private static boolean hasCode(Base base, Predicate<Coding> wanted) {
        for (Property property : base.children()) {
            if (property.getName().equals("meta")) {
                continue;
            }
            for (Base value : property.getValues()) {
                if (value instanceof Coding coding
                        ? wanted.test(coding)
                        : !value.isPrimitive() && hasCode(value, wanted)) {
                    return true;
                }
            }
        }
        return false;
    }
}
