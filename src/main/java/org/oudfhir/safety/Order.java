package org.oudfhir.safety;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Reference;
import org.oudfhir.fhir.Keys;

/** One order as the rules see it: the drug identified, the dose computed, the references resolved. */
final class Order {

    private static final Set<MedicationRequestIntent> ORDERED = Set.of(
            MedicationRequestIntent.ORDER,
            MedicationRequestIntent.ORIGINALORDER,
            MedicationRequestIntent.REFLEXORDER,
            MedicationRequestIntent.FILLERORDER,
            MedicationRequestIntent.INSTANCEORDER);

    private final MedicationRequest request;
    private final Optional<Drug> drug;
    private final Dose dose;

    Order(MedicationRequest request, Optional<Drug> drug, Dose dose) {
        this.request = request;
        this.drug = drug;
        this.dose = dose;
    }

    MedicationRequest request() {
        return request;
    }

    String target() {
        return Keys.target(request);
    }

    Optional<Drug> drug() {
        return drug;
    }

    Dose dose() {
        return dose;
    }

    boolean is(DrugClass wanted) {
        return drug.filter(found -> found.is(wanted)).isPresent();
    }

    boolean isOneOf(DrugClass... wanted) {
        return List.of(wanted).stream().anyMatch(this::is);
    }

    boolean isDepot() {
        return drug.filter(Drug::isDepot).isPresent();
    }

    /** Buprenorphine under the tongue or in the cheek. */
    boolean isTransmucosal() {
        return is(DrugClass.BUPRENORPHINE) && !isDepot();
    }

    boolean hasIngredient(String ingredient) {
        return drug.filter(found -> found.ingredients().contains(ingredient)).isPresent();
    }

    /** A drug for opioid use disorder itself. */
    boolean isMaintenance() {
        return isOneOf(DrugClass.BUPRENORPHINE, DrugClass.METHADONE, DrugClass.NALTREXONE);
    }

    boolean isRefusal() {
        return request.getDoNotPerform();
    }

    /** An order rather than a proposal, plan or option. */
    boolean isOrdered() {
        return ORDERED.contains(request.getIntent());
    }

    boolean isActive() {
        return isOrdered() && request.getStatus() == MedicationRequestStatus.ACTIVE && !isRefusal();
    }

    /** Active, or an order that is about to be signed. */
    boolean isActiveOrDraft() {
        return isActive() || (isOrdered() && request.getStatus() == MedicationRequestStatus.DRAFT && !isRefusal());
    }

    boolean hasEnded() {
        return Set.of(
                        MedicationRequestStatus.STOPPED,
                        MedicationRequestStatus.CANCELLED,
                        MedicationRequestStatus.ONHOLD)
                .contains(request.getStatus());
    }

    /** Whether it is written within the window before now, or does not say when: decisions 5.2. */
    boolean isRecent(ZonedDateTime now, double hours) {
        return Moment.of(request.getAuthoredOnElement(), now)
                .map(at -> !at.isBefore(now.toInstant().minus(Duration.ofMinutes(Math.round(hours * 60)))))
                .orElse(true);
    }

    List<CodeableConcept> routes() {
        return request.getDosageInstruction().stream()
                .filter(dosage -> dosage.hasRoute())
                .map(dosage -> dosage.getRoute())
                .toList();
    }

    boolean hasRationale() {
        return request.getNote().stream()
                .anyMatch(note -> note.hasText() && !note.getText().isBlank());
    }

    /** Who is to dispense or give it. */
    List<Reference> performers() {
        return List.of(request.getDispenseRequest().getPerformer(), request.getPerformer()).stream()
                .filter(Reference::hasReference)
                .toList();
    }
}
