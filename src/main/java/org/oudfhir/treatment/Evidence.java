package org.oudfhir.treatment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Keys;
import org.oudfhir.storage.PatientRecord;

/**
 * What a plan rests on, as one key: it changes when a finding or another input of the pathway changes. It is made from content
 * and not from version numbers, because a plan is made before its findings are stored; ids, references, narrative and meta do
 * not count, because storing changes them.
 */
final class Evidence {

    private static final Set<String> INPUTS = Set.of(
            "AllergyIntolerance",
            "Condition",
            "FamilyMemberHistory",
            "Medication",
            "MedicationAdministration",
            "MedicationDispense",
            "MedicationRequest",
            "MedicationStatement",
            "Observation");

    private static final Set<String> PROPOSED = Set.of("proposal", "plan", "option");

    private static final Set<String> IGNORED = Set.of("id", "meta", "text", "implicitRules", "language", "contained");

    private Evidence() {}

    /** The key of the evidence in a record. */
    static String key(PatientRecord record) {
        MessageDigest hash = sha256();
        Patient patient = record.patient();
        feed(hash, Keys.target(patient));
        feed(hash, String.valueOf(patient.getBirthDateElement().getValueAsString()));
        feed(hash, String.valueOf(patient.getGenderElement().getValueAsString()));
        record.all().stream()
                .filter(Evidence::counts)
                .map(Evidence::fingerprint)
                .sorted()
                .forEach(fingerprint -> feed(hash, fingerprint));
        return HexFormat.of().formatHex(hash.digest(), 0, 16);
    }

    /** Drafts are plans, not facts: a plan must not be evidence for the next one. */
    private static boolean counts(Resource resource) {
        boolean draft = resource instanceof MedicationRequest request
                && (request.getStatus() == MedicationRequestStatus.DRAFT
                        || PROPOSED.contains(
                                String.valueOf(request.getIntentElement().getValueAsString())));
        return INPUTS.contains(resource.fhirType()) && !draft;
    }

    private static String fingerprint(Resource resource) {
        MessageDigest hash = sha256();
        feed(hash, resource.fhirType());
        feed(hash, Keys.find(resource).orElseGet(() -> Keys.target(resource)));
        content(hash, resource, true);
        return HexFormat.of().formatHex(hash.digest());
    }

    /** Empty elements do not count: looking at a resource can make them. */
    private static void content(MessageDigest hash, Base element, boolean isResource) {
        for (Property property : element.children()) {
            if (isResource && IGNORED.contains(property.getName())) {
                continue;
            }
            for (Base value : property.getValues()) {
                if (!value.isEmpty() && !(value instanceof Reference)) {
                    feed(hash, property.getName());
                    content(hash, value);
                }
            }
        }
    }

    private static void content(MessageDigest hash, Base value) {
        if (value instanceof PrimitiveType<?> primitive && primitive.hasValue()) {
            feed(hash, primitive.getValueAsString());
        } else {
            content(hash, value, false);
        }
    }

    private static void feed(MessageDigest hash, String text) {
        hash.update(text.getBytes(StandardCharsets.UTF_8));
        hash.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
