package org.oudfhir.treatment;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.terminology.CodeSystemInfo;
import org.opencds.cqf.cql.engine.terminology.TerminologyProvider;
import org.opencds.cqf.cql.engine.terminology.ValueSetInfo;

/**
 * Answers the questions of CQL about value sets from the published definitions. A value set that is not published, or that
 * cannot be enumerated, is an error: silence would read as "not a member".
 */
final class Terminology implements TerminologyProvider {

    /** A code of a code system; what membership is decided by. */
    record Concept(@Nullable String system, String code) {}

    private final Definitions definitions;
    private final Map<String, Set<Concept>> members = new ConcurrentHashMap<>();

    Terminology(Definitions definitions) {
        this.definitions = definitions;
    }

    /** The members of a published value set. */
    Set<Concept> members(String valueSet) {
        Set<Concept> known = members.get(valueSet);
        if (known == null) {
            known = enumerate(definitions.get(ValueSet.class, valueSet));
            members.put(valueSet, known);
        }
        return known;
    }

    @Override
    public boolean in(Code code, ValueSetInfo valueSet) {
        return members(valueSet.getId()).contains(new Concept(code.getSystem(), code.getCode()));
    }

    @Override
    public Iterable<Code> expand(ValueSetInfo valueSet) {
        return members(valueSet.getId()).stream()
                .map(concept -> new Code().withSystem(concept.system()).withCode(concept.code()))
                .toList();
    }

    @Override
    public Code lookup(Code code, CodeSystemInfo codeSystem) {
        return code;
    }

    private Set<Concept> enumerate(ValueSet valueSet) {
        Set<Concept> found = new LinkedHashSet<>();
        valueSet.getExpansion()
                .getContains()
                .forEach(member -> found.add(new Concept(member.getSystem(), member.getCode())));
        if (valueSet.hasExpansion()) {
            return Set.copyOf(found);
        }
        valueSet.getCompose().getInclude().forEach(include -> found.addAll(select(include, valueSet)));
        valueSet.getCompose().getExclude().forEach(exclude -> found.removeAll(select(exclude, valueSet)));
        return Set.copyOf(found);
    }

    private Set<Concept> select(ConceptSetComponent set, ValueSet owner) {
        if (set.hasFilter()) {
            throw new PathwayFault("Value set " + owner.getUrl() + " has a filter; list its codes instead.");
        }
        Set<Concept> found = new LinkedHashSet<>();
        set.getConcept().forEach(concept -> found.add(new Concept(set.getSystem(), concept.getCode())));
        if (set.hasSystem() && !set.hasConcept()) {
            collect(definitions.get(CodeSystem.class, set.getSystem()).getConcept(), set.getSystem(), found);
        }
        for (CanonicalType other : set.getValueSet()) {
            Set<Concept> imported = members(other.getValue());
            if (set.hasSystem()) {
                found.retainAll(imported);
            } else {
                found.addAll(imported);
            }
        }
        return found;
    }

    private static void collect(List<ConceptDefinitionComponent> concepts, String system, Set<Concept> found) {
        for (ConceptDefinitionComponent concept : concepts) {
            found.add(new Concept(system, concept.getCode()));
            collect(concept.getConcept(), system, found);
        }
    }
}
