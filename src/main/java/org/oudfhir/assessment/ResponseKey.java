package org.oudfhir.assessment;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;

/** Which responses are the same one (decisions 1.1). */
final class ResponseKey {

    private static final int LENGTH = 32;

    private ResponseKey() {}

    static String of(QuestionnaireResponse response) {
        if (response.getIdentifier().hasValue()) {
            return hash(response.getIdentifier().getSystem() + "|"
                    + response.getIdentifier().getValue());
        }
        return hash(String.join(
                "\n",
                target(response.getSubject()),
                String.valueOf(response.getQuestionnaire()),
                String.valueOf(response.getAuthoredElement().getValueAsString()),
                target(response.getAuthor()),
                items(response)));
    }

    private static String target(Reference reference) {
        if (reference.getReferenceElement().hasIdPart()) {
            return reference.getReferenceElement().getResourceType() + "/"
                    + reference.getReferenceElement().getIdPart();
        }
        return reference.getIdentifier().getSystem() + "|"
                + reference.getIdentifier().getValue();
    }

    private static String items(QuestionnaireResponse response) {
        QuestionnaireResponse onlyItems = new QuestionnaireResponse();
        onlyItems.setItem(response.getItem());
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(onlyItems);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
