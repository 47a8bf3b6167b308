package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.assessment.Assessments;
import org.oudfhir.data.Intakes;
import org.oudfhir.fhir.Keys;
import org.oudfhir.profiles.Guide;
import org.oudfhir.profiles.WriteValidation;
import org.oudfhir.storage.PatientRecord;
import org.oudfhir.treatment.Definitions;
import org.oudfhir.treatment.Pathways;
import org.oudfhir.treatment.Planner;

/**
 * What the server writes on its own is not validated again while it runs: here it is, for every vignette. Each becomes a Bundle
 * in {@code target/official-validation}, for HL7's validator.
 */
class DerivedResourcesTest {

    private static final FhirContext CONTEXT = FhirContext.forR4Cached();
    private static final Guide GUIDE = Guide.load(CONTEXT);
    private static final Assessments ASSESSMENTS =
            new Assessments(CONTEXT, canonical -> GUIDE.find(Questionnaire.class, canonical));
    private static final Planner PLANNER =
            new Planner(new Pathways(Definitions.of(GUIDE), CONTEXT, Clock.fixed(Intakes.NOON, ZoneOffset.UTC)));
    private static final WriteValidation VALIDATION = new WriteValidation(CONTEXT, GUIDE, ASSESSMENTS::check);

    @ParameterizedTest
    @ValueSource(strings = {"SYN-0001", "SYN-0002", "SYN-0004", "SYN-0007"})
    void theIntakeItsFindingsAndThePlanConform(String vignette) throws IOException {
        List<Resource> resources = intakeFindingsAndPlan(vignette);
        leaveForOfficialValidation(vignette, resources);

        assertThat(resources)
                .hasSizeGreaterThan(100)
                .flatMap(DerivedResourcesTest::faults)
                .isEmpty();
    }

    private static List<String> faults(Resource resource) {
        String name = Keys.find(resource).orElse(Keys.target(resource));
        return VALIDATION.check(resource).stream()
                .map(issue -> "%s: %s: %s".formatted(name, issue.expression(), issue.text()))
                .toList();
    }

    private static List<Resource> intakeFindingsAndPlan(String vignette) {
        Patient patient = Intakes.vignette(vignette).record(Intakes.NOON).getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(Patient.class::isInstance)
                .map(Patient.class::cast)
                .findFirst()
                .orElseThrow();
        patient.setId(Intakes.PATIENT);
        QuestionnaireResponse intake = Intakes.vignetteIntake(vignette);
        PatientRecord given = new PatientRecord(patient, List.of(intake));
        List<Resource> findings = ASSESSMENTS.assess(intake, given).resources();
        List<Resource> plan = PLANNER.plan(given.with(findings)).resources();

        Practitioner clinician = new Practitioner();
        clinician.setId(Intakes.CLINICIAN);
        List<Resource> all = new ArrayList<>(List.of(patient, clinician, intake));
        all.addAll(findings);
        all.addAll(plan);
        return all;
    }

    private static void leaveForOfficialValidation(String name, List<Resource> resources) throws IOException {
        Bundle bundle = new Bundle().setType(BundleType.COLLECTION);
        for (Resource resource : resources) {
            String target = Keys.target(resource);
            String fullUrl = target.startsWith("urn:") ? target : "https://clinic.example.org/fhir/" + target;
            bundle.addEntry().setFullUrl(fullUrl).setResource(resource);
        }
        Path folder = Files.createDirectories(Path.of("target/official-validation"));
        Files.writeString(
                folder.resolve(name + ".json"),
                CONTEXT.newJsonParser().setPrettyPrint(true).encodeResourceToString(bundle));
    }
}
