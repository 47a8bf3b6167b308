package org.oudfhir.privacy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.OperationParameter;

/**
 * Which scopes an operation needs. An operation that is not provided for is refused to every caller whose scopes keep
 * anything from them.
 */
final class Operations {

    static final Set<String> TERMINOLOGY =
            Set.of("$expand", "$validate-code", "$lookup", "$translate", "$subsumes", "$find-matches");

    private final Gate gate;

    Operations(Gate gate) {
        this.gate = gate;
    }

    /** Lets an operation in; throws when it is refused. */
    void admit(Grants grants, Ask ask, @Nullable IBaseResource content) {
        boolean admitted = switch (ask.operation()) {
            case "$everything" -> onPatient(grants, ask, Permission.READ, "Patient");
            case "$accounting-of-disclosures" -> onPatient(grants, ask, Permission.READ, "Patient");
            case "$factor-profile" -> onPatient(grants, ask, Permission.READ, "Observation");
            case "$propose-care-plan" -> onPatient(grants, ask, Permission.CREATE, "CarePlan");
            case "$accept" -> accept(grants, ask);
            case "$apply" -> onSubject(grants, ask, content, "CarePlan");
            case "$populate" -> onSubject(grants, ask, content, "QuestionnaireResponse", "Observation");
            case "$extract" -> extract(grants, ask, content);
            case "$check-enrollment" ->
                ask.type().equals("Patient")
                        && ask.id().isEmpty()
                        && grants.access(Permission.READ, "Patient").all();
            case "$validate" -> validate(grants, ask);
            case "$export", "$export-poll-status", "$export-file" -> true; // what leaves is released one by one
            default ->
                TERMINOLOGY.contains(ask.operation())
                        && Confinement.DEFINITIONS.contains(ask.type())
                        && !grants.caller().isAnonymous();
        };
        if (!admitted) {
            throw Gate.denial(grants);
        }
    }

    /** The caller needs the whole of this type for the patient: an operation does not look at the filters of a scope. */
    private boolean onPatient(Grants grants, Ask ask, Permission permission, String type) {
        if (!ask.type().equals("Patient") || ask.id().isEmpty()) {
            return false;
        }
        gate.demand(grants, permission, type);
        gate.demand(grants, Permission.READ, "Patient");
        gate.mustBeSeen(grants, Permission.READ, ask);
        return grants.access(permission, type).isWhole(ask.id());
    }

    private boolean onSubject(Grants grants, Ask ask, @Nullable IBaseResource content, String... types) {
        Set<String> subjects = subjects(ask, content);
        for (String type : types) {
            gate.demand(grants, Permission.READ, type);
        }
        if (subjects.size() != 1 || !(ask.id().isEmpty() || Confinement.DEFINITIONS.contains(ask.type()))) {
            return subjects.isEmpty();
        }
        String id = subjects.iterator().next();
        gate.mustBeSeen(grants, Permission.READ, patient(ask, id));
        return List.of(types).stream()
                .allMatch(type -> grants.access(Permission.READ, type).isWhole(id));
    }

    /** It writes orders, so that the plan alone is not enough. */
    private boolean accept(Grants grants, Ask ask) {
        List<String> written = List.of("CarePlan", "Goal", "MedicationRequest", "ServiceRequest", "Task");
        written.forEach(type -> gate.demand(grants, Permission.UPDATE, type));
        if (!ask.type().equals("CarePlan") || ask.id().isEmpty()) {
            return false;
        }
        gate.mustBeSeen(grants, Permission.UPDATE, ask);
        Optional<String> subject = gate.find(ask.type(), ask.id()).flatMap(Operations::subject);
        return subject.isEmpty()
                || written.stream()
                        .allMatch(type -> grants.access(Permission.UPDATE, type).isWhole(subject.get()));
    }

    private boolean extract(Grants grants, Ask ask, @Nullable IBaseResource content) {
        gate.demand(grants, Permission.READ, "Observation");
        gate.demand(grants, Permission.READ, "QuestionnaireResponse");
        if (!ask.id().isEmpty()) {
            gate.mustBeSeen(grants, Permission.READ, ask);
            return mayDerive(grants, gate.find(ask.type(), ask.id()).flatMap(Operations::subject));
        }
        if (!(content instanceof Parameters parameters)) {
            return false;
        }
        for (ParametersParameterComponent parameter : parameters.getParameter()) {
            if (parameter.hasResource() && !mayDerive(grants, subject(parameter.getResource()))) {
                return false;
            }
        }
        return true;
    }

    private boolean mayDerive(Grants grants, Optional<String> patientId) {
        return patientId
                .map(id -> grants.access(Permission.READ, "Observation").isWhole(id))
                .orElse(true);
    }

    private boolean validate(Grants grants, Ask ask) {
        boolean concerned = List.of(Permission.values()).stream()
                .anyMatch(permission -> !grants.access(permission, ask.type()).isNothing());
        return concerned
                && ask.id().isEmpty()
                && ask.method().equals("POST")
                && !grants.caller().isAnonymous();
    }

    private static Ask patient(Ask ask, String id) {
        return new Ask(ask.method(), "Patient", id, "", "", false, ask.parameters());
    }

    /** The ids of all that the ask names as subject, wherever it does. */
    private static Set<String> subjects(Ask ask, @Nullable IBaseResource content) {
        List<String> references = new ArrayList<>();
        ask.parameters().forEach((name, values) -> {
            if (name.replaceFirst(":.*", "").equals("subject")) {
                references.addAll(List.of(values));
            }
        });
        if (content instanceof Parameters parameters) {
            for (ParametersParameterComponent parameter : parameters.getParameter()) {
                if ("subject".equals(parameter.getName())) {
                    references.add(OperationParameter.text(parameter));
                }
            }
        }
        Set<String> ids = new HashSet<>();
        references.forEach(reference -> {
            String id = new Reference(reference).getReferenceElement().getIdPart();
            ids.add(id == null ? "" : id);
        });
        return ids;
    }

    /** The id of the patient that a resource is about. */
    private static Optional<String> subject(Resource resource) {
        Base[] subjects = resource.getNamedProperty("subject") == null
                ? new Base[0]
                : resource.getNamedProperty("subject").getValues().toArray(new Base[0]);
        return subjects.length == 1 && subjects[0] instanceof Reference reference
                ? Optional.ofNullable(reference.getReferenceElement().getIdPart())
                : Optional.empty();
    }
}
