package org.oudfhir.assessment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Computes the score of an instrument from the answers. The ordinal values come from the Questionnaire. */
final class Scoring {

    private static final String TRAUMA_GATE = "102011-4";

    /** Eight categories of the BRFSS module, each shown by any of its items; grouping unverified. */
    private static final List<List<String>> ACE_CATEGORIES = List.of(
            List.of("82141-3"),
            List.of("82142-1", "82143-9"),
            List.of("82144-7"),
            List.of("82145-4"),
            List.of("82146-2"),
            List.of("82147-0"),
            List.of("82148-8"),
            List.of("82149-6", "82150-4", "82151-2"));

    /** Tolerance and withdrawal: no criteria when opioids are taken solely under medical supervision (DSM-5). */
    private static final List<String> NOT_UNDER_SUPERVISION = List.of("dsm5-10", "dsm5-11");

    private final Form form;
    private final Answers answers;

    Scoring(Form form, Answers answers) {
        this.form = form;
        this.answers = answers;
    }

    /** The scores of all instruments that the form has and that were given. */
    static List<Score> all(Form form, Answers answers) {
        Scoring scoring = new Scoring(form, answers);
        List<Score> scores = new ArrayList<>();
        for (Instrument instrument : Instrument.all()) {
            if (instrument.items().stream().anyMatch(form::has)) {
                Score score = scoring.score(instrument);
                if (score.given()) {
                    scores.add(score);
                }
            }
        }
        return scores;
    }

    Score score(Instrument instrument) {
        return switch (instrument.calculation()) {
            case "sum" -> sum(instrument, instrument.items());
            case "mean" -> mean(instrument);
            case "gated-sum" -> gatedSum(instrument);
            case "c-ssrs" -> suicideRisk(instrument);
            case "ace" -> childhood(instrument);
            case "dsm5" -> criteria(instrument);
            case "family" -> FamilyGrid.of(answers).score(instrument);
            default ->
                throw new IllegalStateException("instruments.csv: unknown calculation " + instrument.calculation());
        };
    }

    private Score sum(Instrument instrument, List<String> items) {
        return sum(instrument, items, answer -> form.points(answer));
    }

    private Score sum(Instrument instrument, List<String> items, Function<Answer, Optional<BigDecimal>> points) {
        BigDecimal sum = BigDecimal.ZERO;
        List<Verdict> missing = new ArrayList<>();
        for (String item : items) {
            Optional<Answer> answer = answers.first(item);
            Optional<BigDecimal> worth = answer.filter(Answer::usable).flatMap(points);
            sum = sum.add(worth.orElse(BigDecimal.ZERO));
            if (worth.isEmpty()) {
                missing.add(answer.flatMap(Answer::withheld).orElse(Verdict.UNKNOWN));
            }
        }
        return score(instrument, sum, missing);
    }

    private Score score(Instrument instrument, BigDecimal atLeast, List<Verdict> missing) {
        if (instrument.items().stream().noneMatch(answers::has)) {
            return Score.notGiven(instrument);
        }
        Verdict withheld = missing.isEmpty() ? Verdict.ABSENT : Verdict.any(missing);
        return new Score(instrument, atLeast, true, missing.size(), withheld, "");
    }

    private Score mean(Instrument instrument) {
        Score sum = sum(instrument, instrument.items());
        BigDecimal mean =
                sum.atLeast().divide(BigDecimal.valueOf(instrument.items().size()), MathContext.DECIMAL64);
        return new Score(instrument, mean, sum.given(), sum.missing(), sum.withheld(), "");
    }

    private Score gatedSum(Instrument instrument) {
        Optional<Answer> gate = answers.first(TRAUMA_GATE);
        if (gate.isPresent() && gate.get().usable() && !gate.get().yes()) {
            return new Score(
                    instrument,
                    BigDecimal.ZERO,
                    true,
                    0,
                    Verdict.ABSENT,
                    "No traumatic event: the gate question ended the instrument.");
        }
        List<String> scored = instrument.items().stream()
                .filter(item -> !TRAUMA_GATE.equals(item))
                .toList();
        return sum(instrument, scored);
    }

    /** Columbia triage: 0 none, 1 low, 2 moderate, 3 high. */
    private Score suicideRisk(Instrument instrument) {
        int level = 0;
        if (answers.yes("93246-7") || answers.yes("93247-5")) {
            level = 1;
        }
        if (answers.yes("93248-3") || answers.yes("93267-3")) {
            level = 2;
        }
        if (answers.yes("93249-1") || answers.yes("93250-9") || answers.yes("93269-9")) {
            level = 3;
        }
        List<String> asked = new ArrayList<>(List.of("93246-7", "93247-5", "93267-3"));
        if (answers.yes("93247-5")) {
            asked.addAll(List.of("93248-3", "93249-1", "93250-9"));
        }
        if (answers.yes("93267-3")) {
            asked.add("93269-9");
        }
        return score(instrument, BigDecimal.valueOf(level), missing(asked));
    }

    private List<Verdict> missing(List<String> items) {
        List<Verdict> missing = new ArrayList<>();
        for (String item : items) {
            Optional<Answer> answer = answers.first(item);
            if (answer.isEmpty()) {
                missing.add(Verdict.UNKNOWN);
            } else {
                answer.get().withheld().ifPresent(missing::add);
            }
        }
        return missing;
    }

    private Score childhood(Instrument instrument) {
        long categories = ACE_CATEGORIES.stream()
                .filter(category -> category.stream().anyMatch(this::happened))
                .count();
        return score(instrument, BigDecimal.valueOf(categories), missing(instrument.items()));
    }

    private boolean happened(String item) {
        return answers.first(item)
                .map(answer -> answer.is("yes", "once", "more-than-once"))
                .orElse(false);
    }

    private Score criteria(Instrument instrument) {
        boolean supervised = answers.yes("dsm5-supervised-only");
        List<String> counted = instrument.items().stream()
                .filter(item -> !(supervised && NOT_UNDER_SUPERVISION.contains(item)))
                .toList();
        Score count = sum(instrument, counted, answer -> Optional.of(answer.yes() ? BigDecimal.ONE : BigDecimal.ZERO));
        String note = supervised ? "Tolerance and withdrawal not counted: opioids taken solely under supervision." : "";
        return new Score(instrument, count.atLeast(), count.given(), count.missing(), count.withheld(), note);
    }
}
