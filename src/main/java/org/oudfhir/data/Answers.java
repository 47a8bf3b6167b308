package org.oudfhir.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person answered, by linkId, in short words that {@link IntakeForm} turns into a response:
 *
 * <ul>
 *   <li>{@code 44250-9 = LA6570-1}: the code of an answer option; several of a repeating item by commas
 *   <li>{@code 44250-9 = #2}: the option with this score
 *   <li>{@code phq-9 = 2,2,0,-,1}: the scored items of a form in their order, {@code -} is not answered
 *   <li>{@code last-opioid-at = -16h}: a time before the response; {@code -9d} a number of days
 *   <li>{@code relative = relative-relationship:NMTH relative-problem:alcohol,opioids; …}: a repeating group
 *   <li>{@code 95618-5 = -}: not answered, whatever was said before
 * </ul>
 */
public record Answers(Map<String, String> byLinkId) {

    public Answers {
        byLinkId = Map.copyOf(byLinkId);
    }

    public static Answers of(String... lines) {
        return new Answers(Map.of()).with(lines);
    }

    /** These answers, and those of the lines, which win. */
    public Answers with(String... lines) {
        Map<String, String> merged = new LinkedHashMap<>(byLinkId);
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("\"" + line + "\" is not of the form linkId = answer");
            }
            merged.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        }
        return new Answers(merged);
    }

    /** These answers, and the others, which win. */
    public Answers with(Answers others) {
        Map<String, String> merged = new LinkedHashMap<>(byLinkId);
        merged.putAll(others.byLinkId);
        return new Answers(merged);
    }

    /** These answers without those to some questions. */
    public Answers without(String... linkIds) {
        Map<String, String> fewer = new LinkedHashMap<>(byLinkId);
        fewer.keySet().removeAll(List.of(linkIds));
        return new Answers(fewer);
    }
}
