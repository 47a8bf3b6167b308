package org.oudfhir.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;

/**
 * Tells a certified opioid treatment program by its identifier (specification D.3): the system or the type of the identifier
 * names it. NUCC 261QM2800X as the organization's type counts too [K, unverified].
 */
final class Programs {

    private static final String METHADONE_CLINIC = "261QM2800X";

    private final Facts facts;

    Programs(Facts facts) {
        this.facts = facts;
    }

    /** Whether the order goes to a certified opioid treatment program; empty when it names nobody who can be found. */
    Optional<Boolean> isForProgram(Order order) {
        List<Organization> organizations = organizations(order);
        if (organizations.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(organizations.stream().anyMatch(Programs::isCertified));
    }

    List<Organization> organizations(Order order) {
        List<Organization> found = new ArrayList<>();
        for (Reference performer : order.performers()) {
            facts.resolve(performer, order.request())
                    .filter(Organization.class::isInstance)
                    .map(Organization.class::cast)
                    .ifPresent(found::add);
        }
        if (found.isEmpty()) {
            encounter(order)
                    .flatMap(encounter -> facts.resolve(encounter.getServiceProvider(), order.request()))
                    .filter(Organization.class::isInstance)
                    .map(Organization.class::cast)
                    .ifPresent(found::add);
        }
        return found;
    }

    Optional<Encounter> encounter(Order order) {
        return facts.resolve(order.request().getEncounter(), order.request())
                .filter(Encounter.class::isInstance)
                .map(Encounter.class::cast);
    }

    static boolean isCertified(Organization organization) {
        return (!organization.hasActive() || organization.getActive())
                && (organization.getIdentifier().stream()
                                .anyMatch(identifier -> identifier.hasValue()
                                        && (names(identifier.getSystem()) || names(identifier.getType())))
                        || organization.getType().stream()
                                .anyMatch(type -> type.getCoding().stream()
                                        .anyMatch(coding -> METHADONE_CLINIC.equals(coding.getCode()))));
    }

    private static boolean names(CodeableConcept type) {
        return type.getCoding().stream().anyMatch(coding -> names(coding.getCode())) || names(type.getText());
    }

    private static boolean names(@org.jspecify.annotations.Nullable String text) {
        return text != null && text.toLowerCase(Locale.ROOT).matches(".*(^|[^a-z])otp([^a-z]|$).*");
    }
}
