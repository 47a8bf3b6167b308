package org.oudfhir.privacy;

import java.time.Clock;
import java.util.Optional;
import java.util.function.BiFunction;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.privacy.part2.Validity;

/** Which record may be in context, as the records themselves say. */
public final class LaunchContexts {

    private final BiFunction<String, String, Optional<Resource>> stored;
    private final Clock clock;

    /**
     * Makes it.
     *
     * @param stored the current resource of a type and id
     */
    public LaunchContexts(BiFunction<String, String, Optional<Resource>> stored, Clock clock) {
        this.stored = stored;
        this.clock = clock;
    }

    /** The id of the patient for whom a related person acts now; R4 says that one is active who is not said to be not. */
    public Optional<String> represented(String relatedPerson) {
        IdType id = new IdType(relatedPerson);
        return "RelatedPerson".equals(id.getResourceType()) && id.hasIdPart()
                ? stored.apply("RelatedPerson", id.getIdPart())
                        .filter(RelatedPerson.class::isInstance)
                        .map(RelatedPerson.class::cast)
                        .filter(person -> !person.hasActive() || person.getActive())
                        .filter(person -> Validity.of(person.getPeriod()).includes(clock.instant()))
                        .flatMap(person -> patient(person.getPatient()))
                        .filter(patient -> stored.apply("Patient", patient).isPresent())
                : Optional.empty();
    }

    /** Whether an encounter here is one of this patient. */
    public boolean isEncounterOf(String encounter, String patient) {
        return stored.apply("Encounter", encounter)
                .filter(Encounter.class::isInstance)
                .map(Encounter.class::cast)
                .flatMap(found -> patient(found.getSubject()))
                .filter(patient::equals)
                .isPresent();
    }

    private static Optional<String> patient(Reference reference) {
        IdType id = new IdType(String.valueOf(reference.getReference()));
        return "Patient".equals(id.getResourceType()) && id.hasIdPart() && !id.isAbsolute()
                ? Optional.of(id.getIdPart())
                : Optional.empty();
    }
}
