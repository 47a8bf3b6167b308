package org.oudfhir.treatment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;

/** Says why: turns the reasons that a pathway gives into references to what is on record for the patient. */
final class Reasons {

    private static final Set<String> OF_FINDINGS = Set.of(Systems.FACTOR, Systems.FACTOR_CATEGORY);

    /**
     * Why something is proposed.
     *
     * @param findings the present findings that call for it
     * @param references those findings, or else the disorder
     * @param codes reasons that are not findings; never empty when there is no reference
     */
    record Why(List<Observation> findings, List<Reference> references, List<CodeableConcept> codes) {}

    private final Findings findings;
    private final @Nullable Condition disorder;

    Reasons(Findings findings, @Nullable Condition disorder) {
        this.findings = findings;
        this.disorder = disorder;
    }

    /** The reasons that hold for this patient. Without any it is the disorder, and before a diagnosis these words. */
    Why of(List<CodeableConcept> published, String otherwise) {
        List<Observation> present = published.stream()
                .flatMap(reason -> reason.getCoding().stream())
                .flatMap(coding -> findings.present(coding).stream())
                .distinct()
                .toList();
        List<CodeableConcept> codes =
                published.stream().filter(reason -> !isOfFinding(reason)).toList();
        List<Reference> references =
                new ArrayList<>(present.stream().map(Keys::reference).toList());
        if (references.isEmpty() && disorder != null) {
            references.add(Keys.reference(disorder));
        }
        if (references.isEmpty() && codes.isEmpty()) {
            codes = List.of(new CodeableConcept().setText(otherwise));
        }
        return new Why(present, references, codes);
    }

    /** Whether reasons name factors of which none is present. */
    boolean areAbsent(List<CodeableConcept> published) {
        List<Coding> factors = published.stream()
                .filter(Reasons::isOfFinding)
                .flatMap(reason -> reason.getCoding().stream())
                .toList();
        return !factors.isEmpty()
                && factors.stream().allMatch(factor -> findings.present(factor).isEmpty());
    }

    private static boolean isOfFinding(CodeableConcept reason) {
        return reason.getCoding().stream().anyMatch(coding -> OF_FINDINGS.contains(String.valueOf(coding.getSystem())));
    }
}
