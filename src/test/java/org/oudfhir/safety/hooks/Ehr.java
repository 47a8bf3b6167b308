package org.oudfhir.safety.hooks;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;
import org.oudfhir.profiles.Guide;
import org.oudfhir.safety.Knowledge;
import org.oudfhir.storage.PatientRecord;

/** An EHR without a network: it sends from its record what discovery asks for, and reads the cards. */
public final class Ehr {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern OF_ORDER = Pattern.compile("(?m)^Order: (.*)$");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("conditions", "Condition"),
            Map.entry("observations", "Observation"),
            Map.entry("medicationRequests", "MedicationRequest Organization Medication"),
            Map.entry("dispenses", "MedicationDispense"),
            Map.entry("administrations", "MedicationAdministration"),
            Map.entry("statements", "MedicationStatement"),
            Map.entry("allergies", "AllergyIntolerance"),
            Map.entry("consents", "Consent"),
            Map.entry("procedures", "Procedure"),
            Map.entry("encounters", "Encounter"),
            Map.entry("episodes", "EpisodeOfCare"),
            Map.entry("reports", "DiagnosticReport"),
            Map.entry("issues", "DetectedIssue"));

    private final CdsHooks hooks;
    private final HookReader reader = new HookReader(FHIR);
    private final Set<String> askedFor;

    public Ehr(Knowledge knowledge, Guide guide) {
        CodeSystem reasons =
                guide.find(CodeSystem.class, Systems.OVERRIDE_REASON).orElseThrow();
        hooks = new CdsHooks(knowledge, reasons, guide.list(ActivityDefinition.class));
        String observations = String.valueOf(
                HookService.ORDER_SIGN.prefetch(knowledge.observationCodes()).get("observations"));
        Matcher codes = Pattern.compile("&code=([^&]*)").matcher(observations);
        if (!codes.find()) {
            throw new AssertionError("No code in " + observations);
        }
        askedFor = Set.of(codes.group(1).split(",", -1));
    }

    /** The rules of the cards with the order that each is about. */
    public List<String> sign(Collection<? extends Resource> orders, PatientRecord record, ZonedDateTime now) {
        ObjectNode call = JSON.createObjectNode();
        call.put("hook", HookService.ORDER_SIGN.hook())
                .put("hookInstance", UUID.randomUUID().toString());
        ObjectNode context = call.putObject("context");
        context.put("patientId", record.patient().getIdElement().getIdPart());
        context.set("draftOrders", bundle(orders.stream(), record));
        ObjectNode prefetch = call.putObject("prefetch");
        prefetch.set("patient", json(record.patient()));
        TYPES.forEach((key, types) -> prefetch.set(
                key,
                bundle(
                        record.all().stream()
                                .filter(each -> List.of(types.split(" ", -1)).contains(each.fhirType()))
                                .filter(this::isAskedFor),
                        record)));
        return hooks.answer(reader.read(HookService.ORDER_SIGN, call), now).getCards().stream()
                .map(card -> order(card.getDetail()) + " "
                        + Optional.ofNullable(card.getSource().getUrl())
                                .map(url -> url.replaceFirst(".*/", ""))
                                .orElse(""))
                .sorted()
                .toList();
    }

    private static String order(String detail) {
        Matcher order = OF_ORDER.matcher(detail);
        return order.find() ? order.group(1) : detail;
    }

    private boolean isAskedFor(Resource resource) {
        return !(resource instanceof Observation observation)
                || observation.getCode().getCoding().stream().anyMatch(coding -> askedFor.contains(coding.getCode()));
    }

    private static JsonNode bundle(Stream<? extends Resource> resources, PatientRecord record) {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.COLLECTION);
        resources
                .map(resource -> owned(resource, record))
                .forEach(resource -> bundle.addEntry().setResource(resource));
        return json(bundle);
    }

    /** A record needs not say in each resource whose it is; what an EHR sends does. */
    private static Resource owned(Resource resource, PatientRecord record) {
        Resource copy = resource.copy();
        for (String name : List.of("subject", "patient")) {
            if (copy.getNamedProperty(name) != null
                    && copy.getNamedProperty(name).getValues().isEmpty()) {
                copy.setProperty(name, new Reference(Keys.target(record.patient())));
            }
        }
        return copy;
    }

    private static JsonNode json(Resource resource) {
        try {
            return JSON.readTree(FHIR.newJsonParser().encodeResourceToString(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
