package org.oudfhir.safety;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeSystem.ConceptPropertyComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DecimalType;

/** The catalogue of drugs, read from the guide's supplements of RxNorm, SNOMED CT and ATC. */
public final class Medications {

    /** The form of an ingredient, which says nothing about a product. */
    private static final String ANY_FORM = "any";

    private final Map<String, Drug> drugs = new HashMap<>();

    public Medications(Collection<CodeSystem> supplements) {
        for (CodeSystem supplement : supplements) {
            for (ConceptDefinitionComponent concept : supplement.getConcept()) {
                drugs.put(
                        key(supplement.getSupplements(), concept.getCode()),
                        drug(supplement.getSupplements(), concept));
            }
        }
    }

    private static Drug drug(String system, ConceptDefinitionComponent concept) {
        Set<String> ingredients = new HashSet<>();
        Set<DrugClass> classes = new HashSet<>();
        String form = ANY_FORM;
        String schedule = "";
        String source = "";
        double strength = 0;
        for (ConceptPropertyComponent property : concept.getProperty()) {
            String value = property.getValue().primitiveValue();
            switch (property.getCode()) {
                case "ingredient" -> ingredients.add(value);
                case "class" ->
                    classes.add(DrugClass.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_')));
                case "form" -> form = value;
                case "schedule" -> schedule = value;
                case "source" -> source = value;
                case "strength-mg" ->
                    strength = property.getValue() instanceof DecimalType decimal
                            ? decimal.getValue().doubleValue()
                            : 0;
                default -> throw new IllegalStateException("Unknown property of a medication: " + property.getCode());
            }
        }
        return new Drug(
                system,
                concept.getCode(),
                concept.getDisplay(),
                Set.copyOf(ingredients),
                Set.copyOf(classes),
                form,
                strength,
                schedule,
                source);
    }

    /**
     * The drug that a concept's codings identify, by system and code, never by display; a product goes before an ingredient.
     * Codings of several ingredients make a combination.
     */
    Optional<Drug> find(CodeableConcept concept) {
        var known = concept.getCoding().stream()
                .flatMap(coding -> Optional.ofNullable(drugs.get(key(coding.getSystem(), coding.getCode()))).stream())
                .sorted(Comparator.comparing(drug -> drug.form().equals(ANY_FORM)))
                .toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Drug first = known.get(0);
        return Optional.of(
                first.form().equals(ANY_FORM)
                        ? known.stream().reduce(Medications::together).orElseThrow()
                        : first);
    }

    private static Drug together(Drug one, Drug other) {
        Set<String> ingredients = new HashSet<>(one.ingredients());
        ingredients.addAll(other.ingredients());
        Set<DrugClass> classes = new HashSet<>(one.classes());
        classes.addAll(other.classes());
        if (classes.contains(DrugClass.BUPRENORPHINE)) {
            classes.remove(DrugClass.RESCUE_ANTAGONIST);
        }
        return new Drug(
                one.system(),
                one.code(),
                one.name(),
                ingredients,
                classes,
                one.form(),
                0,
                one.schedule(),
                one.source());
    }

    private static String key(String system, String code) {
        return system + "|" + code;
    }
}
