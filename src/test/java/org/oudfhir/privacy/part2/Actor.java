package org.oudfhir.privacy.part2;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.oudfhir.privacy.part2.Requester.Agreement;
import org.oudfhir.privacy.part2.Requester.Relation;
import org.oudfhir.privacy.part2.Requester.Status;

/** Those who ask, in the decision table. Organisations and persons have the actor's name as their id. */
public enum Actor {
    CLINICIAN("The program's own people"),
    HOSPITAL("A hospital in the patient's care team"),
    OTHER_HOSPITAL("A hospital that does not treat the patient"),
    HEALTH_PLAN("The payer of the patient's coverage"),
    VENDOR("An analyst of the program, under a QSOA"),
    HOSPITAL_BY_HIE("The treating hospital, through an exchange"),
    OTHER_HOSPITAL_BY_HIE("A member of the exchange that does not treat the patient"),
    EMERGENCY_DEPARTMENT("An emergency department that never met the patient"),
    PROSECUTOR("A prosecutor with a subpoena"),
    COURT("A court"),
    PATIENT("The patient"),
    ANOTHER_PATIENT("Another patient"),
    PARENT("A parent"),
    SISTER("A sister"),
    RESEARCHER("A researcher without a basis"),
    HEALTH_DEPARTMENT("A health department"),
    AUDITOR("An auditor with a written agreement"),
    EMPLOYER("An employer"),
    REGISTRY("A central registry");

    private final String description;

    Actor(String description) {
        this.description = description;
    }

    /** The actor of this name in the table. */
    public static Actor named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Name as id of the organisation or person. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String description() {
        return description;
    }

    public boolean isPerson() {
        return this == PATIENT || this == ANOTHER_PATIENT || this == PARENT || this == SISTER;
    }

    /** What the token of this actor says. */
    public Map<String, Object> claims(String patient, String purpose, boolean attested) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("scope", "system/*.cruds");
        claims.put("purpose_of_use", purpose);
        claims.put("hipaa_status", status().name().toLowerCase(Locale.ROOT));
        switch (this) {
            case CLINICIAN -> {}
            case PATIENT, ANOTHER_PATIENT -> {
                String id = this == PATIENT ? patient : "another-patient";
                claims.put("scope", "patient/*.cruds");
                claims.put("patient", id);
                claims.put("fhirUser", "Patient/" + id);
            }
            case PARENT, SISTER -> {
                claims.put("scope", "user/*.rs");
                claims.put("patient", patient);
                claims.put("fhirUser", "RelatedPerson/" + patient + "-" + id());
            }
            case HOSPITAL_BY_HIE, OTHER_HOSPITAL_BY_HIE -> {
                claims.put("organization", "Organization/hie");
                claims.put("fhirUser", "Organization/" + id().replace("-by-hie", ""));
            }
            default -> claims.put("organization", "Organization/" + id());
        }
        if (attested) {
            claims.put("attestation", "Unconscious; consent cannot be had");
        }
        return claims;
    }

    Requester asks(String patient, Purpose purpose, boolean attested) {
        boolean byExchange = name().endsWith("_BY_HIE");
        String reference = switch (this) {
            case PARENT, SISTER -> "RelatedPerson/" + patient + "-" + id();
            case PATIENT -> "Patient/" + patient;
            case ANOTHER_PATIENT -> "Patient/another-patient";
            default -> "Organization/" + id().replace("-by-hie", "");
        };
        return new Requester(
                relation(),
                this == ANOTHER_PATIENT
                        ? Optional.of("another-patient")
                        : Optional.of(patient).filter(each -> isPerson()),
                Set.of(reference),
                byExchange ? Optional.of("Organization/hie") : Optional.empty(),
                status(),
                purpose,
                agreements(),
                attested);
    }

    private Relation relation() {
        return switch (this) {
            case CLINICIAN -> Relation.WORKFORCE;
            case PATIENT, ANOTHER_PATIENT -> Relation.PATIENT;
            case PARENT, SISTER -> Relation.PROXY;
            default -> Relation.OUTSIDER;
        };
    }

    private Status status() {
        return switch (this) {
            case CLINICIAN,
                    HOSPITAL,
                    OTHER_HOSPITAL,
                    HEALTH_PLAN,
                    HOSPITAL_BY_HIE,
                    OTHER_HOSPITAL_BY_HIE,
                    EMERGENCY_DEPARTMENT -> Status.COVERED;
            case VENDOR -> Status.ASSOCIATE;
            default -> Status.OTHER;
        };
    }

    private Set<Agreement> agreements() {
        return switch (this) {
            case VENDOR -> Set.of(Agreement.QSOA);
            case AUDITOR -> Set.of(Agreement.AUDIT);
            default -> Set.of();
        };
    }
}
