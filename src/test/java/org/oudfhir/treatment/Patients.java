package org.oudfhir.treatment;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.assessment.Assessments;
import org.oudfhir.data.IntakeForm;
import org.oudfhir.data.SyntheticPerson;
import org.oudfhir.data.Vignettes;
import org.oudfhir.fhir.Keys;
import org.oudfhir.profiles.Guide;
import org.oudfhir.storage.PatientRecord;

/** Records of the four vignettes after their intake, and a store that gives new resources ids as a server does. */
final class Patients {

    static final FhirContext R4 = FhirContext.forR4Cached();
    static final Guide GUIDE = Guide.load(R4);
    static final Pathways PATHWAYS = new Pathways(Definitions.of(GUIDE), SmallPathway.MODEL, SmallPathway.CLOCK);

    private static final Assessments ASSESSMENTS = new Assessments(R4, url -> GUIDE.find(Questionnaire.class, url));
    private static final IntakeForm INTAKE = IntakeForm.of(GUIDE, "oud-intake");

    private Patients() {}

    /** The record of a vignette, numbered as in the clinical specification, straight after its intake. */
    static PatientRecord vignette(int number) {
        return vignette(number, SmallPathway.CLOCK);
    }

    static PatientRecord vignette(int number, Clock clock) {
        String id = "SYN-000" + number;
        SyntheticPerson person = Vignettes.list().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        Patient patient = person.record(clock.instant()).getEntry().stream()
                .map(entry -> entry.getResource())
                .filter(Patient.class::isInstance)
                .map(Patient.class::cast)
                .findFirst()
                .orElseThrow();
        patient.setId("Patient/" + id);
        QuestionnaireResponse intake = person.intake(INTAKE, clock.instant(), "Patient/" + id, "Practitioner/p1");
        intake.setId("QuestionnaireResponse/" + id);
        PatientRecord before = new PatientRecord(patient, List.of(intake));
        return before.with(ASSESSMENTS.assess(intake, before).resources());
    }

    static PatientRecord empty() {
        Patient patient = new Patient();
        patient.setId("Patient/nobody");
        return new PatientRecord(patient, List.of());
    }

    /** The record as a server gives it back later: every new resource has an id, and references name it. */
    static PatientRecord stored(PatientRecord record, Collection<? extends Resource> written) {
        List<Resource> all = record.with(written).all();
        Map<String, String> ids = new HashMap<>();
        for (Resource resource : all) {
            String id = Keys.target(resource);
            if (id.startsWith("urn:uuid:")) {
                ids.put(id, resource.fhirType() + "/" + id.substring("urn:uuid:".length()));
            }
        }
        List<Resource> stored = new ArrayList<>();
        for (Resource resource : all) {
            String json = R4.newJsonParser().encodeResourceToString(resource);
            for (Map.Entry<String, String> id : ids.entrySet()) {
                json = json.replace(id.getKey(), id.getValue());
            }
            Resource copy = (Resource) R4.newJsonParser().parseResource(json);
            copy.setId(ids.getOrDefault(Keys.target(resource), Keys.target(resource)));
            stored.add(copy);
        }
        return new PatientRecord(record.patient(), stored);
    }
}
