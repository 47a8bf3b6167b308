package org.oudfhir.safety;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ValueSet;

/** The guide's enumerated value sets, by id: which code is a fentanyl test, which condition is opioid use disorder. */
public final class CodeSets {

    private final Map<String, Set<String>> members = new HashMap<>();

    public CodeSets(Collection<ValueSet> valueSets) {
        for (ValueSet valueSet : valueSets) {
            Set<String> codes = new HashSet<>();
            for (var include : valueSet.getCompose().getInclude()) {
                include.getConcept().forEach(concept -> codes.add(include.getSystem() + "|" + concept.getCode()));
            }
            members.put(valueSet.getUrl().substring(valueSet.getUrl().lastIndexOf('/') + 1), codes);
        }
    }

    /**
     * Whether one of the concept's codings is in the set; by system and code, never by display.
     *
     * @throws IllegalStateException when the guide has no such set
     */
    boolean contains(String valueSet, CodeableConcept concept) {
        Set<String> codes = members(valueSet);
        return concept.getCoding().stream()
                .anyMatch(coding -> codes.contains(coding.getSystem() + "|" + coding.getCode()));
    }

    /**
     * The codes of the set, without their systems.
     *
     * @throws IllegalStateException when the guide has no such set
     */
    Set<String> codes(String valueSet) {
        return members(valueSet).stream()
                .map(member -> member.substring(member.indexOf('|') + 1))
                .collect(Collectors.toSet());
    }

    /**
     * The codes of the set as {@code system|code}.
     *
     * @throws IllegalStateException when the guide has no such set
     */
    Set<String> members(String valueSet) {
        Set<String> codes = members.get(valueSet);
        if (codes == null) {
            throw new IllegalStateException("The guide has no value set " + valueSet);
        }
        return codes;
    }
}
