package org.oudfhir.profiles;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionSnapshotComponent;

/** The snapshots of our StructureDefinitions, which are written as differences. */
final class Snapshots {

    /** The generator's note to itself, an extension of a package that nobody here has. */
    private static final String SNAPSHOT_NOTE = "http://hl7.org/fhir/tools/StructureDefinition/snapshot-base-version";

    private Snapshots() {}

    /** Adds them to those that have none. */
    static void add(FhirContext context, List<Resource> resources) {
        PrePopulatedValidationSupport ours = new PrePopulatedValidationSupport(context);
        List<StructureDefinition> profilesWithoutSnapshot = resources.stream()
                .filter(StructureDefinition.class::isInstance)
                .map(StructureDefinition.class::cast)
                .filter(profile -> !profile.hasSnapshot())
                .toList();
        profilesWithoutSnapshot.forEach(ours::addStructureDefinition);
        ValidationSupportChain chain = new ValidationSupportChain(new DefaultProfileValidationSupport(context), ours);
        SnapshotGeneratingValidationSupport generator =
                new SnapshotGeneratingValidationSupport(context, new CoreWorkerContext(chain));
        chain.addValidationSupport(generator);
        Map<StructureDefinition, StructureDefinitionSnapshotComponent> snapshots = new LinkedHashMap<>();
        for (StructureDefinition profile : profilesWithoutSnapshot) {
            IBaseResource whole = generator.generateSnapshot(
                    new ValidationSupportContext(chain),
                    profile,
                    profile.getUrl(),
                    profile.getUrl(),
                    profile.getName());
            if (!(whole instanceof StructureDefinition withSnapshot) || !withSnapshot.hasSnapshot()) {
                throw new IllegalStateException("No snapshot can be made for " + profile.getUrl());
            }
            StructureDefinitionSnapshotComponent snapshot = withSnapshot.getSnapshot();
            snapshot.getExtension().removeIf(note -> note.getUrl().equals(SNAPSHOT_NOTE));
            snapshots.put(profile, snapshot);
        }
        snapshots.forEach(StructureDefinition::setSnapshot);
    }
}
