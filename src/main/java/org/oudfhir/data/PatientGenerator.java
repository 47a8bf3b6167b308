package org.oudfhir.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Invents people with opioid use disorder, as many as wanted, the same ones for the same seed. Hardship, pain, severity and
 * household run through the answers, so that factors come together as they do in life; shares are guesses for variety, not
 * epidemiology.
 */
public final class PatientGenerator {

    private static final List<String> FAMILY = List.of(
            "Maple", "Rowan", "Hazel", "Linden", "Aspen", "Cedar", "Willow", "Poplar", "Elm", "Larch", "Yew", "Spruce");
    private static final List<String> GIVEN = List.of(
            "Avery", "Casey", "Drew", "Emery", "Finley", "Harper", "Jordan", "Kai", "Morgan", "Quinn", "Riley", "Sage");
    private static final List<String> FREQUENCY =
            List.of("LA6270-8", "LA18933-4", "LA18876-5", "LA18891-4", "LA18934-2");
    private static final List<String> LOCAL_CHILDHOOD = List.of("82141-3", "82142-1", "82143-9", "82144-7", "82145-4");
    private static final List<String> CHILDHOOD_OFTEN =
            List.of("82146-2", "82147-0", "82148-8", "82149-6", "82150-4", "82151-2");
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

    private final long seed;

    public PatientGenerator(long seed) {
        this.seed = seed;
    }

    public List<SyntheticPerson> list(int count) {
        return IntStream.range(0, count).mapToObj(this::person).toList();
    }

    /** One person; it does not depend on how many others are made. */
    public SyntheticPerson person(int number) {
        return new Life(new SplittableRandom(seed * 1_000_003L + number))
                .person(String.format("SYN-G%d-%04d", seed, number + 1));
    }

    private enum Pathway {
        FENTANYL,
        HEROIN,
        PRESCRIPTION
    }

    /** The circumstances of one person, from which the answers follow. */
    private static final class Life {

        private final RandomGenerator random;
        private final Map<String, String> answers = new LinkedHashMap<>();
        private final int age;
        private final boolean female;
        private final Pathway pathway;
        private final double hardship;
        private final double severity;
        private final boolean pain;
        private final boolean pregnant;
        private final int hoursSinceUse;

        Life(RandomGenerator seeded) {
            random = seeded;
            age = chance(0.1) ? 15 + random.nextInt(3) : 18 + (int) Math.min(52, Math.abs(random.nextGaussian()) * 16);
            female = chance(0.42);
            pathway = pick(List.of(Pathway.FENTANYL, Pathway.FENTANYL, Pathway.HEROIN, Pathway.PRESCRIPTION));
            hardship = random.nextDouble();
            severity = Math.min(1, 0.25 + 0.75 * random.nextDouble());
            pain = chance(pathway == Pathway.PRESCRIPTION ? 0.7 : 0.2);
            pregnant = female && age < 45 && chance(0.12);
            hoursSinceUse = chance(0.2) ? 24 * (5 + random.nextInt(20)) : 4 + random.nextInt(44);
        }

        SyntheticPerson person(String id) {
            mind();
            body();
            use();
            surroundings();
            childhood();
            family();
            safety();
            wishes();
            leaveOut();
            String about = (pregnant ? "pregnant, " : "") + pathway.name().toLowerCase(Locale.ROOT) + ", last use "
                    + hoursSinceUse + " h ago";
            return new SyntheticPerson(
                    id, pick(FAMILY), pick(GIVEN), female ? "female" : "male", age, about, new Answers(answers));
        }

        private void mind() {
            double mood = 0.7 * hardship + 0.3 * random.nextDouble();
            answers.put("phq-9", series(9, 3, mood));
            answers.put("44260-8", chance(0.25 * mood) ? "#" + (1 + random.nextInt(2)) : "#0");
            answers.put("gad-7", series(7, 3, 0.6 * mood + 0.4 * random.nextDouble()));
            boolean trauma = chance(0.2 + 0.6 * hardship);
            answers.put("102011-4", trauma ? "LA33-6" : "LA32-8");
            if (trauma) {
                answers.put("pc-ptsd-5", series(5, 1, 0.3 + 0.6 * hardship));
            }
            if (!answers.get("44260-8").equals("#0") && chance(0.8)) {
                suicide();
            }
            for (String item : List.of("selfmed-1", "selfmed-2", "selfmed-3")) {
                answers.put(item, chance(0.5 * mood) ? "yes" : chance(0.05) ? "unsure" : "no");
            }
        }

        private void suicide() {
            answers.put("93246-7", yesNo(0.8));
            boolean thoughts = chance(0.5);
            answers.put("93247-5", thoughts ? "LA33-6" : "LA32-8");
            if (thoughts) {
                List.of("93248-3", "93249-1", "93250-9").forEach(item -> answers.put(item, yesNo(0.25)));
            }
            boolean behaviour = chance(0.25);
            answers.put("93267-3", behaviour ? "LA33-6" : "LA32-8");
            if (behaviour) {
                answers.put("93269-9", yesNo(0.3));
            }
        }

