package org.oudfhir.assessment;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;
import org.oudfhir.server.InterceptorOrder;
import org.oudfhir.storage.PatientRecords;

/**
 * Makes the create of a response inside a Bundle conditional on its identity, so that the same transaction sent again is
 * answered with what is stored.
 */
@Interceptor(order = InterceptorOrder.IDENTIFY)
final class RepeatedEntriesInterceptor {

    private final PatientRecords records;

    RepeatedEntriesInterceptor(PatientRecords records) {
        this.records = records;
    }

    @Hook(Pointcut.STORAGE_TRANSACTION_PROCESSING)
    void makeConditional(IBaseBundle bundle) {
        for (BundleEntryComponent entry : ((Bundle) bundle).getEntry()) {
            boolean create = entry.getRequest().getMethod() == HTTPVerb.POST
                    && !entry.getRequest().hasIfNoneExist();
            if (create && entry.getResource() instanceof QuestionnaireResponse response && isOurs(response)) {
                makeConditional(entry, response);
            }
        }
    }

    /** Two transactions at the same moment both found nothing: the one that comes second to the patient's lock is refused. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    void refuseTwin(IBaseResource resource, @Nullable RequestDetails request) {
        if (request == null
                || request.getRestOperationType() != RestOperationTypeEnum.TRANSACTION
                || !(resource instanceof QuestionnaireResponse response)
                || !isOurs(response)
                || !hasKnownSubject(response)) {
            return;
        }
        String patientId = response.getSubject().getReferenceElement().getIdPart();
        records.lock(patientId);
        if (Assessments.repeated(response, records.load(patientId).list(QuestionnaireResponse.class))
                .isPresent()) {
            throw new Problem.Conflict(
                    "stored-meanwhile",
                    "The same response was stored by another request at this moment; send the transaction again to have"
                            + " it answered with what is stored");
        }
    }

    private void makeConditional(BundleEntryComponent entry, QuestionnaireResponse response) {
        String patientId = response.getSubject().getReferenceElement().getIdPart();
        boolean known =
                "Patient".equals(response.getSubject().getReferenceElement().getResourceType())
                        && records.exists(patientId);
        if (known) {
            Assessments.repeated(response, records.load(patientId).list(QuestionnaireResponse.class))
                    .ifPresent(stored -> entry.getRequest()
                            .setIfNoneExist("_id=" + stored.getIdElement().getIdPart()));
        }
        Identifier identifier = response.getIdentifier();
        if (!entry.getRequest().hasIfNoneExist() && identifier.hasSystem() && identifier.hasValue()) {
            entry.getRequest().setIfNoneExist("identifier=" + identifier.getSystem() + "|" + identifier.getValue());
        }
    }

    private boolean hasKnownSubject(QuestionnaireResponse response) {
        IIdType subject = response.getSubject().getReferenceElement();
        return "Patient".equals(subject.getResourceType()) && records.exists(subject.getIdPart());
    }

    private static boolean isOurs(QuestionnaireResponse response) {
        return response.hasQuestionnaire() && response.getQuestionnaire().startsWith(Assessments.FORMS);
    }
}
