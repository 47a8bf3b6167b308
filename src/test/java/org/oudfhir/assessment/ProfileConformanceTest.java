package org.oudfhir.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.oudfhir.profiles.Guide;
import org.oudfhir.profiles.WriteValidation;
import org.oudfhir.storage.PatientRecord;

/** What an intake derives conforms to the profiles that it claims. */
class ProfileConformanceTest {

    private static final WriteValidation VALIDATION =
            new WriteValidation(Filled.CONTEXT, Guide.load(Filled.CONTEXT), response -> List.of());

    private final Assessments assessments = Filled.assessments();

    @Test
    void everythingThatAnIntakeDerivesIsValid() {
        Filled extra = Filled.form("oud-intake")
                .scored("dsm5", "1,1,1,1,1,1,-,-,-,-,-")
                .scored("phq-9", "3,3,3,1,-,0,0,0,2")
                .scored("cows", "2,2,1,0,0,0,0,0,0,0,0")
                .pairs(
                        "82810-3:77386006 gestational-weeks:22 58379-9:POS 8636-3:510 1742-6:30 6301-6:1.1 sei-1:prefer-not"
                                + " overdose-6mo:1 overdose-ever:true naloxone-in-hand:false physically-dependent:yes"
                                + " dsm5-supervised-only:false pain-site:69536005 pdmp-checked:2026-11-01 child-pugh:A"
                                + " last-opioid-type:fentanyl last-opioid-at:2026-11-20T01:00:00Z last-opioid-route:injected"
                                + " 93246-7:LA33-6 93247-5:LA33-6 93248-3:LA32-8 93249-1:LA33-6 93250-9:LA32-8 93267-3:LA32-8"
                                + " 96843-8:LA18891-4 family-known:all-known setting:otp")
                .relative("NMTH/biological/opioids+alcohol/true");
        PatientRecord record = Derived.store(
                Derived.empty(),
                assessments.assess(extra.response(), Derived.empty()).resources());
        record = Derived.store(
                record,
                assessments.assess(Vignettes.all().get(3).response(), record).resources());

        List<String> faults = record.all().stream()
                .flatMap(resource -> faults(resource).stream())
                .toList();

        assertThat(faults).isEmpty();
    }

    private static List<String> faults(Resource resource) {
        return VALIDATION.check(resource).stream()
                .map(issue -> resource.fhirType() + " " + issue.expression() + ": " + issue.text())
                .toList();
    }
}
