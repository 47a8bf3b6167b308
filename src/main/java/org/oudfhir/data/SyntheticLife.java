package org.oudfhir.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The circumstances of one person, from which the answers follow. */
final class SyntheticLife {

    private static final List<String> FAMILY = List.of(
            "Maple", "Rowan", "Hazel", "Linden", "Aspen", "Cedar", "Willow", "Poplar", "Elm", "Larch", "Yew", "Spruce");
    private static final List<String> GIVEN = List.of(
            "Avery", "Casey", "Drew", "Emery", "Finley", "Harper", "Jordan", "Kai", "Morgan", "Quinn", "Riley", "Sage");
    private static final List<String> FREQUENCY =
            List.of("LA6270-8", "LA18933-4", "LA18876-5", "LA18891-4", "LA18934-2");
    private static final int[][] COWS = {
        {0, 1, 2, 4},
        {0, 1, 2, 3, 4},
        {0, 1, 3, 5},
        {0, 1, 2, 5},
        {0, 1, 2, 4},
        {0, 1, 2, 4},
        {0, 1, 2, 3, 5},
        {0, 1, 2, 4},
        {0, 1, 2, 4},
        {0, 1, 2, 4},
        {0, 3, 5}
    };

    private enum Pathway {
        FENTANYL,
        HEROIN,
        PRESCRIPTION
    }

    private final Chance chance;
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final int age;
    private final boolean female;
    private final Pathway pathway;
    private final double hardship;
    private final double severity;
    private final boolean pain;
    private final boolean pregnant;
    private final int hoursSinceUse;

    SyntheticLife(Chance chance) {
        this.chance = chance;
        age = chance.of(0.1) ? 15 + chance.nextInt(3) : 18 + (int) Math.min(52, Math.abs(chance.nextGaussian()) * 16);
        female = chance.of(0.42);
        pathway = chance.pick(List.of(Pathway.FENTANYL, Pathway.FENTANYL, Pathway.HEROIN, Pathway.PRESCRIPTION));
        hardship = chance.nextDouble();
        severity = Math.min(1, 0.25 + 0.75 * chance.nextDouble());
        pain = chance.of(pathway == Pathway.PRESCRIPTION ? 0.7 : 0.2);
        pregnant = female && age < 45 && chance.of(0.12);
        hoursSinceUse = chance.of(0.2) ? 24 * (5 + chance.nextInt(20)) : 4 + chance.nextInt(44);
    }

    SyntheticPerson person(String id) {
        mind();
        body();
        use();
        SyntheticHome home = new SyntheticHome(chance, hardship, answers);
        home.surroundings();
        home.childhood();
        home.family();
        safety();
        wishes();
        leaveOut();
        String about = (pregnant ? "pregnant, " : "") + pathway.name().toLowerCase(Locale.ROOT) + ", last use "
                + hoursSinceUse + " h ago";
        return new SyntheticPerson(
                id,
                chance.pick(FAMILY),
                chance.pick(GIVEN),
                female ? "female" : "male",
                age,
                about,
                new Answers(answers));
    }

    private void mind() {
        double mood = 0.7 * hardship + 0.3 * chance.nextDouble();
        answers.put("phq-9", chance.series(9, 3, mood));
        answers.put("44260-8", chance.of(0.25 * mood) ? "#" + (1 + chance.nextInt(2)) : "#0");
        answers.put("gad-7", chance.series(7, 3, 0.6 * mood + 0.4 * chance.nextDouble()));
        boolean trauma = chance.of(0.2 + 0.6 * hardship);
        answers.put("102011-4", trauma ? "LA33-6" : "LA32-8");
        if (trauma) {
            answers.put("pc-ptsd-5", chance.series(5, 1, 0.3 + 0.6 * hardship));
        }
        if (!answers.get("44260-8").equals("#0") && chance.of(0.8)) {
            suicide();
        }
        for (String item : List.of("selfmed-1", "selfmed-2", "selfmed-3")) {
            answers.put(item, chance.of(0.5 * mood) ? "yes" : chance.of(0.05) ? "unsure" : "no");
        }
    }

    private void suicide() {
        answers.put("93246-7", chance.yesNo(0.8));
        boolean thoughts = chance.of(0.5);
        answers.put("93247-5", thoughts ? "LA33-6" : "LA32-8");
        if (thoughts) {
            List.of("93248-3", "93249-1", "93250-9").forEach(item -> answers.put(item, chance.yesNo(0.25)));
        }
        boolean behaviour = chance.of(0.25);
        answers.put("93267-3", behaviour ? "LA33-6" : "LA32-8");
        if (behaviour) {
            answers.put("93269-9", chance.yesNo(0.3));
        }
    }

    private void body() {
        answers.put("peg", chance.series(3, 10, pain ? 0.4 + 0.5 * chance.nextDouble() : 0.2 * chance.nextDouble()));
        answers.put("pain-duration", pain ? chance.pick(List.of("3-12mo", "gt-12mo", "lt-3mo")) : "none");
        if (pain) {
            answers.put("pain-site", chance.pick(List.of("69536005", "45048000", "77568009")));
        }
        boolean prescribed = pathway == Pathway.PRESCRIPTION || chance.of(0.3);
        answers.put("rx-opioid-ever", String.valueOf(prescribed));
        answers.put(
                "rx-before-heroin",
                pathway == Pathway.PRESCRIPTION
                        ? "yes"
                        : prescribed ? chance.pick(List.of("no", "yes", "unsure")) : "no");
        if (pathway == Pathway.PRESCRIPTION && chance.of(0.4)) {
            answers.put("rx-opioid-drug", chance.pick(List.of("7804", "5489", "7052")));
            answers.put("rx-opioid-indication", "pain");
            answers.put("rx-opioid-last-dose", "-" + hoursSinceUse + "h");
            answers.put("pdmp-checked", "-0d");
        }
    }

