package org.oudfhir.data;

import java.util.ArrayList;
import java.util.List;

/** A page of plain text, of one width: labelled paragraphs, rows of columns, and rules across. */
final class TextPage {

    static final int WIDTH = 100;
    private static final int LABEL = 12;
    private static final int[] COLUMNS = {46, 22, 26};

    private final List<String> lines = new ArrayList<>();

    List<String> lines() {
        return List.copyOf(lines);
    }

    void blank() {
        lines.add("");
    }

    /** A line of one character, after a heading if there is one. */
    void across(char character, String heading) {
        String head = heading.isEmpty() ? "" : ("" + character).repeat(2) + " " + heading + " ";
        lines.add(head + String.valueOf(character).repeat(Math.max(0, WIDTH - head.length())));
    }

    /** Values after a label; nothing when there are none. */
    void labelled(String label, List<String> values) {
        if (!values.isEmpty()) {
            paragraph(label, String.join(", ", values));
        }
    }

    /** Text after a label, indented below it. */
    void paragraph(String label, String text) {
        String head = label;
        for (String line : wrapped(text, WIDTH - LABEL)) {
            lines.add(padded(head, LABEL) + line);
            head = "";
        }
    }

    /** Cells side by side, each wrapped in its column. */
    void row(String... cells) {
        List<List<String>> columns = new ArrayList<>();
        int height = 0;
        for (int i = 0; i < cells.length; i++) {
            columns.add(wrapped(cells[i], COLUMNS[i]));
            height = Math.max(height, columns.get(i).size());
        }
        for (int line = 0; line < height; line++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < cells.length; i++) {
                String cell = line < columns.get(i).size() ? columns.get(i).get(line) : "";
                text.append(padded(cell, COLUMNS[i] + (i < cells.length - 1 ? 3 : 0)));
            }
            lines.add(text.toString().stripTrailing());
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(text.length() < width ? 0 : 1, width - text.length()));
    }

    private static List<String> wrapped(String text, int width) {
        List<String> wrapped = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            String rest = word;
            if (line.length() > 0 && line.length() + 1 + rest.length() > width) {
                wrapped.add(line.toString());
                line.setLength(0);
            }
            while (rest.length() > width) {
                int hyphen = rest.lastIndexOf('-', width - 1) + 1;
                int cut = hyphen > 0 ? hyphen : width;
                wrapped.add(rest.substring(0, cut));
                rest = rest.substring(cut);
            }
            line.append(line.length() > 0 ? " " : "").append(rest);
        }
        wrapped.add(line.toString());
        return wrapped;
    }
}
