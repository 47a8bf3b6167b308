package org.oudfhir.assessment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UnsignedIntType;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Systems;

/** Writes the item, score and panel Observations of a response. */
final class Observations {

    /** Units of the laboratory values of the form medical-safety (decisions 3.2). */
    private static final Map<String, String> UNITS = Map.of(
            "8636-3", "ms", "76634-5", "ms", "76635-2", "ms", "1742-6", "U/L", "1920-8", "U/L", "1975-2", "mg/dL",
            "1751-7", "g/dL", "6301-6", "1");

    private static final Set<String> URINE_TESTS =
            Set.of("19295-5", "19321-9", "58379-9", "19550-3", "58359-1", "3390-2");

    private static final String RELATIVE = "relative-";
    private static final Set<String> PERFORMERS =
            Set.of("Practitioner", "PractitionerRole", "Organization", "CareTeam", "Patient", "RelatedPerson");

    private final Ledger ledger;
    private final Form form;
    private final Answers answers;
    private final ScoreValue scoreValue;
    private final Map<String, List<Observation>> items = new LinkedHashMap<>();
    private final Map<String, Observation> scores = new HashMap<>();

    Observations(Ledger ledger, Form form, Answers answers, Thresholds thresholds) {
        this.ledger = ledger;
        this.form = form;
        this.answers = answers;
        this.scoreValue = new ScoreValue(thresholds);
    }

    /** The item Observations of a linkId. */
    List<Observation> items(String linkId) {
        return items.getOrDefault(linkId, List.of());
    }

    Optional<Observation> score(Instrument instrument) {
        return Optional.ofNullable(scores.get(instrument.id()));
    }

    void write(List<Score> given) {
        writeItems();
        given.forEach(this::writeScore);
        Panel.all().forEach(this::writePanel);
    }

    private void writeItems() {
        Set<String> totals = totals();
        answers.items().forEach((linkId, given) -> {
            if (form.has(linkId) && !totals.contains(linkId) && !linkId.startsWith(RELATIVE)) {
                writeItem(linkId, given);
            }
        });
    }

    private static Set<String> totals() {
        return Instrument.all().stream().map(Instrument::totalItem).collect(Collectors.toUnmodifiableSet());
    }

    private void writeItem(String linkId, List<Answer> given) {
        List<Observation> written = new ArrayList<>();
        for (int n = 0; n < given.size(); n++) {
            String suffix = n == 0 ? "" : "." + (n + 1);
            written.add(ledger.add("item." + linkId + suffix, "oud-screening-item", item(linkId, given.get(n))));
        }
        items.put(linkId, written);
    }

    private Observation item(String linkId, Answer answer) {
        boolean laboratory = UNITS.containsKey(linkId) || URINE_TESTS.contains(linkId);
        Observation item = observation(laboratory ? "laboratory" : "survey", category(linkId));
        item.setCode(new CodeableConcept(code(linkId)));
        answers.first("uds-collected")
                .filter(collected -> URINE_TESTS.contains(linkId))
                .ifPresent(collected -> item.setEffective(collected.value().copy()));
        performer().ifPresent(item::addPerformer);
        item.addDerivedFrom(ledger.source());
        Optional<Verdict> withheld = answer.withheld();
        if (withheld.isPresent()) {
            String reason =
                    answer.is("not-assessed") ? "not-performed" : withheld.get().reason();
            item.setDataAbsentReason(Concept.of(Systems.DATA_ABSENT_REASON, reason));
        } else {
            item.setValue(value(linkId, answer.value()));
        }
        return item;
    }

    private Coding code(String linkId) {
        Coding code = ItemCode.of(linkId);
        form.item(linkId)
                .map(item -> item.definition().getCodeFirstRep().getDisplay())
                .ifPresent(code::setDisplay);
        return code;
    }

