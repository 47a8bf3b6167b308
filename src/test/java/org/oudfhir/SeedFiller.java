package org.oudfhir;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Fills the least resource of a type with what its search parameters look for. What one resource cannot have at once, such as two
 * types of one value, is given to a copy.
 */
final class SeedFiller {

    private static final int MOST_COPIES = 8;

    /** A step of a path, with what tells the wanted element from its like: {@code telecom.where(system='phone')}. */
    private static final Pattern STEP = Pattern.compile("([A-Za-z]+)(?:\\.where\\(([a-z]+)='([^']+)'\\))?(?:\\.|$)");

    private static final Pattern CHOICE = Pattern.compile("\\(?([A-Za-z.]+?)(?:\\.as\\(| as )([A-Za-z]+)\\)");

    /** What has to be one of a few codes of its own: the first that the element takes. */
    private static final List<String> CODES = List.of(
            "en",
            "female",
            "draft",
            "active",
            "order",
            "proposal",
            "routine",
            "complete",
            "inactive",
            "replaces",
            "home",
            "current",
            "event-based",
            "food",
            "mild",
            "allergy",
            "available",
            "personal",
            "accepted",
            "POST",
            "official",
            "in-progress",
            "planned",
            "high",
            "N");

    private final SearchValues values;
    private final Function<List<String>, Optional<String>> targets;

    /**
     * Makes it.
     *
     * @param targets to what a reference leads, by the types that it may lead to; none to leave it out
     */
    SeedFiller(SearchValues values, Function<List<String>, Optional<String>> targets) {
        this.values = values;
        this.targets = targets;
    }

    /** The resource, filled, and its copies, with a number at the end of their ids. */
    List<Resource> fill(Resource least) {
        String type = least.fhirType();
        List<Resource> copies = new ArrayList<>(List.of(least.copy()));
        for (RuntimeSearchParam parameter :
                FhirContext.forR4Cached().getResourceDefinition(type).getSearchParams()) {
            if (copies.stream().allMatch(copy -> values.of(copy, parameter).isEmpty())) {
                fill(least, parameter, copies);
            }
        }
        return copies;
    }

    private void fill(Resource least, RuntimeSearchParam parameter, List<Resource> copies) {
        for (String path : SearchValues.paths(parameter, least.fhirType())) {
            for (int i = 0; i < MOST_COPIES; i++) {
                boolean isNew = i == copies.size();
                Resource copy = copies.get(isNew ? 0 : i).copy();
                if (isNew && least.hasId()) {
                    copy.setId(least.getIdElement().getIdPart() + "-" + i);
                }
                if (isPlaced(copy, path, isNew) && !values.of(copy, parameter).isEmpty()) {
                    if (isNew) {
                        copies.add(copy);
                    } else {
                        copies.set(i, copy);
                    }
                    return;
                }
                if (isNew) {
                    break;
                }
            }
        }
    }

    private boolean isPlaced(Resource resource, String path, boolean replaces) {
        Matcher choice = CHOICE.matcher(path);
        boolean isChoice = choice.matches();
        String steps = (isChoice ? choice.group(1) : path).replaceFirst("^[A-Za-z]+\\.", "");
        Matcher step = STEP.matcher(steps);
        Optional<String> type = isChoice ? Optional.of(choice.group(2)) : Optional.empty();
        Optional<Base> base = Optional.of(resource);
        try {
            boolean isAtEnd = false;
            while (base.isPresent() && !isAtEnd && step.find()) {
                isAtEnd = step.end() == steps.length();
                base = isAtEnd ? last(base.get(), step, type, replaces) : inner(base.get(), step);
            }
            complete(resource);
            return base.isPresent() && isAtEnd;
        } catch (FHIRException notOfThisKind) {
            return false;
        }
    }

    private Optional<Base> inner(Base base, Matcher step) {
        Property property = base.getNamedProperty(step.group(1));
        if (property == null) {
            return Optional.empty();
        }
        return property.hasValues() && step.group(2) == null
                ? Optional.of(property.getValues().get(0))
                : add(base, property, step, Optional.empty());
    }

