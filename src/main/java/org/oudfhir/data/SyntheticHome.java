package org.oudfhir.data;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The people and the place around one person, now and in childhood, and what that person answers about them. */
final class SyntheticHome {

    private static final List<String> LOCAL_CHILDHOOD = List.of("82141-3", "82142-1", "82143-9", "82144-7", "82145-4");
    private static final List<String> CHILDHOOD_OFTEN =
            List.of("82146-2", "82147-0", "82148-8", "82149-6", "82150-4", "82151-2");

    private final Chance chance;
    private final double hardship;
    private final Map<String, String> answers;

    /**
     * Makes it.
     *
     * @param hardship from 0 to 1
     * @param answers to add to
     */
    SyntheticHome(Chance chance, double hardship, Map<String, String> answers) {
        this.chance = chance;
        this.hardship = hardship;
        this.answers = answers;
    }

    void surroundings() {
        answers.put(
                "71802-3",
                chance.of(0.5 * hardship) ? "LA31995-6" : chance.of(0.4 * hardship) ? "LA31994-9" : "LA31993-1");
        answers.put("96778-6", chance.of(0.3 * hardship) ? "LA28580-1,LA32000-4" : "LA9-3");
        answers.put("88122-7", chance.of(0.5 * hardship) ? "LA6729-3" : "LA28398-8");
        answers.put("88123-5", chance.of(0.4 * hardship) ? "LA28397-0" : "LA28398-8");
        answers.put("93030-5", chance.yesNo(0.6 * hardship));
        answers.put("96779-4", chance.yesNo(0.3 * hardship));
        double violence = chance.of(0.3 * hardship) ? 0.7 : 0.05;
        for (String item : List.of("95618-5", "95617-7", "95616-9", "95615-1")) {
            answers.put(item, "#" + (1 + chance.level(4, violence)));
        }
        answers.put("93159-2", chance.pick(List.of("LA6270-8", "LA10066-1", "LA10082-8", "LA10044-8", "LA9933-8")));
        for (String item : List.of("sei-1", "sei-2", "sei-3", "sei-4", "sei-7")) {
            answers.put(item, chance.yesNoUnsure(0.15 + 0.35 * hardship));
        }
        answers.put("sei-6", chance.yesNoUnsure(0.95 - 0.5 * hardship));
        answers.put("sei-8", answers.get("71802-3").equals("LA31995-6") ? chance.yesNoUnsure(0.3) : "yes");
    }

    void childhood() {
        if (chance.of(0.08)) {
            LOCAL_CHILDHOOD.forEach(item -> answers.put(item, "prefer-not"));
            CHILDHOOD_OFTEN.forEach(item -> answers.put(item, "prefer-not"));
            return;
        }
        for (String item : LOCAL_CHILDHOOD) {
            answers.put(item, chance.of(0.6 * hardship) ? "yes" : chance.of(0.04) ? "dont-know" : "no");
        }
        for (String item : CHILDHOOD_OFTEN) {
            answers.put(item, chance.of(0.4 * hardship) ? chance.pick(List.of("once", "more-than-once")) : "never");
        }
        answers.put("82817-8", chance.of(0.3 * hardship) ? "yes" : "no");
        answers.put("82818-6", chance.of(0.2 * hardship) ? "yes" : "no");
    }

    void family() {
        answers.put("sei-5", chance.yesNoUnsure(0.3));
        if (chance.of(0.07)) {
            answers.put("family-known", "adopted-unknown");
            return;
        }
        answers.put("family-known", chance.of(0.85) ? "all-known" : "partly-known");
        String relatives = List.of("NMTH", "NFTH", "NBRO", "NSIS", "MGRFTH").stream()
                .filter(relative -> chance.of(0.25))
                .map(relative ->
                        "relative-relationship:" + relative + " relative-biological:biological relative-problem:"
                                + chance.pick(List.of("opioids", "alcohol", "alcohol,other-drugs", "mental-illness"))
                                + (chance.of(0.1) ? " relative-overdose-death:true" : ""))
                .collect(Collectors.joining("; "));
        if (!relatives.isEmpty()) {
            answers.put("relative", relatives);
        }
    }
}
