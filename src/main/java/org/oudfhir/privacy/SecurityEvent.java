package org.oudfhir.privacy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Coding;

/** What is recorded besides interactions of REST, under the codes that DICOM (PS3.16, CID 400 and 401) has for audit events. */
public enum SecurityEvent {
    LOGIN("110114", "User Authentication", "110122", "Login"),
    LOGOUT("110114", "User Authentication", "110123", "Logout"),
    /** A client did not get the token that it asked for. */
    TOKEN("110114", "User Authentication", "110126", "Node Authentication"),
    /** A client took a token back. */
    REVOCATION("110114", "User Authentication", "110123", "Logout"),
    /** Somebody attested an emergency. */
    EMERGENCY("110113", "Security Alert", "110127", "Emergency Override Started"),
    /** An EHR opened an app for a patient. */
    LAUNCH("110113", "Security Alert", "110132", "Use of Restricted Function"),
    CLIENT("110113", "Security Alert", "110129", "Security Configuration"),
    USER("110113", "Security Alert", "110137", "User Security Attributes Changed");

    static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";

    private final String type;
    private final String typeName;
    private final String subtype;
    private final String subtypeName;

    SecurityEvent(String type, String typeName, String subtype, String subtypeName) {
        this.type = type;
        this.typeName = typeName;
        this.subtype = subtype;
        this.subtypeName = subtypeName;
    }

    /** How the audit trail calls it. */
    String kind() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SecurityEvent> of(String kind) {
        return Arrays.stream(values()).filter(each -> each.kind().equals(kind)).findFirst();
    }

    void describe(AuditEvent event) {
        event.setType(new Coding(DICOM, type, typeName)).addSubtype(new Coding(DICOM, subtype, subtypeName));
    }
}
