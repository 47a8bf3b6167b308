package org.oudfhir.privacy;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;
import org.oudfhir.privacy.DisclosureNotes.Disclosed;
import org.oudfhir.privacy.part2.Decision;
import org.oudfhir.privacy.part2.Decision.Deny;
import org.oudfhir.privacy.part2.Decision.Permit;
import org.oudfhir.privacy.part2.Requester.Relation;

/**
 * The question of a central registry or another program whether somebody is enrolled here: yes or no, and nothing else (privacy
 * E.6 row 39). Who is not known, not told apart, not enrolled, or has not consented, is answered alike.
 */
final class EnrolmentProvider {

    private final Disclosures disclosures;
    private final Function<Patient, List<Patient>> alike;
    private final Function<String, List<Resource>> record;
    private final Enrolment enrolment;
    private final Clock clock;

    /**
     * Makes it.
     *
     * @param alike the patients who have all identifiers, names and the birth date of a sample
     * @param record all that is on record for a patient
     */
    EnrolmentProvider(
            Disclosures disclosures,
            Function<Patient, List<Patient>> alike,
            Function<String, List<Resource>> record,
            Enrolment enrolment,
            Clock clock) {
        this.disclosures = disclosures;
        this.alike = alike;
        this.record = record;
        this.enrolment = enrolment;
        this.clock = clock;
    }

    /** By POST alone, so that nobody's name stands in an address. */
    @Operation(name = "$check-enrollment", canonicalUrl = Systems.OPERATION + "check-enrollment", typeName = "Patient")
    public Parameters check(
            @OperationParam(name = "identifier") @Nullable Identifier identifier,
            @OperationParam(name = "family", typeName = "string") @Nullable StringType family,
            @OperationParam(name = "given", typeName = "string") @Nullable StringType given,
            @OperationParam(name = "birthDate", typeName = "date") @Nullable DateType birthDate,
            @OperationParam(name = "date", typeName = "date") @Nullable DateType date,
            RequestDetails request) {
        if (disclosures.requester(request).relation() != Relation.OUTSIDER) {
            throw Disclosures.refused();
        }
        List<Patient> found = alike.apply(sample(identifier, family, given, birthDate));
        LocalDate day = date == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : day(date);
        String patient = found.size() == 1 ? found.get(0).getIdElement().getIdPart() : Segments.NOTHING;
        Decision decision = disclosures.decideEnrolment(request, patient);
        boolean enrolled = decision.isPermitted() && enrolment.isOn(day, record.apply(patient));
        remember(request, decision, found, enrolled);
        Parameters answer = new Parameters();
        answer.addParameter().setName("enrolled").setValue(new BooleanType(enrolled));
        return answer;
    }

    /** The audit knows on what the answer rests. The answer goes with the consent only when it is yes: no is no more than no. */
    private static void remember(
            RequestDetails request, Decision decision, List<Patient> found, boolean isConsentShown) {
        if (decision instanceof Permit permit) {
            Patient patient = found.get(0);
            Disclosed disclosed =
                    new Disclosed(permit, Optional.of(patient.getIdElement().getIdPart()));
            DisclosureNotes.tell(request, disclosed);
            if (isConsentShown) {
                DisclosureNotes.remember(request, patient, disclosed);
            }
        } else if (decision instanceof Deny deny) {
            DisclosureNotes.withhold(request, deny.reason());
        }
    }

    private static Patient sample(
            @Nullable Identifier identifier,
            @Nullable StringType family,
            @Nullable StringType given,
            @Nullable DateType birthDate) {
        Patient sample = new Patient();
        if (identifier != null) {
            sample.addIdentifier(identifier);
        }
        if (family != null && given != null && birthDate != null) {
            sample.setBirthDateElement(birthDate);
            sample.addName().setFamily(family.getValue()).addGiven(given.getValue());
        }
        boolean isWhole = identifier == null || (identifier.hasSystem() && identifier.hasValue());
        if (!isWhole || (identifier == null && !sample.hasName())) {
            throw new Problem.BadRequest(
                    "missing-parameter",
                    "Say who it is: an identifier with system and value, or family, given and birthDate");
        }
        return sample;
    }

    private static LocalDate day(DateType date) {
        if (date.getPrecision() != TemporalPrecisionEnum.DAY) {
            throw new Problem.BadRequest("bad-request", "date is a whole date, as in 2026-11-24");
        }
        return LocalDate.of(date.getYear(), date.getMonth() + 1, date.getDay());
    }
}