    private void use() {
        answers.put("dsm5-oud", chance.series(11, 1, 0.2 + 0.75 * severity));
        answers.put("dsm5-supervised-only", String.valueOf(pathway == Pathway.PRESCRIPTION && chance.of(0.1)));
        double withdrawal =
                hoursSinceUse > 96 ? 0.05 : hoursSinceUse < 8 ? 0.1 : 0.15 + 0.45 * severity * chance.nextDouble();
        answers.put(
                "cows",
                Arrays.stream(COWS)
                        .map(allowed -> String.valueOf(allowed[chance.level(allowed.length - 1, withdrawal)]))
                        .collect(Collectors.joining(",")));
        answers.put("96842-0", chance.pick(FREQUENCY));
        answers.put(female ? "75889-6" : "88037-7", chance.of(0.6) ? "LA6270-8" : chance.pick(FREQUENCY));
        answers.put("96843-8", pathway == Pathway.PRESCRIPTION ? "LA6270-8" : "LA18934-2");
        answers.put("96844-6", pathway == Pathway.PRESCRIPTION ? "LA18934-2" : chance.pick(FREQUENCY));
    }

    private void safety() {
        if (female && age < 55) {
            answers.put("82810-3", pregnant ? "77386006" : chance.of(0.05) ? "102874004" : "60001007");
        }
        if (pregnant) {
            answers.put("gestational-weeks", String.valueOf(6 + chance.nextInt(32)));
        }
        if (chance.of(0.4)) {
            answers.put("76634-5", String.valueOf(390 + (int) Math.min(150, Math.abs(chance.nextGaussian()) * 50)));
        }
        if (chance.of(0.5)) {
            answers.put("1742-6", String.valueOf(15 + (int) Math.abs(chance.nextGaussian() * 60)));
            answers.put("child-pugh", chance.of(0.85) ? "A" : chance.of(0.6) ? "B" : "C");
        }
        boolean recent = hoursSinceUse < 96;
        answers.put("58379-9", pathway == Pathway.FENTANYL && recent ? "POS" : "NEG");
        answers.put("19295-5", pathway != Pathway.FENTANYL && recent ? "POS" : "NEG");
        boolean sedatives = chance.of(0.2);
        answers.put("3390-2", sedatives ? "POS" : "NEG");
        answers.put("uds-collected", "-1h");
        answers.put(
                "last-opioid-type",
                pathway == Pathway.FENTANYL ? "fentanyl" : chance.of(0.1) ? "methadone" : "short-full-agonist");
        answers.put("opioid-heroin", String.valueOf(pathway == Pathway.HEROIN));
        answers.put("opioid-fentanyl", String.valueOf(pathway == Pathway.FENTANYL));
        answers.put("last-opioid-at", "-" + hoursSinceUse + "h");
        answers.put(
                "last-opioid-route",
                pathway == Pathway.PRESCRIPTION ? "26643006" : chance.pick(List.of("injected", "smoked", "46713006")));
        answers.put("physically-dependent", recent ? chance.of(0.9) ? "yes" : "unsure" : "no");
        answers.put("sedative-use", sedatives ? chance.pick(List.of("prescribed", "non-prescribed")) : "none");
        answers.put("sedative-daily", String.valueOf(sedatives && chance.of(0.5)));
        answers.put("alcohol-use", chance.pick(List.of("none", "none", "low", "high")));
        boolean overdose = chance.of(pathway == Pathway.PRESCRIPTION ? 0.1 : 0.45);
        answers.put("overdose-ever", String.valueOf(overdose));
        answers.put("overdose-6mo", String.valueOf(overdose && chance.of(0.4) ? 1 + chance.nextInt(3) : 0));
        answers.put("naloxone-in-hand", String.valueOf(chance.of(0.35)));
    }

    private void wishes() {
        answers.put(
                "setting",
                chance.pick(List.of("office", "office", "otp", "emergency", "inpatient", "residential", "carceral")));
        answers.put(
                "preference",
                chance.pick(List.of(
                        "buprenorphine",
                        "buprenorphine",
                        "methadone",
                        "naltrexone",
                        "no-preference",
                        "no-preference",
                        "detox-only",
                        "no-medication")));
        answers.put(
                "prior-treatment",
                chance.pick(List.of(
                        "none", "none", "buprenorphine", "methadone", "buprenorphine,methadone", "naltrexone")));
        answers.put("group-preference", chance.pick(List.of("smart", "na", "either", "none")));
        answers.put("otp-reachable", String.valueOf(chance.of(0.6)));
        if (age < 18) {
            answers.put("guardian-consent", String.valueOf(chance.of(0.7)));
        }
        answers.put("low-dose-protocol", String.valueOf(chance.of(0.1)));
    }

    /** Forms are not always finished: single questions are skipped, and whole forms not given. */
    private void leaveOut() {
        if (chance.of(0.15)) {
            answers.put("44254-1", "-");
        }
        if (chance.of(0.1)) {
            answers.put("69734-2", "-");
        }
        if (chance.of(0.08)) {
            answers.remove("peg");
        }
        if (chance.of(0.08)) {
            List.of("95618-5", "95617-7", "95616-9", "95615-1").forEach(answers::remove);
        }
        if (chance.of(0.05)) {
            answers.remove("cows");
        }
    }
}
