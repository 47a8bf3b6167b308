package org.oudfhir.treatment;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.repository.IRepository;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.RequestGroupActionComponent;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencds.cqf.fhir.cql.EvaluationSettings;
import org.opencds.cqf.fhir.cql.engine.retrieve.RetrieveSettings;
import org.opencds.cqf.fhir.cql.engine.terminology.TerminologySettings;
import org.opencds.cqf.fhir.cr.CrSettings;
import org.opencds.cqf.fhir.cr.plandefinition.PlanDefinitionProcessor;
import org.opencds.cqf.fhir.utility.monad.Eithers;
import org.opencds.cqf.fhir.utility.repository.InMemoryFhirRepository;
import org.oudfhir.storage.PatientRecord;

/** The reference implementation of clinical reasoning reads the published pathway as this server does. */
class PathwayReferenceIT {

    static final String PATHWAY = "https://oud-fhir.github.io/ig/PlanDefinition/oud-pathway";

    /** The library takes the time of its own clock. */
    private static final Clock NOW = Clock.systemUTC();

    private static final CrSettings SETTINGS = CrSettings.getDefault()
            .withEvaluationSettings(EvaluationSettings.getDefault()
                    .withModelCache(new HashMap<>())
                    .withLibraryCache(new HashMap<>())
                    .withValueSetCache(new HashMap<>())
                    .withRetrieveSettings(new RetrieveSettings()
                            .setSearchParameterMode(RetrieveSettings.SEARCH_FILTER_MODE.FILTER_IN_MEMORY)
                            .setTerminologyParameterMode(RetrieveSettings.TERMINOLOGY_FILTER_MODE.FILTER_IN_MEMORY)
                            .setProfileMode(RetrieveSettings.PROFILE_MODE.OFF))
                    .withTerminologySettings(new TerminologySettings()
                            .setValuesetExpansionMode(
                                    TerminologySettings.VALUESET_EXPANSION_MODE.PERFORM_NAIVE_EXPANSION)
                            .setValuesetMembershipMode(TerminologySettings.VALUESET_MEMBERSHIP_MODE.USE_EXPANSION)));

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theSameActionsApply(int vignette) {
        PatientRecord record = Patients.stored(Patients.vignette(vignette, NOW), List.of());
        Pathways ours = new Pathways(Definitions.of(Patients.GUIDE), SmallPathway.MODEL, NOW);

        CarePlan theirs = reference(record);

        assertThat(theirs.getContained().stream()
                        .filter(OperationOutcome.class::isInstance)
                        .map(outcome -> Patients.R4.newJsonParser().encodeResourceToString(outcome)))
                .isEmpty();
        PlanDefinition pathway =
                Patients.GUIDE.find(PlanDefinition.class, PATHWAY).orElseThrow();
        assertThat(SmallPathway.actions(ours.apply(pathway, record))).containsExactlyElementsOf(meaningful(theirs));
    }

    static CarePlan reference(PatientRecord record) {
        return reference(repository(record), record);
    }

    static CarePlan reference(InMemoryFhirRepository repository, PatientRecord record) {
        return (CarePlan) new PlanDefinitionProcessor(repository, SETTINGS)
                .apply(
                        Eithers.forLeft3(new CanonicalType(PATHWAY)),
                        record.patient()
                                .getIdElement()
                                .toUnqualifiedVersionless()
                                .getValue(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new Parameters(),
                        true,
                        (IBaseBundle) null,
                        null,
                        (IRepository) null,
                        null,
                        null);
    }

    static InMemoryFhirRepository repository(PatientRecord record) {
        Bundle bundle = new Bundle();
        List<Resource> resources = new ArrayList<>(record.all());
        resources.add(record.patient());
        resources.addAll(Patients.GUIDE.list(PlanDefinition.class));
        resources.addAll(Patients.GUIDE.list(ActivityDefinition.class));
        resources.addAll(Patients.GUIDE.list(Library.class));
        resources.addAll(Patients.GUIDE.list(ValueSet.class));
        resources.forEach(resource -> bundle.addEntry().setResource(resource));
        return new InMemoryFhirRepository(Patients.R4, bundle);
    }

    /** Their action ids; they keep a null for a skipped phase and groups in which nothing applies, we do not. */
    private static List<String> meaningful(CarePlan plan) {
        List<String> ids = new ArrayList<>();
        plan.getContained().stream()
                .filter(RequestGroup.class::isInstance)
                .forEach(group -> collect(((RequestGroup) group).getAction(), ids));
        return ids;
    }

    private static void collect(List<RequestGroupActionComponent> actions, List<String> ids) {
        for (RequestGroupActionComponent action : actions) {
            if (action == null) {
                continue;
            }
            if (action.hasResource() || action.hasAction()) {
                ids.add(action.getId());
            }
            collect(action.getAction(), ids);
        }
    }
}
