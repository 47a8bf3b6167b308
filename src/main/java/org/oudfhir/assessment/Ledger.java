package org.oudfhir.assessment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.PatientRecord;

/** What one response derives, each under its key; a resource that an earlier run stored under the key keeps its id. */
final class Ledger {

    private final QuestionnaireResponse response;
    private final PatientRecord record;
    private final String responseKey;
    private final Map<String, Resource> stored = new HashMap<>();
    private final Map<String, Resource> derived = new LinkedHashMap<>();

    Ledger(QuestionnaireResponse response, PatientRecord record) {
        this.response = response;
        this.record = record;
        this.responseKey = keyOf(response, record);
        for (Resource resource : record.all()) {
            Keys.find(resource)
                    .filter(key -> key.startsWith(responseKey + "."))
                    .ifPresent(key -> stored.put(resource.fhirType() + " " + key, resource));
        }
    }

    /** The key under which an earlier version of the response was derived stays: an amended response has other items. */
    private static String keyOf(QuestionnaireResponse response, PatientRecord record) {
        String id = response.getIdElement().getIdPart();
        if (id == null || response.getIdentifier().hasValue()) {
            return ResponseKey.of(response);
        }
        String source = "QuestionnaireResponse/" + id;
        return record.list(Observation.class).stream()
                .filter(observation ->
                        observation.getDerivedFrom().stream().anyMatch(from -> source.equals(from.getReference())))
                .flatMap(observation -> Keys.find(observation).stream())
                .map(key -> key.substring(0, key.indexOf('.')))
                .findFirst()
                .orElseGet(() -> ResponseKey.of(response));
    }

    String responseKey() {
        return responseKey;
    }

    QuestionnaireResponse response() {
        return response;
    }

    PatientRecord record() {
        return record;
    }

    Reference subject() {
        return response.getSubject().copy();
    }

    /** A reference to the response; by its key as long as it is not stored. */
    Reference source() {
        if (response.getIdElement().hasIdPart()) {
            return new Reference(
                    "QuestionnaireResponse/" + response.getIdElement().getIdPart());
        }
        Reference logical = new Reference().setType("QuestionnaireResponse");
        logical.getIdentifier().setSystem(Systems.KEY).setValue(responseKey);
        return logical;
    }

    /** Enters a resource under {@code <response-key>.<role>}, claiming a profile of the guide if it has one for it. */
    <T extends DomainResource> T add(String role, String profile, T resource) {
        String key = responseKey + "." + role;
        Keys.identify(resource, key);
        String name = resource.fhirType() + " " + key;
        Resource former = stored.get(name);
        if (former != null) {
            resource.setId(former.getIdElement().toUnqualifiedVersionless());
        }
        if (!profile.isEmpty()) {
            resource.getMeta().addProfile(Systems.profile(profile));
        }
        derived.put(name, resource);
        return resource;
    }

    /** The same, saying which version of the rules made it. */
    <T extends DomainResource> T addByRule(String role, String profile, T resource) {
        resource.addExtension(Systems.RULE_VERSION, new CanonicalType(FactorRule.VERSION));
        return add(role, profile, resource);
    }

    /** A changed resource of another response, under its own key. */
    void update(DomainResource resource) {
        derived.put(resource.fhirType() + " " + Keys.target(resource), resource);
    }

    /** Leaves what is stored under a key of this response as it is. */
    void keep(Resource resource) {
        Keys.find(resource).ifPresent(key -> stored.remove(resource.fhirType() + " " + key));
    }

    /** Whether an earlier run stored a resource under this role. */
    boolean holds(String type, String role) {
        return stored.containsKey(type + " " + responseKey + "." + role);
    }

    List<Resource> derived() {
        return new ArrayList<>(derived.values());
    }

    /** What an earlier run stored under the key of a derived resource. */
    Optional<Resource> former(Resource resource) {
        String target = Keys.target(resource);
        return target.startsWith("urn:uuid:") ? Optional.empty() : record.find(target);
    }

    /** What an earlier run derived from the response and this one does not. */
    List<Resource> gone() {
        return stored.entrySet().stream()
                .filter(entry -> !derived.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
