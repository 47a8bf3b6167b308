package org.oudfhir;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.oudfhir.fhir.Systems;
import org.oudfhir.profiles.Guide;
import org.oudfhir.safety.Thresholds;

/** What each part of the server is given of the guide. */
final class GuideParts {

    private GuideParts() {}

    /** What is stored once: the guide's definitions, with what the site has set, and the device behind what the server derives. */
    static List<Resource> installed(Guide guide, Thresholds thresholds) {
        Device self = new Device();
        self.setId(new IdType(Systems.SERVER_DEVICE));
        self.setStatus(Device.FHIRDeviceStatus.ACTIVE);
        self.addDeviceName().setName("OUD FHIR Server").setType(Device.DeviceNameType.USERFRIENDLYNAME);
        self.addVersion().setValue(guide.version());
        List<Resource> resources = new ArrayList<>(guide.copies());
        resources.replaceAll(resource -> resource instanceof CodeSystem table && thresholds.isTable(table)
                ? thresholds.effective(table)
                : resource);
        resources.add(0, self);
        return resources;
    }

    static CodeSystem overrideReasons(Guide guide) {
        return guide.find(CodeSystem.class, Systems.OVERRIDE_REASON)
                .orElseThrow(() -> new IllegalStateException("The guide has no override reasons"));
    }

    static List<MetadataResource> pathway(Guide guide) {
        List<MetadataResource> definitions = new ArrayList<>();
        definitions.addAll(guide.list(PlanDefinition.class));
        definitions.addAll(guide.list(ActivityDefinition.class));
        definitions.addAll(guide.list(Library.class));
        definitions.addAll(guide.list(ValueSet.class));
        definitions.addAll(guide.list(CodeSystem.class));
        return definitions;
    }
}
