package org.oudfhir.privacy.part2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.oudfhir.fhir.Systems;

/**
 * The copy of a plan for who may not have all that it refers to (privacy E.5). It is made of what is known to be harmless, and
 * not by striking out the rest: a free text, an inline activity, a contained resource or an unknown extension may tell of what is
 * withheld, and is left out with it.
 */
public final class Redaction {

    /** Categories of our own profiles and of US Core; any other one may tell what the plan is about. */
    private static final Map<String, Set<String>> CATEGORIES = Map.of(
            Systems.CAREPLAN_CATEGORY, Set.of("assess-plan"),
            Systems.SNOMED, Set.of("734163000"),
            Systems.PLAN_CATEGORY,
                    Set.of("treatment-plan", "phase-0", "phase-1", "phase-2", "phase-3", "phase-4", "phase-5"));

    private final Predicate<Reference> disclosed;
    private final Predicate<Coding> factors;

    private Redaction(Predicate<Reference> disclosed, Predicate<Coding> factors) {
        this.disclosed = disclosed;
        this.factors = factors;
    }

    /**
     * The copy.
     *
     * @param disclosed whether the requester may have what a reference leads to
     * @param factors whether a factor is one of a finding that the requester may have
     * @param labels that stand for what is left out
     */
    public static CarePlan of(
            CarePlan plan, Predicate<Reference> disclosed, Predicate<Coding> factors, Set<String> labels) {
        CarePlan copy = new Redaction(disclosed, factors).copy(plan);
        copy.getMeta().setSecurity(Labels.redacted(plan, labels));
        return copy;
    }

    /** Whether a copy keeps a category, so that a search by it tells nothing about what is left out. */
    public static boolean keepsCategory(String code) {
        return CATEGORIES.values().stream().anyMatch(codes -> codes.contains(code));
    }

    private CarePlan copy(CarePlan plan) {
        CarePlan copy = new CarePlan();
        copy.setId(plan.getIdElement().copy());
        copy.setMeta(meta(plan.getMeta()));
        copy.setStatus(plan.getStatus()).setIntent(plan.getIntent());
        copy.getText().setStatus(NarrativeStatus.GENERATED);
        copy.getText().setDivAsString("<div>Parts of this plan are withheld.</div>");
        plan.getIdentifier().forEach(identifier -> copy.addIdentifier(identifier(identifier)));
        plan.getCategory().forEach(category -> add(copy, category));
        copy.setSubject(bare(plan.getSubject()));
        if (plan.hasPeriod()) {
            copy.setPeriod(new Period()
                    .setStartElement(time(plan.getPeriod().getStartElement()))
                    .setEndElement(time(plan.getPeriod().getEndElement())));
        }
        if (plan.hasCreated()) {
            copy.setCreatedElement(time(plan.getCreatedElement()));
        }
        copy.setEncounter(kept(plan.getEncounter()));
        copy.setAuthor(kept(plan.getAuthor()));
        copy.setContributor(kept(plan.getContributor()));
        copy.setBasedOn(kept(plan.getBasedOn()));
        copy.setReplaces(kept(plan.getReplaces()));
        copy.setPartOf(kept(plan.getPartOf()));
        copy.setCareTeam(kept(plan.getCareTeam()));
        copy.setAddresses(kept(plan.getAddresses()));
        copy.setSupportingInfo(kept(plan.getSupportingInfo()));
        copy.setGoal(kept(plan.getGoal()));
        plan.getActivity().forEach(activity -> add(copy, activity));
        copy.setExtension(factors(plan.getExtension()));
        return copy;
    }

    private static Meta meta(Meta meta) {
        Meta copy = new Meta();
        copy.setVersionId(meta.getVersionId());
        copy.setLastUpdated(meta.getLastUpdated());
        meta.getProfile().forEach(profile -> copy.addProfile(profile.getValue()));
        return copy;
    }

    private static Identifier identifier(Identifier identifier) {
        return new Identifier().setSystem(identifier.getSystem()).setValue(identifier.getValue());
    }

    private static DateTimeType time(DateTimeType time) {
        return new DateTimeType(time.getValueAsString());
    }

    private static void add(CarePlan copy, CodeableConcept category) {
        CodeableConcept kept = concept(
                category,
                coding -> CATEGORIES
                        .getOrDefault(String.valueOf(coding.getSystem()), Set.of())
                        .contains(String.valueOf(coding.getCode())));
        if (kept.hasCoding()) {
            copy.addCategory(kept);
        }
    }

    /** An activity is the reference to its request; without it there is nothing that could be shown. */
    private void add(CarePlan copy, CarePlanActivityComponent activity) {
        if (activity.hasReference() && disclosed.test(activity.getReference())) {
            CarePlanActivityComponent kept = copy.addActivity().setReference(bare(activity.getReference()));
            kept.setOutcomeReference(kept(activity.getOutcomeReference()));
            kept.setExtension(factors(activity.getExtension()));
        }
    }

    private List<Extension> factors(List<Extension> extensions) {
        return extensions.stream()
                .filter(extension -> Systems.FACTOR_ADDRESSED.equals(extension.getUrl()))
                .map(Extension::getValue)
                .filter(CodeableConcept.class::isInstance)
                .map(CodeableConcept.class::cast)
                .filter(concept -> concept.getCoding().stream()
                        .anyMatch(coding -> Systems.FACTOR.equals(coding.getSystem()) && factors.test(coding)))
                .map(concept -> new Extension(Systems.FACTOR_ADDRESSED, concept(concept, this::isOfFactor)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private boolean isOfFactor(Coding coding) {
        return Systems.FACTOR_CATEGORY.equals(coding.getSystem())
                || (Systems.FACTOR.equals(coding.getSystem()) && factors.test(coding));
    }

    private static CodeableConcept concept(CodeableConcept concept, Predicate<Coding> kept) {
        CodeableConcept copy = new CodeableConcept();
        concept.getCoding().stream()
                .filter(kept)
                .forEach(coding -> copy.addCoding(new Coding(coding.getSystem(), coding.getCode(), null)));
        return copy;
    }

    private List<Reference> kept(List<Reference> references) {
        return references.stream()
                .filter(disclosed)
                .map(Redaction::bare)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private Reference kept(Reference reference) {
        return disclosed.test(reference) ? bare(reference) : new Reference();
    }

    /** Without the words that go with it. */
    private static Reference bare(Reference reference) {
        return new Reference(reference.getReference());
    }
}
