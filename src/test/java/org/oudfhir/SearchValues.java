package org.oudfhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.hapi.ctx.HapiWorkerContext;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Timing;

/** By which values of its search parameters a resource is found. */
final class SearchValues {

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    private final FHIRPathEngine engine = new FHIRPathEngine(new HapiWorkerContext(FHIR, FHIR.getValidationSupport()));
    private final Map<String, ExpressionNode> parsed = new HashMap<>();

    /** The values of a parameter; none when the resource is not found by it. */
    Set<String> of(Resource resource, String name) {
        Meta meta = resource.getMeta();
        return switch (name) {
            case "_id" -> Set.of(resource.getIdElement().getIdPart());
            case "_lastUpdated" -> Set.of("gt2000-01-01");
            case "_tag" -> codings(meta.getTag());
            case "_security" -> codings(meta.getSecurity());
            case "_source" -> meta.hasSource() ? Set.of(meta.getSource()) : Set.of();
            case "_profile" ->
                new TreeSet<>(
                        meta.getProfile().stream().map(each -> each.getValue()).toList());
            default -> {
                RuntimeSearchParam parameter =
                        FHIR.getResourceDefinition(resource.fhirType()).getSearchParam(name);
                yield parameter == null ? Set.of() : of(resource, parameter);
            }
        };
    }

    Set<String> of(Resource resource, RuntimeSearchParam parameter) {
        if (parameter.getParamType() == RestSearchParameterTypeEnum.COMPOSITE) {
            return composite(resource, parameter);
        }
        Set<String> found = new TreeSet<>();
        for (String path : paths(parameter, resource.fhirType())) {
            for (Base value : evaluate(resource, path)) {
                found.addAll(texts(value, parameter));
            }
        }
        return found;
    }

    /** The paths of a parameter that start at a type, without the question what a reference resolves to. */
    static List<String> paths(RuntimeSearchParam parameter, String type) {
        return Arrays.stream(String.valueOf(parameter.getPath()).split("\\|", -1))
                .map(path -> path.strip().replaceFirst("\\.where\\(resolve\\(\\) is [A-Za-z]+\\)", ""))
                .filter(path -> path.matches("\\(?" + type + "\\..*"))
                .toList();
    }

    private synchronized List<Base> evaluate(Resource resource, String path) {
        ExpressionNode node = parsed.computeIfAbsent(path, engine::parse);
        return engine.evaluate(resource, resource, resource, resource, node);
    }

    /** One of the combinations, by the names of the parameters of which it is made. */
    private Set<String> composite(Resource resource, RuntimeSearchParam parameter) {
        List<String> parts = new ArrayList<>();
        for (RuntimeSearchParam.Component component : parameter.getComponents()) {
            FHIR.getResourceDefinition(resource.fhirType()).getSearchParams().stream()
                    .filter(each -> component.getReference().equals(each.getUri()))
                    .flatMap(each -> of(resource, each).stream())
                    .findFirst()
                    .ifPresent(parts::add);
        }
        return parts.size() == parameter.getComponents().size() ? Set.of(String.join("$", parts)) : Set.of();
    }

    private static Set<String> codings(List<Coding> codings) {
        Set<String> found = new TreeSet<>();
        codings.forEach(coding -> found.add((coding.hasSystem() ? coding.getSystem() : "") + "|" + coding.getCode()));
        return found;
    }

    private static Set<String> texts(Base value, RuntimeSearchParam parameter) {
        if (value instanceof CodeableConcept concept) {
            return parameter.getParamType() == RestSearchParameterTypeEnum.STRING
                    ? Set.of(concept.getText())
                    : codings(concept.getCoding());
        }
        if (value instanceof Coding coding) {
            return codings(List.of(coding));
        }
        String text = text(value, parameter);
        return text.isEmpty() ? Set.of() : Set.of(text);
    }

    /** One that is open at an end is not within a day. */
    private static String text(Period period) {
        String end = period.hasEnd() ? period.getEndElement().getValueAsString() : "";
        String start = period.hasStart() ? period.getStartElement().getValueAsString() : "";
        return start.isEmpty() ? "le" + end : end.isEmpty() ? "ge" + start : start;
    }

    private static String text(Base value, RuntimeSearchParam parameter) {
        if (value instanceof Identifier identifier) {
            return identifier.getSystem() + "|" + identifier.getValue();
        } else if (value instanceof Reference reference) {
            String target = String.valueOf(reference.getReference());
            boolean isOfType =
                    parameter.getTargets().isEmpty() || parameter.getTargets().contains(target.replaceFirst("/.*", ""));
            return isOfType && reference.hasReference() ? target : "";
        } else if (value instanceof Period period) {
            return text(period);
        } else if (value instanceof Timing timing) {
            return timing.getEvent().isEmpty() ? "" : timing.getEvent().get(0).getValueAsString();
        } else if (value instanceof Quantity quantity) {
            return quantity.getValue().toPlainString();
        } else if (value instanceof HumanName name) {
            return name.getFamily();
        } else if (value instanceof Address address) {
            return address.getCity();
        } else if (value instanceof ContactPoint contact) {
            return contact.getValue();
        } else if (value instanceof StringType && parameter.getParamType() == RestSearchParameterTypeEnum.DATE) {
            return "";
        } else if (value.isPrimitive() && value.primitiveValue() != null) {
            return value.primitiveValue();
        }
        return "";
    }
}
