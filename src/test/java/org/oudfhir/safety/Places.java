package org.oudfhir.safety;

import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;

/** Where the patients of {@link Chart} are treated; each place is on every record. */
final class Places {

    private static final String CERTIFICATION = "urn:example:otp-certification";
    private static final String NUCC = "http://nucc.org/provider-taxonomy";

    private Places() {}

    static List<Resource> all() {
        return List.of(
                certified(organization("otp")),
                certified(organization("other-otp")),
                organization("pharmacy"),
                certified(organization("inactive-otp")).setActive(false),
                certified(organization("active-otp")).setActive(true),
                organization("otp-without-number").addIdentifier(identifier(CERTIFICATION, "")),
                organization("potpourri").addIdentifier(identifier("urn:example:potpourri", "1")),
                organization("otp-by-identifier-type")
                        .addIdentifier(identifier("", "1").setType(new CodeableConcept().setText("OTP number"))),
                organization("otp-by-identifier-code")
                        .addIdentifier(identifier("", "1").setType(Concept.of("urn:example:types", "otp"))),
                organization("tax-number")
                        .addIdentifier(identifier("", "1").setType(Concept.of("urn:example:types", "TAX"))),
                organization("methadone-clinic").addType(Concept.of(NUCC, "261QM2800X")),
                organization("other-clinic").addType(Concept.of(NUCC, "261QM1300X")),
                encounter("emergency", "EMER"),
                encounter("inpatient", "IMP"),
                encounter("virtual", "VR"),
                encounter("inpatient-for-oud", "IMP").addReasonCode(Concept.of(Systems.SNOMED, "75544000")),
                episode(encounter("emergency-1", "EMER"), "EpisodeOfCare/one"),
                episode(encounter("emergency-2", "EMER"), "EpisodeOfCare/one"),
                episode(encounter("emergency-3", "EMER"), "EpisodeOfCare/three"),
                encounter("program-visit", "AMB").setServiceProvider(new Reference("Organization/otp")),
                encounter("pharmacy-visit", "AMB").setServiceProvider(new Reference("Organization/pharmacy")));
    }

    /** {@code at=contained-otp}: the order brings the organization; any other name is one of this list. */
    static void send(MedicationRequest order, String place) {
        Reference performer = new Reference("Organization/" + place);
        if (place.equals("contained-otp") || place.equals("contained-pharmacy")) {
            Organization own = organization("x");
            own.setId("#place");
            order.addContained(place.equals("contained-otp") ? certified(own) : own);
            performer = new Reference("#place");
        } else if (place.equals("carried-otp")) {
            performer = new Reference();
            performer.setResource(certified(organization("carried")));
            performer.setReference("Organization/carried");
        }
        order.getDispenseRequest().setPerformer(performer);
    }

    private static Organization organization(String id) {
        Organization organization = new Organization();
        organization.setId("Organization/" + id);
        return organization;
    }

    private static Organization certified(Organization organization) {
        return organization.addIdentifier(identifier(CERTIFICATION, "OTP-1"));
    }

    private static org.hl7.fhir.r4.model.Identifier identifier(String system, String value) {
        var identifier = new org.hl7.fhir.r4.model.Identifier();
        if (!system.isEmpty()) {
            identifier.setSystem(system);
        }
        return value.isEmpty() ? identifier : identifier.setValue(value);
    }

    private static Encounter encounter(String id, String setting) {
        Encounter encounter = new Encounter();
        encounter.setId("Encounter/" + id);
        encounter.setClass_(new Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", setting, null));
        return encounter;
    }

    private static Encounter episode(Encounter encounter, String episode) {
        return encounter.addEpisodeOfCare(new Reference(episode));
    }
}