    private Optional<Base> last(Base base, Matcher step, Optional<String> type, boolean replaces) {
        Property property = base.getNamedProperty(step.group(1));
        if (property == null) {
            return Optional.empty();
        }
        boolean isFull = property.hasValues() && property.getMaxCardinality() == 1;
        boolean isConcept = type.filter(each -> !each.equals("CodeableConcept")).isEmpty();
        if (isFull
                && isConcept
                && property.getValues().get(0) instanceof CodeableConcept concept
                && !concept.hasCoding()) {
            return Optional.of(concept.addCoding(new Coding(SampleValues.SYSTEM, SampleValues.WORD, null)));
        }
        return isFull && !replaces ? Optional.empty() : add(base, property, step, type);
    }

    private Optional<Base> add(Base base, Property property, Matcher step, Optional<String> type) {
        List<String> types = type.map(List::of).orElseGet(() -> types(property).toList());
        Optional<Base> added = add(base, property, types);
        if (added.isPresent() && step.group(2) != null) {
            added.get().setProperty(step.group(2), new CodeType(step.group(3)));
        }
        return added;
    }

    /** Of the first of these types that the element takes. */
    private Optional<Base> add(Base base, Property property, List<String> types) {
        for (String type : types) {
            Optional<Base> added = add(base, property, type);
            if (added.isPresent()) {
                return added;
            }
        }
        return Optional.empty();
    }

    private Optional<Base> add(Base base, Property property, String type) {
        if (type.isEmpty() || type.startsWith("@")) {
            return Optional.of(base.addChild(property.getName()));
        }
        if (type.equals("code")) {
            return CODES.stream()
                    .filter(code -> isTaken(base, property, new CodeType(code)))
                    .findFirst()
                    .map(CodeType::new);
        }
        Optional<Base> value = type.startsWith("Reference")
                ? reference(type, property)
                : SampleValues.of(type.replaceFirst("\\(.*", "")).map(Base.class::cast);
        boolean isMadeOfOthers = value.isEmpty() && type.matches("[A-Z][A-Za-z]+") && !type.equals("Reference");
        if (isMadeOfOthers && !property.getName().endsWith("[x]")) {
            return Optional.of(base.addChild(property.getName()));
        }
        return value.filter(each -> isTaken(base, property, each));
    }

    private static boolean isTaken(Base base, Property property, Base value) {
        try {
            base.setProperty(property.getName(), value);
            return true;
        } catch (FHIRException | IllegalArgumentException notOfThisKind) {
            return false;
        }
    }

    private Optional<Base> reference(String type, Property property) {
        String inside = (type.contains("(") ? type : property.getTypeCode()).replaceFirst("^[^(]*\\(?", "");
        List<String> wanted = Arrays.asList(
                inside.replaceFirst("\\).*$", "").replaceAll("[^|]*/", "").split("\\|", -1));
        return targets.apply(wanted).map(Reference::new);
    }

    /** Gives elements that were made what they have to have. */
    private void complete(Base base) {
        if (!(FhirContext.forR4Cached().getElementDefinition(base.getClass())
                instanceof BaseRuntimeElementCompositeDefinition<?> definition)) {
            return;
        }
        for (BaseRuntimeChildDefinition child : definition.getChildren()) {
            Property property = base.getNamedProperty(child.getElementName().replace("[x]", ""));
            if (property == null || base instanceof Reference) {
                continue;
            }
            if (child.getMin() > 0 && !property.hasValues()) {
                add(base, property, types(property).toList());
            }
            base.getNamedProperty(property.getName().replace("[x]", "")).getValues().stream()
                    .filter(each -> !each.isPrimitive())
                    .forEach(this::complete);
        }
    }

    private static Stream<String> types(Property property) {
        return Arrays.stream(property.getTypeCode().split("\\|(?![^(]*\\))", -1));
    }
}