    /** R4's Observation has no decimal, date or Coding value. */
    private static Type value(String linkId, Type answer) {
        if (answer instanceof Coding coding) {
            return new CodeableConcept(new Coding(coding.getSystem(), coding.getCode(), coding.getDisplay()));
        }
        if (answer instanceof DecimalType decimal) {
            String unit = UNITS.getOrDefault(linkId, "1");
            return new Quantity()
                    .setValue(decimal.getValue())
                    .setUnit(unit)
                    .setSystem(Systems.UCUM)
                    .setCode(unit);
        }
        return answer instanceof DateType date ? new DateTimeType(date.getValueAsString()) : answer.copy();
    }

    private Optional<Reference> performer() {
        Reference author = ledger.response().getAuthor();
        Reference source = ledger.response().getSource();
        return PERFORMERS.contains(String.valueOf(author.getReferenceElement().getResourceType()))
                ? Optional.of(author.copy())
                : Optional.of(source.copy())
                        .filter(reference -> PERFORMERS.contains(
                                String.valueOf(reference.getReferenceElement().getResourceType())));
    }

    private String category(String linkId) {
        return form.item(linkId)
                .flatMap(item -> Panel.of(item.block()))
                .map(Panel::category)
                .orElse("");
    }

    private Observation observation(String category, String factorCategory) {
        Observation observation = new Observation();
        observation.setStatus(ObservationStatus.FINAL);
        observation.addCategory(Concept.of(Systems.OBSERVATION_CATEGORY, category));
        if (!factorCategory.isEmpty()) {
            observation.addCategory(Concept.of(Systems.FACTOR_CATEGORY, factorCategory));
        }
        observation.setSubject(ledger.subject());
        observation.setEffective(ledger.response().getAuthoredElement().copy());
        if (ledger.response().hasEncounter()) {
            observation.setEncounter(ledger.response().getEncounter().copy());
        }
        return observation;
    }

    private void writeScore(Score score) {
        Instrument instrument = score.instrument();
        String category = Panel.of(instrument.form()).map(Panel::category).orElse("");
        Observation observation = observation("survey", category);
        observation.setCode(new CodeableConcept(instrument.score().copy()));
        observation.getMethod().setText(instrument.name());
        if (score.complete()) {
            scoreValue.write(observation, score);
        } else {
            observation.setDataAbsentReason(Concept.of(Systems.DATA_ABSENT_REASON, "unknown"));
            observation.addExtension(Systems.SCORE_INCOMPLETE, new UnsignedIntType(score.missing()));
        }
        if (answers.has("dsm5-supervised-only") && "dsm5".equals(instrument.id())) {
            observation.addExtension(
                    Systems.SUPERVISED_OPIOID_ONLY, new BooleanType(answers.yes("dsm5-supervised-only")));
        }
        if (!score.note().isEmpty()) {
            observation.addNote().setText(score.note());
        }
        observation.addDerivedFrom(ledger.source());
        instrument.items().stream()
                .flatMap(linkId -> items(linkId).stream())
                .forEach(item -> observation.addDerivedFrom(Keys.reference(item)));
        scores.put(
                instrument.id(),
                ledger.addByRule("score." + instrument.score().getCode(), "oud-screening-score", observation));
    }

    private void writePanel(Panel panel) {
        List<Observation> members = new ArrayList<>();
        items.forEach((linkId, written) -> {
            if (form.item(linkId).map(item -> item.block().equals(panel.form())).orElse(false)) {
                members.addAll(written);
            }
        });
        Instrument.all().stream()
                .filter(instrument -> instrument.form().equals(panel.form()))
                .flatMap(instrument -> score(instrument).stream())
                .forEach(members::add);
        if (members.isEmpty()) {
            return;
        }
        Observation observation = observation("survey", panel.category());
        observation.setCode(new CodeableConcept(panel.code().copy()));
        observation.addDerivedFrom(ledger.source());
        members.forEach(member -> observation.addHasMember(Keys.reference(member)));
        ledger.add("panel." + panel.form(), "oud-screening-panel", observation);
    }
}
