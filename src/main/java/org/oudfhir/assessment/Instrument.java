package org.oudfhir.assessment;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coding;
import org.oudfhir.fhir.Systems;

/** A scored instrument, a row of {@code instruments.csv}. */
record Instrument(String id, String form, Coding score, String calculation, List<String> items, String name) {

    private static final List<Instrument> ALL =
            Table.rows("instruments.csv").stream().map(Instrument::read).toList();

    private static final Map<String, Instrument> BY_ID =
            ALL.stream().collect(Collectors.toMap(Instrument::id, Function.identity()));

    private static Instrument read(String[] row) {
        String system = "loinc".equals(row[2]) ? Systems.LOINC : Systems.SCORE;
        return new Instrument(
                row[0], row[1], new Coding(system, row[3], row[6]), row[4], List.of(row[5].split(" ")), row[6]);
    }

    static List<Instrument> all() {
        return ALL;
    }

    static Instrument of(String id) {
        Instrument instrument = BY_ID.get(id);
        if (instrument == null) {
            throw new IllegalStateException("instruments.csv lacks " + id);
        }
        return instrument;
    }

    /** The linkId of the form's read-only item that shows the total. */
    String totalItem() {
        return score.getCode();
    }

    /** A mean is shown with one decimal, a sum or count with none. */
    int decimals() {
        return "mean".equals(calculation) ? 1 : 0;
    }
}
