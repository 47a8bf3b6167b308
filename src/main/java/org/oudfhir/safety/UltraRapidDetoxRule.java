package org.oudfhir.safety;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;

/** MR-40. No code for the procedure is known, so that its words are read [K, unverified]. */
final class UltraRapidDetoxRule {

    static final String ID = "MR-40";

    private static final Pattern NAMED =
            Pattern.compile("(ultra.?)?rapid.{0,12}(opioid|opiate)?.{0,12}(detox|withdrawal)");

    private UltraRapidDetoxRule() {}

    static boolean isNamed(ServiceRequest service) {
        return Stream.concat(
                        Stream.of(String.valueOf(service.getCode().getText())),
                        service.getCode().getCoding().stream()
                                .flatMap(coding -> Stream.of(
                                        String.valueOf(coding.getDisplay()),
                                        String.valueOf(coding.getCode()).replace('-', ' '))))
                .map(text -> text.toLowerCase(Locale.ROOT))
                .anyMatch(text -> NAMED.matcher(text).find());
    }

    static Optional<Verdict> check(ServiceRequest service) {
        return isNamed(service) && !service.getDoNotPerform()
                ? Optional.of(new Verdict(
                        Severity.E2, "code", "Detoxification under anaesthesia or deep sedation.", List.of()))
                : Optional.empty();
    }

    static boolean isActive(ServiceRequest service) {
        return service.getStatus() == ServiceRequestStatus.ACTIVE
                && service.getIntent() != ServiceRequest.ServiceRequestIntent.PROPOSAL
                && service.getIntent() != ServiceRequest.ServiceRequestIntent.OPTION;
    }
}
