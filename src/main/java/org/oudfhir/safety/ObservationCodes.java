package org.oudfhir.safety;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The observations that rules and gaps read. An EHR is asked for these alone, so that an intake of hundreds of answers is neither
 * sent nor cut off at a page; what reads another code than these is a fault that shows at once.
 */
final class ObservationCodes {

    private static final Set<String> ITEMS = Set.of(
            "alcohol-use",
            "child-pugh",
            "guardian-consent",
            "last-opioid-at",
            "last-opioid-type",
            "last-opioid-use",
            "low-dose-protocol",
            "naloxone-challenge",
            "opioid-fentanyl",
            "physically-dependent",
            "preference",
            "rx-opioid-drug",
            "rx-opioid-indication",
            "sedative-daily",
            "sedative-use",
            "setting");

    private static final Set<String> SCORES = Set.of("cows-total");

    /** ALT, AST, blood pressure panel, systolic pressure, pulse, weight, pregnancy status, PHQ-9 with its items 1 and 9, C-SSRS. */
    private static final Set<String> LOINC = Set.of(
            "1742-6", "1920-8", "85354-9", "8480-6", "8867-4", "29463-7", "82810-3", "44261-6", "44250-9", "44260-8",
            "93374-7");

    /** Value sets of laboratory tests. */
    static final Set<String> TESTS = Set.of(
            "oud-lab-opiates",
            "oud-lab-heroin",
            "oud-lab-fentanyl",
            "oud-lab-methadone",
            "oud-lab-buprenorphine",
            "oud-lab-benzodiazepine",
            "oud-lab-pregnancy",
            "oud-lab-qtc");

    private ObservationCodes() {}

    static String item(String code) {
        return declared(ITEMS, code);
    }

    static String score(String code) {
        return declared(SCORES, code);
    }

    static String loinc(String code) {
        return declared(LOINC, code);
    }

    static String test(String valueSet) {
        return declared(TESTS, valueSet);
    }

    /** The codes alone, as a search asks for them; a code of the same letters in another system does no harm. */
    static List<String> all(CodeSets sets) {
        Set<String> codes = new TreeSet<>();
        codes.addAll(ITEMS);
        codes.addAll(SCORES);
        codes.addAll(LOINC);
        TESTS.forEach(test -> codes.addAll(sets.codes(test)));
        return List.copyOf(codes);
    }

    private static String declared(Set<String> known, String code) {
        if (!known.contains(code)) {
            throw new IllegalStateException("A rule reads " + code + ", for which no EHR is asked");
        }
        return code;
    }
}
