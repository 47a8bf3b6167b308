package org.oudfhir.server;

import java.util.Set;
import org.oudfhir.fhir.Problem;

/**
 * Counts what a body is made of while it is scanned, and refuses what is deeper, longer or more than any resource needs to be: a
 * few megabytes of small elements would keep the server busy for minutes.
 */
final class Shape {

    /** A resource nests a few levels; the deepest of our own definitions has less than 30. */
    static final int DEEPEST = 100;

    static final int LONGEST_LIST = 10_000;
    static final int MOST_VALUES = 500_000;

    /** Strings shall not exceed 1 MB: https://hl7.org/fhir/R4/datatypes.html#string. */
    static final int LONGEST_STRING = 1024 * 1024;

    /** What is no FHIR string: base64 and narrative. */
    private static final Set<String> LONG = Set.of("data", "div", "valueBase64Binary", "valueMarkdown");

    /** A double takes a power of ten up to 308; written out, a larger one is as long as it says. */
    private static final int LONGEST_EXPONENT = 3;

    private static final int LONGEST_NUMBER = 100;

    private int values;

    /** One more element, in a list of so many and on this level. */
    void count(int depth, int siblings) {
        if (depth > DEEPEST) {
            throw new Problem.BadRequest("too-deep", "The body is nested deeper than " + DEEPEST + " levels");
        }
        if (siblings > LONGEST_LIST) {
            throw new Problem.TooLarge("too-large", "A list in the body is longer than " + LONGEST_LIST + " items");
        }
        values++;
        if (values > MOST_VALUES) {
            throw new Problem.TooLarge(
                    "too-large", "The body has more than " + MOST_VALUES + " elements; send it in parts");
        }
    }

    /** A text; it is stored, and PostgreSQL keeps no NUL, and UTF-8 has no half characters. */
    static void checkText(String name, CharSequence text) {
        if (text.length() > LONGEST_STRING && !LONG.contains(name)) {
            throw new Problem.TooLarge(
                    "too-large",
                    "A string is longer than " + LONGEST_STRING + " characters, which FHIR does not allow");
        }
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            boolean pair = Character.isHighSurrogate(each)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (each == 0 || (Character.isSurrogate(each) && !pair)) {
                throw new Problem.BadRequest(
                        "unreadable-body",
                        "The body has a character that no text can have: NUL or half a surrogate pair");
            }
            if (pair) {
                i++;
            }
        }
    }

    /** Whether a number can be stored and written out. */
    static boolean isReasonable(String number) {
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        String digits = exponent < 0 ? "" : number.substring(exponent + 1).replaceFirst("^[+-]", "");
        return number.length() <= LONGEST_NUMBER
                && digits.length() <= LONGEST_EXPONENT
                && Double.isFinite(Double.parseDouble(number));
    }

    static void checkNumber(String number) {
        if (!isReasonable(number)) {
            throw new Problem.BadRequest("unreadable-body", "The body has a number that is too large or too long");
        }
    }
}
