package org.oudfhir.assessment;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.oudfhir.fhir.Systems;

/** A form with the code of its panel Observation, a row of {@code forms.csv}; category is empty for a form of no category. */
record Panel(String form, Coding code, String category) {

    private static final List<Panel> ALL =
            Table.rows("forms.csv").stream().map(Panel::read).toList();

    private static Panel read(String[] row) {
        String system = "loinc".equals(row[1]) ? Systems.LOINC : Systems.ITEM;
        return new Panel(row[0], new Coding(system, row[2], row[4]), "-".equals(row[3]) ? "" : row[3]);
    }

    static List<Panel> all() {
        return ALL;
    }

    static Optional<Panel> of(String form) {
        return ALL.stream().filter(panel -> panel.form.equals(form)).findFirst();
    }
}
