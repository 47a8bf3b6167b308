package org.oudfhir.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/** Reads what an assessment derived, and plays the store: new resources get ids, references follow. */
final class Derived {

    private static int nextId = 1000;

    private Derived() {}

    static PatientRecord empty() {
        return record(new DateType("1990-05-01"));
    }

    static PatientRecord record(DateType birthDate) {
        Patient patient = new Patient();
        patient.setId("Patient/p1");
        patient.setBirthDateElement(birthDate);
        return new PatientRecord(patient, List.of());
    }

    /** The record as the server has it after writing: {@code urn:uuid:} ids become real ones. */
    static PatientRecord store(PatientRecord record, List<Resource> resources) {
        List<Resource> stored = new ArrayList<>();
        List<String[]> ids = new ArrayList<>();
        for (Resource resource : resources) {
            String target = Keys.target(resource);
            if (target.startsWith("urn:uuid:")) {
                ids.add(new String[] {target, resource.fhirType() + "/" + nextId++});
            }
        }
        for (Resource resource : resources) {
            String json = Filled.CONTEXT.newJsonParser().encodeResourceToString(resource);
            String id = Keys.target(resource);
            for (String[] pair : ids) {
                json = json.replace(pair[0], pair[1]);
                id = id.equals(pair[0]) ? pair[1] : id;
            }
            Resource copy = (Resource) Filled.CONTEXT.newJsonParser().parseResource(json);
            copy.setId(id + "/_history/1");
            copy.getMeta().setVersionId("1");
            stored.add(copy);
        }
        return record.with(stored);
    }

    static <T extends Resource> List<T> all(List<Resource> resources, Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast).toList();
    }

    static Optional<Observation> observation(List<Resource> resources, String system, String code) {
        return all(resources, Observation.class).stream()
                .filter(observation -> Concept.has(observation.getCode(), system, code))
                .findFirst();
    }

    /** A finding in short: P, A, or U with the reason; with the severity. */
    static String finding(List<Resource> resources, String factor) {
        return observation(resources, Systems.FACTOR, factor)
                .map(Derived::inShort)
                .orElse("none");
    }

    static String inShort(Observation finding) {
        if (finding.hasDataAbsentReason()) {
            return "U " + finding.getDataAbsentReason().getCodingFirstRep().getCode();
        }
        String value = Concept.has(finding.getValueCodeableConcept(), Systems.FINDING_VALUE, "present") ? "P" : "A";
        String severity = finding.getComponent().isEmpty()
                ? ""
                : " "
                        + finding.getComponentFirstRep()
                                .getValueCodeableConcept()
                                .getCodingFirstRep()
                                .getDisplay()
                                .toLowerCase(java.util.Locale.ROOT);
        return value + severity + (finding.hasInterpretation() ? " subthreshold" : "");
    }

    /** A score in short: the number or code with its band, or how many answers are missing. */
    static String score(List<Resource> resources, String instrument) {
        Instrument of = Instrument.of(instrument);
        return observation(resources, of.score().getSystem(), of.score().getCode())
                .map(score -> {
                    if (score.hasDataAbsentReason()) {
                        return "missing "
                                + score.getExtensionByUrl(Systems.SCORE_INCOMPLETE)
                                        .getValue()
                                        .primitiveValue();
                    }
                    if (score.hasValueCodeableConcept()) {
                        return score.getValueCodeableConcept()
                                .getCodingFirstRep()
                                .getCode();
                    }
                    String band = score.hasInterpretation()
                            ? " "
                                    + score.getInterpretationFirstRep()
                                            .getCodingFirstRep()
                                            .getCode()
                            : "";
                    return score.getValueQuantity().getValue().toPlainString() + band;
                })
                .orElse("none");
    }
}
