package org.oudfhir.assessment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.QuestionnaireResponse;

/** The columns of {@code vignettes.csv}: intakes made from the arrays, and what they have to give. */
final class Vignettes {

    /** Where the table is silent, the answer is no or never; only the reverse items are yes. */
    private static final String DEFAULTS =
            "pain-duration:none rx-before-heroin:no selfmed-1:no selfmed-2:no selfmed-3:no "
                    + "88037-7:LA6270-8 96842-0:LA6270-8 96843-8:LA6270-8 96844-6:LA6270-8 93159-2:LA6270-8 "
                    + "sei-1:no sei-2:no sei-3:no sei-4:no sei-5:no sei-6:yes sei-7:no sei-8:yes "
                    + "82817-8:no 82818-6:no family-known:all-known alcohol-use:none sedative-use:none "
                    + "physically-dependent:yes overdose-ever:false naloxone-in-hand:true "
                    + "setting:office preference:no-preference otp-reachable:false";

    /** One patient: the cells of the column by the name of the row. */
    record Vignette(String name, Map<String, String> cells) {

        String cell(String row) {
            return cells.getOrDefault(row, "");
        }

        QuestionnaireResponse response() {
            Filled intake = Filled.form("oud-intake").pairs(DEFAULTS);
            List.of("phq-9", "gad-7", "pc-ptsd-5", "peg", "cows", "dsm5", "hits", "ace").stream()
                    .filter(instrument -> !cell(instrument).isEmpty())
                    .forEach(instrument -> intake.scored(instrument, cell(instrument)));
            intake.with("102011-4", cell("gate")).pairs(cell("items"));
            Arrays.stream(cell("relatives").split("\\s+", -1))
                    .filter(relative -> !relative.isBlank())
                    .forEach(intake::relative);
            return intake.id(name.substring(0, 2)).response();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Vignettes() {}

    static List<Vignette> all() {
        List<String[]> rows = rows();
        List<Vignette> vignettes = new ArrayList<>();
        for (int column = 1; column < rows.get(0).length; column++) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (String[] row : rows) {
                cells.put(row[0].trim(), column < row.length ? row[column].trim() : "");
            }
            vignettes.add(new Vignette(cells.getOrDefault("question", ""), cells));
        }
        return vignettes;
    }

    private static List<String[]> rows() {
        Path table = Path.of("src/test/resources/org/oudfhir/assessment/vignettes.csv");
        try {
            return Files.readAllLines(table).stream()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\\|", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
