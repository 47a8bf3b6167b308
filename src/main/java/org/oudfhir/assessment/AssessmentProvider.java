package org.oudfhir.assessment;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.UriType;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;
import org.oudfhir.storage.PatientRecords;

/** The operations of this feature: SDC's {@code $populate} and {@code $extract}, and the person's {@code $factor-profile}. */
final class AssessmentProvider {

    private static final String SDC = "http://hl7.org/fhir/uv/sdc/OperationDefinition/";

    private final Assessments assessments;
    private final PatientRecords records;
    private final BiFunction<RequestDetails, List<Resource>, List<Resource>> told;

    /**
     * Makes it.
     *
     * @param told of what an answer to a request would be made of, what may be told to who asks
     */
    AssessmentProvider(
            Assessments assessments,
            PatientRecords records,
            BiFunction<RequestDetails, List<Resource>, List<Resource>> told) {
        this.assessments = assessments;
        this.records = records;
        this.told = told;
    }

    @Operation(
            name = "$factor-profile",
            canonicalUrl = Systems.OPERATION + "factor-profile",
            typeName = "Patient",
            idempotent = true)
    public Parameters factorProfile(@IdParam IdType patient, RequestDetails request) {
        PatientRecord record = records.load(patient.getIdPart());
        List<Resource> used = new ArrayList<>(FactorProfile.findings(record));
        used.add(record.patient()); // that somebody is known here is told by any profile, also by an empty one
        List<Resource> findings = told.apply(request, used).stream()
                .filter(Observation.class::isInstance)
                .toList();
        return assessments.factorProfile(new PatientRecord(record.patient(), findings));
    }

    @Operation(
            name = "$populate",
            canonicalUrl = SDC + "Questionnaire-populate",
            typeName = "Questionnaire",
            idempotent = true)
    public QuestionnaireResponse populate(
            @IdParam IdType questionnaire, @OperationParam(name = "subject") @Nullable Reference subject) {
        return populate(records.read(Questionnaire.class, questionnaire.getIdPart()), subject);
    }

    @Operation(
            name = "$populate",
            canonicalUrl = SDC + "Questionnaire-populate",
            typeName = "Questionnaire",
            idempotent = true)
    public QuestionnaireResponse populateByCanonical(
            @OperationParam(name = "canonical") @Nullable UriType canonical,
            @OperationParam(name = "questionnaire") @Nullable Questionnaire inline,
            @OperationParam(name = "questionnaireRef") @Nullable Reference reference,
            @OperationParam(name = "subject") @Nullable Reference subject) {
        if (inline != null) {
            return populate(inline, subject);
        }
        if (reference != null) {
            return populate(
                    records.read(
                            Questionnaire.class, reference.getReferenceElement().getIdPart()),
                    subject);
        }
        if (canonical == null) {
            throw new Problem.BadRequest(
                    "missing-parameter",
                    "Name the questionnaire: canonical, questionnaire or questionnaireRef, or call it by its id");
        }
        return populate(assessments.questionnaire(canonical.getValue()), subject);
    }

    @Operation(
            name = "$extract",
            canonicalUrl = SDC + "QuestionnaireResponse-extract",
            typeName = "QuestionnaireResponse",
            idempotent = true)
    public Bundle extract(@IdParam IdType response) {
        return extract(records.read(QuestionnaireResponse.class, response.getIdPart()));
    }

    @Operation(
            name = "$extract",
            canonicalUrl = SDC + "QuestionnaireResponse-extract",
            typeName = "QuestionnaireResponse",
            idempotent = true)
    public Bundle extractInline(
            @OperationParam(name = "questionnaire-response") @Nullable QuestionnaireResponse response) {
        if (response == null) {
            throw new Problem.BadRequest(
                    "missing-parameter", "Send the response as parameter questionnaire-response, or call it by its id");
        }
        return extract(response);
    }

    private Bundle extract(QuestionnaireResponse response) {
        String patientId = response.getSubject().getReferenceElement().getIdPart();
        PatientRecord record = patientId != null && records.exists(patientId)
                ? records.load(patientId)
                : new PatientRecord(new Patient(), List.of());
        return assessments.extract(response, record);
    }

    private QuestionnaireResponse populate(Questionnaire questionnaire, @Nullable Reference subject) {
        String patientId =
                subject == null ? null : subject.getReferenceElement().getIdPart();
        if (patientId == null) {
            throw new Problem.BadRequest("missing-parameter", "subject must name a patient, as in Patient/123");
        }
        return assessments.populate(questionnaire, records.load(patientId));
    }
}