        private void body() {
            answers.put("peg", series(3, 10, pain ? 0.4 + 0.5 * random.nextDouble() : 0.2 * random.nextDouble()));
            answers.put("pain-duration", pain ? pick(List.of("3-12mo", "gt-12mo", "lt-3mo")) : "none");
            if (pain) {
                answers.put("pain-site", pick(List.of("69536005", "45048000", "77568009")));
            }
            boolean prescribed = pathway == Pathway.PRESCRIPTION || chance(0.3);
            answers.put("rx-opioid-ever", String.valueOf(prescribed));
            answers.put(
                    "rx-before-heroin",
                    pathway == Pathway.PRESCRIPTION ? "yes" : prescribed ? pick(List.of("no", "yes", "unsure")) : "no");
            if (pathway == Pathway.PRESCRIPTION && chance(0.4)) {
                answers.put("rx-opioid-drug", pick(List.of("7804", "5489", "7052")));
                answers.put("rx-opioid-indication", "pain");
                answers.put("rx-opioid-last-dose", "-" + hoursSinceUse + "h");
                answers.put("pdmp-checked", "-0d");
            }
        }

        private void use() {
            answers.put("dsm5-oud", series(11, 1, 0.2 + 0.75 * severity));
            answers.put("dsm5-supervised-only", String.valueOf(pathway == Pathway.PRESCRIPTION && chance(0.1)));
            double withdrawal =
                    hoursSinceUse > 96 ? 0.05 : hoursSinceUse < 8 ? 0.1 : 0.15 + 0.45 * severity * random.nextDouble();
            answers.put(
                    "cows",
                    Arrays.stream(COWS)
                            .map(allowed -> String.valueOf(allowed[level(allowed.length - 1, withdrawal)]))
                            .collect(Collectors.joining(",")));
            answers.put("96842-0", pick(FREQUENCY));
            answers.put(female ? "75889-6" : "88037-7", chance(0.6) ? "LA6270-8" : pick(FREQUENCY));
            answers.put("96843-8", pathway == Pathway.PRESCRIPTION ? "LA6270-8" : "LA18934-2");
            answers.put("96844-6", pathway == Pathway.PRESCRIPTION ? "LA18934-2" : pick(FREQUENCY));
        }

        private void surroundings() {
            answers.put(
                    "71802-3",
                    chance(0.5 * hardship) ? "LA31995-6" : chance(0.4 * hardship) ? "LA31994-9" : "LA31993-1");
            answers.put("96778-6", chance(0.3 * hardship) ? "LA28580-1,LA32000-4" : "LA9-3");
            answers.put("88122-7", chance(0.5 * hardship) ? "LA6729-3" : "LA28398-8");
            answers.put("88123-5", chance(0.4 * hardship) ? "LA28397-0" : "LA28398-8");
            answers.put("93030-5", yesNo(0.6 * hardship));
            answers.put("96779-4", yesNo(0.3 * hardship));
            double violence = chance(0.3 * hardship) ? 0.7 : 0.05;
            for (String item : List.of("95618-5", "95617-7", "95616-9", "95615-1")) {
                answers.put(item, "#" + (1 + level(4, violence)));
            }
            answers.put("93159-2", pick(List.of("LA6270-8", "LA10066-1", "LA10082-8", "LA10044-8", "LA9933-8")));
            for (String item : List.of("sei-1", "sei-2", "sei-3", "sei-4", "sei-7")) {
                answers.put(item, yesNoUnsure(0.15 + 0.35 * hardship));
            }
            answers.put("sei-6", yesNoUnsure(0.95 - 0.5 * hardship));
            answers.put("sei-8", answers.get("71802-3").equals("LA31995-6") ? yesNoUnsure(0.3) : "yes");
        }

        private void childhood() {
            if (chance(0.08)) {
                LOCAL_CHILDHOOD.forEach(item -> answers.put(item, "prefer-not"));
                CHILDHOOD_OFTEN.forEach(item -> answers.put(item, "prefer-not"));
                return;
            }
            for (String item : LOCAL_CHILDHOOD) {
                answers.put(item, chance(0.6 * hardship) ? "yes" : chance(0.04) ? "dont-know" : "no");
            }
            for (String item : CHILDHOOD_OFTEN) {
                answers.put(item, chance(0.4 * hardship) ? pick(List.of("once", "more-than-once")) : "never");
            }
            answers.put("82817-8", chance(0.3 * hardship) ? "yes" : "no");
            answers.put("82818-6", chance(0.2 * hardship) ? "yes" : "no");
        }

        private void family() {
            answers.put("sei-5", yesNoUnsure(0.3));
            if (chance(0.07)) {
                answers.put("family-known", "adopted-unknown");
                return;
            }
            answers.put("family-known", chance(0.85) ? "all-known" : "partly-known");
            String relatives = List.of("NMTH", "NFTH", "NBRO", "NSIS", "MGRFTH").stream()
                    .filter(relative -> chance(0.25))
                    .map(relative ->
                            "relative-relationship:" + relative + " relative-biological:biological relative-problem:"
                                    + pick(List.of("opioids", "alcohol", "alcohol,other-drugs", "mental-illness"))
                                    + (chance(0.1) ? " relative-overdose-death:true" : ""))
                    .collect(Collectors.joining("; "));
            if (!relatives.isEmpty()) {
                answers.put("relative", relatives);
            }
        }

