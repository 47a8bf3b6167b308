package org.oudfhir.privacy.issuer;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Patient;

/**
 * What somebody looked for, and who was found.
 *
 * @param wanted as it was typed; empty when nothing was yet
 * @param fault why it cannot be looked for; empty when it can
 * @param patients those who are shown
 * @param isCut whether there are others
 */
record Found(String wanted, String fault, List<Patient> patients, boolean isCut) {

    /** Nothing by which a patient is known is longer. */
    static final int LONGEST = 100;

    private static final int MOST = 20;
    private static final int FIRST_YEAR = 1850;
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** Looks for patients by a text, of whom there may be any number. */
    @FunctionalInterface
    interface Search {
        List<Patient> find(String wanted, int most);
    }

    /** Before anything was looked for. */
    static Found nothing() {
        return new Found("", "", List.of(), false);
    }

    static Found by(String typed, Search search) {
        String wanted = typed.strip();
        String fault = fault(wanted);
        if (!fault.isEmpty()) {
            return new Found(wanted.length() > LONGEST ? "" : wanted, fault, List.of(), false);
        }
        List<Patient> all = search.find(wanted, MOST + 1);
        return new Found(wanted, "", all.stream().limit(MOST).toList(), all.size() > MOST);
    }

    private static String fault(String wanted) {
        if (wanted.length() > LONGEST) {
            return "This is too long: give at most " + LONGEST + " characters.";
        }
        if (CONTROL.matcher(wanted).find()) {
            return "This has characters that no name has: type it again.";
        }
        return DATE.matcher(wanted).matches() && !isDay(wanted)
                ? wanted + " is no day of the calendar: give year, month and day, such as 1990-12-31."
                : "";
    }

    private static boolean isDay(String date) {
        try {
            return LocalDate.parse(date).getYear() >= FIRST_YEAR;
        } catch (DateTimeException impossible) {
            return false;
        }
    }
}
