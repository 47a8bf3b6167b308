package org.oudfhir.treatment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.terminology.CodeSystemInfo;
import org.opencds.cqf.cql.engine.terminology.ValueSetInfo;

/** Value sets are enumerated from the published definitions. */
class TerminologyTest {

    private static final String SYSTEM = "http://example.org/cs";

    @Test
    void includesExcludesAndOtherValueSetsCount() {
        ValueSet all = new ValueSet();
        all.setUrl("http://example.org/ValueSet/all");
        all.getCompose().addInclude().setSystem(SYSTEM);
        all.getCompose().addExclude().setSystem(SYSTEM).addConcept().setCode("child");
        ValueSet imports = new ValueSet();
        imports.setUrl("http://example.org/ValueSet/imports");
        imports.getCompose().addInclude().addValueSet(all.getUrl());
        ValueSet both = new ValueSet();
        both.setUrl("http://example.org/ValueSet/both");
        both.getCompose().addInclude().setSystem(SYSTEM).addValueSet(all.getUrl());
        Terminology terminology = new Terminology(
                new Definitions(List.of(all, imports, both, SmallPathway.codeSystem(SYSTEM, "parent", "child"))));

        assertThat(terminology.members(all.getUrl())).containsExactly(new Terminology.Concept(SYSTEM, "parent"));
        assertThat(terminology.members(imports.getUrl())).isEqualTo(terminology.members(all.getUrl()));
        assertThat(terminology.members(both.getUrl())).isEqualTo(terminology.members(all.getUrl()));
    }

    @Test
    void anExpansionIsTakenAsItIs() {
        ValueSet expanded = new ValueSet();
        expanded.setUrl("http://example.org/ValueSet/expanded");
        expanded.getExpansion().addContains().setSystem(SYSTEM).setCode("a");
        Terminology terminology = new Terminology(new Definitions(List.of(expanded)));
        ValueSetInfo info = new ValueSetInfo().withId(expanded.getUrl());
        Code member = new Code().withSystem(SYSTEM).withCode("a");

        assertThat(terminology.in(member, info)).isTrue();
        assertThat(terminology.in(new Code().withSystem(SYSTEM).withCode("b"), info))
                .isFalse();
        assertThat(terminology.expand(info)).extracting(Code::getCode).containsExactly("a");
        assertThat(terminology.lookup(member, new CodeSystemInfo())).isSameAs(member);
    }

    @Test
    void anUnpublishedValueSetIsAFault() {
        Terminology terminology = new Terminology(new Definitions(List.of()));

        assertThatThrownBy(() -> terminology.members("http://example.org/none"))
                .isInstanceOf(PathwayFault.class)
                .hasMessageContaining("http://example.org/none");
    }
}
