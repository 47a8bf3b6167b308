package org.oudfhir.storage;

import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport.ValueSetExpansionOutcome;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.jpa.term.api.ITermReadSvc;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.param.TokenParamModifier;
import ca.uhn.fhir.util.FhirVersionIndependentConcept;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ValueSet;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Systems;

/**
 * Security labels that most records have together. A resource that has all of them has one row in the index for them instead of
 * one each, and a search by any of them looks for that row too.
 */
final class LabelSet {

    /** Only rows of the index have it. */
    private static final String SYSTEM = Systems.BASE + "/label-set";

    /** Nothing has it. */
    private static final String NO_SYSTEM = SYSTEM + "/none";

    private final IValidationSupport valueSets;
    private final ITermReadSvc codeSystems;
    private volatile Set<Label> labels = Set.of();

    /** Of the row: says of what labels it stands for, so that it never stands for others. */
    private volatile String word = "";

    LabelSet(IValidationSupport valueSets, ITermReadSvc codeSystems) {
        this.valueSets = valueSets;
        this.codeSystems = codeSystems;
    }

    private record Label(@Nullable String system, @Nullable String code) {

        static Label of(ResourceIndexedSearchParamToken row) {
            return new Label(row.getSystem(), row.getValue());
        }

        boolean isOneOf(Collection<FhirVersionIndependentConcept> concepts) {
            return concepts.stream().anyMatch(each -> equals(new Label(each.getSystem(), each.getCode())));
        }
    }

    /** Says which, before there are requests; none until then. Of a set that was another before, rows are found only when they are indexed anew. */
    void define(Collection<Coding> together) {
        labels = together.stream()
                .map(each -> new Label(each.getSystem(), each.getCode()))
                .collect(Collectors.toUnmodifiableSet());
        word = labels.stream().map(Label::code).sorted().collect(Collectors.joining("+"));
    }

    /** Puts one row in the place of those of the labels, if all are there. */
    void fold(Collection<ResourceIndexedSearchParamToken> rows) {
        rows.removeIf(row -> isLabel(row) && SYSTEM.equals(row.getSystem())); // sent by a client
        List<ResourceIndexedSearchParamToken> members = rows.stream()
                .filter(row -> isLabel(row) && labels.contains(Label.of(row)))
                .toList();
        Set<Label> found = members.stream().map(Label::of).collect(Collectors.toSet());
        if (found.isEmpty() || !found.equals(labels)) {
            return;
        }
        rows.removeAll(members);
        ResourceIndexedSearchParamToken row = members.get(0);
        row.clearHashes();
        row.setSystem(SYSTEM);
        row.setValue(word);
        row.calculateHashes();
        rows.add(row);
    }

    private static boolean isLabel(ResourceIndexedSearchParamToken row) {
        return Constants.PARAM_SECURITY.equals(row.getParamName());
    }

    /** What to look for in the index when a search by {@code _security} asks for this. */
    List<TokenParam> sought(TokenParam asked) {
        if (SYSTEM.equals(asked.getSystem())) {
            return List.of(new TokenParam(NO_SYSTEM, asked.getValue()));
        }
        if (labels.stream().noneMatch(meant(asked))) {
            return List.of(asked);
        }
        boolean isOfSystem = asked.getModifier() == null && isEmpty(asked.getValue());
        return List.of(asked, new TokenParam(SYSTEM, isOfSystem ? null : word));
    }

    private Predicate<Label> meant(TokenParam asked) {
        String system = asked.getSystem();
        String code = asked.getValue();
        @Nullable TokenParamModifier modifier = asked.getModifier();
        if (modifier == null) {
            return label ->
                    (system == null || system.equals(label.system())) && (isEmpty(code) || code.equals(label.code()));
        }
        return switch (modifier) {
            case IN, NOT_IN -> {
                List<FhirVersionIndependentConcept> members = members(code);
                yield label -> label.isOneOf(members);
            }
            case ABOVE -> label -> label.isOneOf(codeSystems.findCodesAbove(system, code));
            case BELOW -> label -> label.isOneOf(codeSystems.findCodesBelow(system, code));
            default -> label -> false;
        };
    }

    private List<FhirVersionIndependentConcept> members(String url) {
        @Nullable
        ValueSetExpansionOutcome outcome = valueSets.expandValueSet(new ValidationSupportContext(valueSets), null, url);
        return outcome != null && outcome.getValueSet() instanceof ValueSet expanded
                ? expanded.getExpansion().getContains().stream()
                        .map(each -> new FhirVersionIndependentConcept(each.getSystem(), each.getCode()))
                        .toList()
                : List.of();
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
