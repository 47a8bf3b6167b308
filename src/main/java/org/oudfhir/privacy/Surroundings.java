package org.oudfhir.privacy;

import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Concept;
import org.oudfhir.privacy.part2.Decision;
import org.oudfhir.privacy.part2.Decision.Deny;
import org.oudfhir.privacy.part2.Labels;
import org.oudfhir.privacy.part2.Redaction;

/** What plans refer to, as far as it is here, and what was decided about it; by reference. */
final class Surroundings {

    /** Whether it is a match or an include, and which kind of change a history tells of. */
    private static final List<ResourceMetadataKeyEnum<?>> OF_ENTRY = List.of(
            ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE,
            ResourceMetadataKeyEnum.ENTRY_SEARCH_SCORE,
            ResourceMetadataKeyEnum.ENTRY_TRANSACTION_METHOD);

    private final Disclosures disclosures;
    private final RequestDetails request;
    private final IdentityHashMap<CarePlan, List<Reference>> references;
    private final Map<String, Resource> known;
    private final Map<String, Decision> decisions = new HashMap<>();

    private Surroundings(
            RequestDetails request,
            Disclosures disclosures,
            IdentityHashMap<CarePlan, List<Reference>> references,
            Map<String, Resource> known) {
        this.request = request;
        this.disclosures = disclosures;
        this.references = references;
        this.known = known;
    }

    /**
     * Those of some plans; of no other ones can it be asked.
     *
     * @param outlines of the resources with these references those that are here
     */
    static Surroundings of(
            List<CarePlan> plans,
            RequestDetails request,
            Disclosures disclosures,
            Function<Collection<String>, List<Resource>> outlines,
            Visibility visibility) {
        IdentityHashMap<CarePlan, List<Reference>> references = new IdentityHashMap<>();
        Set<String> wanted = new HashSet<>();
        for (CarePlan plan : plans) {
            references.computeIfAbsent(plan, visibility::references).stream()
                    .map(Surroundings::target)
                    .flatMap(Optional::stream)
                    .filter(target -> !Disclosures.isOpen(target.getResourceType()))
                    .forEach(target -> wanted.add(key(target)));
        }
        Map<String, Resource> known = new HashMap<>();
        if (!wanted.isEmpty()) {
            outlines.apply(wanted).forEach(found -> known.put(key(found.getIdElement()), found));
        }
        return new Surroundings(request, disclosures, references, known);
    }

    /** What goes out of a plan: itself, or what may be given of it. */
    CarePlan shown(CarePlan plan) {
        if (!isPartial(plan)) {
            return plan;
        }
        targets(plan)
                .filter(each -> decision(each) instanceof Deny)
                .forEach(each -> DisclosureNotes.withhold(request, ((Deny) decision(each)).reason()));
        Set<String> labels = new HashSet<>(labelsWithheldFrom(plan));
        if (disclosures.decide(request, plan) instanceof Deny deny) {
            DisclosureNotes.withhold(request, deny.reason());
        }
        if (!disclosures.decideWithout(labels, request, plan).isPermitted()) {
            labels.add(Labels.VIOLENCE);
        }
        CarePlan copy =
                Redaction.of(plan, reference -> isKept(plan, reference), coding -> isFactorShown(plan, coding), labels);
        OF_ENTRY.forEach(key -> keep(key, plan, copy));
        return copy;
    }

    /** Whether the requester is given no more than a part of it. */
    boolean isPartial(CarePlan plan) {
        return !disclosures.decide(request, plan).isPermitted()
                || references(plan).stream().anyMatch(reference -> isWithheld(plan, reference));
    }

    private List<Reference> references(CarePlan plan) {
        return Objects.requireNonNull(references.get(plan));
    }

    /** The labels of what is withheld, but for those that something shown has too. */
    Set<String> labelsWithheldFrom(CarePlan plan) {
        Set<String> labels = new HashSet<>();
        Set<String> shown = new HashSet<>();
        targets(plan)
                .forEach(each -> (decision(each).isPermitted() ? shown : labels)
                        .addAll(Labels.of(each, Optional.empty()).inheritable()));
        labels.removeAll(shown);
        return labels;
    }

    /** What is not known here may have been anything; what is elsewhere is not ours to withhold. */
    private boolean isWithheld(CarePlan plan, Reference reference) {
        if (!reference.hasReference() || reference.getReference().startsWith("#") || isSubject(plan, reference)) {
            return false;
        }
        Optional<IdType> target = target(reference);
        if (target.isEmpty()) {
            return !reference.getReference().contains(":");
        }
        Resource found = known.get(key(target.get()));
        boolean isElsewhere = target.get().isAbsolute() && found == null;
        return !isElsewhere
                && !Disclosures.isOpen(target.get().getResourceType())
                && (found == null || !decision(found).isPermitted());
    }

    private boolean isKept(CarePlan plan, Reference reference) {
        return target(reference).filter(target -> !target.isAbsolute()).isPresent() && !isWithheld(plan, reference);
    }

    private static boolean isSubject(CarePlan plan, Reference reference) {
        return reference.getReference().equals(plan.getSubject().getReference());
    }

    /** A factor is shown with a finding of it, and with none that is withheld. */
    private boolean isFactorShown(CarePlan plan, Coding factor) {
        List<Resource> findings =
                targets(plan).filter(each -> isFinding(each, factor)).toList();
        return !findings.isEmpty()
                && findings.stream().allMatch(each -> decision(each).isPermitted());
    }

    private static boolean isFinding(Resource resource, Coding factor) {
        String code = String.valueOf(factor.getCode());
        return (resource instanceof Observation finding && Concept.has(finding.getCode(), factor.getSystem(), code))
                || (resource instanceof Condition condition
                        && Concept.has(condition.getCode(), factor.getSystem(), code));
    }

    private Stream<Resource> targets(CarePlan plan) {
        return references(plan).stream()
                .filter(reference -> !isSubject(plan, reference))
                .map(Surroundings::target)
                .flatMap(Optional::stream)
                .map(Surroundings::key)
                .distinct()
                .map(known::get)
                .flatMap(Stream::ofNullable);
    }

    /** Of another plan that is referred to, a part is enough. */
    private Decision decision(Resource found) {
        return decisions.computeIfAbsent(key(found.getIdElement()), reference -> {
            Decision whole = disclosures.decide(request, found);
            return whole.isPermitted() || !(found instanceof CarePlan)
                    ? whole
                    : disclosures.decideWithout(Set.of(Labels.VIOLENCE), request, found);
        });
    }

    private static <T> void keep(ResourceMetadataKeyEnum<T> key, CarePlan plan, CarePlan copy) {
        Optional.ofNullable(key.get(plan)).ifPresent(value -> key.put(copy, value));
    }

    static String key(IIdType id) {
        return id.getResourceType() + "/" + id.getIdPart();
    }

    /** What a reference leads to; none when it names no resource, or one within the plan. */
    private static Optional<IdType> target(Reference reference) {
        return Optional.ofNullable(reference.getReference())
                .filter(text -> !text.startsWith("#"))
                .map(IdType::new)
                .filter(id -> id.hasResourceType() && id.hasIdPart());
    }
}
