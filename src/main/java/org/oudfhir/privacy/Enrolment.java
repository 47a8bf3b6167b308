package org.oudfhir.privacy;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;

/**
 * Whether a patient is enrolled here, as another program or a central registry asks so that nobody is given methadone twice
 * (privacy E.6 row 39): an episode of care, or an order of methadone, that is active.
 */
final class Enrolment {

    private static final Set<MedicationRequestIntent> ORDERS = EnumSet.of(
            MedicationRequestIntent.ORDER,
            MedicationRequestIntent.ORIGINALORDER,
            MedicationRequestIntent.REFLEXORDER,
            MedicationRequestIntent.FILLERORDER,
            MedicationRequestIntent.INSTANCEORDER);

    private final Set<String> methadone;
    private final Optional<String> own;
    private final BiFunction<String, String, Optional<Resource>> stored;

    /**
     * Makes it.
     *
     * @param methadone the codes of the drug
     * @param own reference of this server's own organisation, when it is named
     * @param stored the current resource of a type and id
     */
    Enrolment(ValueSet methadone, Optional<String> own, BiFunction<String, String, Optional<Resource>> stored) {
        this.methadone = methadone.getCompose().getInclude().stream()
                .flatMap(include ->
                        include.getConcept().stream().map(concept -> include.getSystem() + "|" + concept.getCode()))
                .collect(Collectors.toSet());
        this.own = own;
        this.stored = stored;
    }

    /** Whether what is active in a patient's record had begun on this day, and not ended. */
    boolean isOn(LocalDate day, Collection<Resource> record) {
        return record.stream()
                .anyMatch(resource -> resource instanceof EpisodeOfCare episode
                        ? isEpisode(episode, day)
                        : resource instanceof MedicationRequest order && isOrder(order, day));
    }

    private boolean isEpisode(EpisodeOfCare episode, LocalDate day) {
        boolean elsewhere = episode.getManagingOrganization().hasReference()
                && own.filter(reference -> !reference.equals(
                                episode.getManagingOrganization().getReference()))
                        .isPresent();
        BaseDateTimeType end = episode.getPeriod().getEndElement();
        return episode.getStatus() == EpisodeOfCareStatus.ACTIVE
                && !elsewhere
                && hasBegun(episode.getPeriod().getStartElement(), day)
                && !(end.hasValue() && day(end).isBefore(day));
    }

    /** What a patient only told about was ordered elsewhere. */
    private boolean isOrder(MedicationRequest order, LocalDate day) {
        boolean isReported = order.hasReportedReference()
                || (order.hasReportedBooleanType()
                        && order.getReportedBooleanType().booleanValue());
        return order.getStatus() == MedicationRequestStatus.ACTIVE
                && ORDERS.contains(order.getIntent())
                && !order.getDoNotPerform()
                && !isReported
                && hasBegun(order.getAuthoredOnElement(), day)
                && drug(order).getCoding().stream().anyMatch(this::isMethadone);
    }

    private boolean isMethadone(Coding coding) {
        return methadone.contains(coding.getSystem() + "|" + coding.getCode());
    }

    private CodeableConcept drug(MedicationRequest order) {
        if (order.hasMedicationCodeableConcept()) {
            return order.getMedicationCodeableConcept();
        }
        Reference reference = order.hasMedicationReference() ? order.getMedicationReference() : new Reference();
        Optional<Resource> contained = order.getContained().stream()
                .filter(each -> ("#" + each.getIdElement().getIdPart()).equals(reference.getReference()))
                .findFirst();
        return contained
                .or(() -> reference.getReferenceElement().hasIdPart()
                        ? stored.apply(
                                "Medication", reference.getReferenceElement().getIdPart())
                        : Optional.empty())
                .filter(Medication.class::isInstance)
                .map(each -> ((Medication) each).getCode())
                .orElseGet(CodeableConcept::new);
    }

    private static boolean hasBegun(BaseDateTimeType start, LocalDate day) {
        return !start.hasValue() || !day(start).isAfter(day);
    }

    private static LocalDate day(BaseDateTimeType time) {
        return time.getValue().toInstant().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
