package org.oudfhir.treatment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.retrieve.RetrieveProvider;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.runtime.Interval;
import org.oudfhir.storage.PatientRecord;

/**
 * Answers the retrieves of CQL from one patient's record in memory, by type and code. Date filters are not pushed down by the
 * compiler settings in use, so one that arrives is an error rather than ignored.
 */
final class RecordRetrieve implements RetrieveProvider {

    private record CodeIndex(String type, String path) {}

    private final PatientRecord record;
    private final Terminology terminology;
    private final Map<String, List<Resource>> byType = new HashMap<>();
    private final Map<CodeIndex, Map<Terminology.Concept, List<Resource>>> byCode = new HashMap<>();

    RecordRetrieve(PatientRecord record, Terminology terminology) {
        this.record = record;
        this.terminology = terminology;
        byType.put("Patient", List.of(record.patient()));
        record.all()
                .forEach(resource -> byType.computeIfAbsent(resource.fhirType(), type -> new ArrayList<>())
                        .add(resource));
    }

    @Override
    public Iterable<Object> retrieve(
            @Nullable String context,
            @Nullable String contextPath,
            @Nullable Object contextValue,
            String dataType,
            @Nullable String templateId,
            @Nullable String codePath,
            @Nullable Iterable<Code> codes,
            @Nullable String valueSet,
            @Nullable String datePath,
            @Nullable String dateLowPath,
            @Nullable String dateHighPath,
            @Nullable Interval dateRange) {
        if (dateRange != null) {
            throw new PathwayFault("A retrieve of " + dataType + " has a date filter; filter in a query.");
        }
        if (codePath == null || (codes == null && valueSet == null)) {
            return List.copyOf(byType.getOrDefault(dataType, List.of()));
        }
        return List.copyOf(coded(new CodeIndex(dataType, codePath), wanted(codes, valueSet)));
    }

    private Collection<Terminology.Concept> wanted(@Nullable Iterable<Code> codes, @Nullable String valueSet) {
        if (valueSet != null) {
            return terminology.members(valueSet);
        }
        List<Terminology.Concept> wanted = new ArrayList<>();
        if (codes != null) {
            codes.forEach(code -> wanted.add(new Terminology.Concept(code.getSystem(), code.getCode())));
        }
        return wanted;
    }

    private Set<Resource> coded(CodeIndex index, Collection<Terminology.Concept> wanted) {
        Map<Terminology.Concept, List<Resource>> entries = byCode.computeIfAbsent(index, this::index);
        Set<Resource> found = new LinkedHashSet<>();
        wanted.forEach(concept -> found.addAll(entries.getOrDefault(concept, List.of())));
        return found;
    }

    private Map<Terminology.Concept, List<Resource>> index(CodeIndex index) {
        Map<Terminology.Concept, List<Resource>> entries = new HashMap<>();
        for (Resource resource : byType.getOrDefault(index.type(), List.of())) {
            concepts(resource, index.path())
                    .distinct()
                    .forEach(concept -> entries.computeIfAbsent(concept, key -> new ArrayList<>())
                            .add(resource));
        }
        return entries;
    }

    private Stream<Terminology.Concept> concepts(Resource resource, String path) {
        Property property = resource.getNamedProperty(path);
        if (property == null) {
            throw new PathwayFault(resource.fhirType() + " has no element " + path + " to be found by.");
        }
        return property.getValues().stream().flatMap(this::concepts);
    }

    private Stream<Terminology.Concept> concepts(Base value) {
        if (value instanceof CodeableConcept concept) {
            return concept.getCoding().stream().flatMap(this::concepts);
        }
        if (value instanceof Coding coding) {
            return Stream.of(new Terminology.Concept(coding.getSystem(), coding.getCode()));
        }
        if (value instanceof Reference reference) {
            return medication(reference).flatMap(medication -> concepts(medication.getCode()));
        }
        return value instanceof PrimitiveType<?> code
                ? Stream.of(new Terminology.Concept(null, code.getValueAsString()))
                : Stream.empty();
    }

    private Stream<Medication> medication(Reference reference) {
        if (reference.getResource() instanceof Medication contained) {
            return Stream.of(contained);
        }
        return reference.hasReference()
                ? record.find(reference.getReference()).stream()
                        .filter(Medication.class::isInstance)
                        .map(Medication.class::cast)
                : Stream.empty();
    }
}