        private void safety() {
            if (female && age < 55) {
                answers.put("82810-3", pregnant ? "77386006" : chance(0.05) ? "102874004" : "60001007");
            }
            if (pregnant) {
                answers.put("gestational-weeks", String.valueOf(6 + random.nextInt(32)));
            }
            if (chance(0.4)) {
                answers.put("76634-5", String.valueOf(390 + (int) Math.min(150, Math.abs(random.nextGaussian()) * 50)));
            }
            if (chance(0.5)) {
                answers.put("1742-6", String.valueOf(15 + (int) Math.abs(random.nextGaussian() * 60)));
                answers.put("child-pugh", chance(0.85) ? "A" : chance(0.6) ? "B" : "C");
            }
            boolean recent = hoursSinceUse < 96;
            answers.put("58379-9", pathway == Pathway.FENTANYL && recent ? "POS" : "NEG");
            answers.put("19295-5", pathway != Pathway.FENTANYL && recent ? "POS" : "NEG");
            boolean sedatives = chance(0.2);
            answers.put("3390-2", sedatives ? "POS" : "NEG");
            answers.put("uds-collected", "-1h");
            answers.put(
                    "last-opioid-type",
                    pathway == Pathway.FENTANYL ? "fentanyl" : chance(0.1) ? "methadone" : "short-full-agonist");
            answers.put("opioid-heroin", String.valueOf(pathway == Pathway.HEROIN));
            answers.put("opioid-fentanyl", String.valueOf(pathway == Pathway.FENTANYL));
            answers.put("last-opioid-at", "-" + hoursSinceUse + "h");
            answers.put(
                    "last-opioid-route",
                    pathway == Pathway.PRESCRIPTION ? "26643006" : pick(List.of("injected", "smoked", "46713006")));
            answers.put("physically-dependent", recent ? chance(0.9) ? "yes" : "unsure" : "no");
            answers.put("sedative-use", sedatives ? pick(List.of("prescribed", "non-prescribed")) : "none");
            answers.put("sedative-daily", String.valueOf(sedatives && chance(0.5)));
            answers.put("alcohol-use", pick(List.of("none", "none", "low", "high")));
            boolean overdose = chance(pathway == Pathway.PRESCRIPTION ? 0.1 : 0.45);
            answers.put("overdose-ever", String.valueOf(overdose));
            answers.put("overdose-6mo", String.valueOf(overdose && chance(0.4) ? 1 + random.nextInt(3) : 0));
            answers.put("naloxone-in-hand", String.valueOf(chance(0.35)));
        }

        private void wishes() {
            answers.put(
                    "setting",
                    pick(List.of("office", "office", "otp", "emergency", "inpatient", "residential", "carceral")));
            answers.put(
                    "preference",
                    pick(List.of(
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
                    pick(List.of(
                            "none", "none", "buprenorphine", "methadone", "buprenorphine,methadone", "naltrexone")));
            answers.put("group-preference", pick(List.of("smart", "na", "either", "none")));
            answers.put("otp-reachable", String.valueOf(chance(0.6)));
            if (age < 18) {
                answers.put("guardian-consent", String.valueOf(chance(0.7)));
            }
            answers.put("low-dose-protocol", String.valueOf(chance(0.1)));
        }

        /** Forms are not always finished: single questions are skipped, and whole forms not given. */
        private void leaveOut() {
            if (chance(0.15)) {
                answers.put("44254-1", "-");
            }
            if (chance(0.1)) {
                answers.put("69734-2", "-");
            }
            if (chance(0.08)) {
                answers.remove("peg");
            }
            if (chance(0.08)) {
                List.of("95618-5", "95617-7", "95616-9", "95615-1").forEach(answers::remove);
            }
            if (chance(0.05)) {
                answers.remove("cows");
            }
        }

        private boolean chance(double probability) {
            return random.nextDouble() < probability;
        }

        private <T> T pick(List<T> from) {
            return from.get(random.nextInt(from.size()));
        }

        private int level(int highest, double expected) {
            int level = 0;
            for (int i = 0; i < highest; i++) {
                level += chance(expected) ? 1 : 0;
            }
            return level;
        }

        private String series(int items, int highest, double expected) {
            return IntStream.range(0, items)
                    .mapToObj(item -> String.valueOf(level(highest, expected)))
                    .collect(Collectors.joining(","));
        }

        private String yesNo(double probability) {
            return chance(probability) ? "LA33-6" : "LA32-8";
        }

        private String yesNoUnsure(double probability) {
            return chance(probability) ? "yes" : chance(0.05) ? "unsure" : chance(0.02) ? "prefer-not" : "no";
        }
    }
}
