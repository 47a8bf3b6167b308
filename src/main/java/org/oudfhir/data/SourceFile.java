package org.oudfhir.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * One file to load.
 *
 * @param path where it is
 * @param name what to call it to the user
 * @param root the folder that keeps what is remembered of the load
 * @param stage files of a lower stage are loaded completely before those of a higher one
 */
record SourceFile(Path path, String name, Path root, int stage) {

    /** Synthea refers to its organisations and practitioners by identifier: they must be there first. */
    private static final List<String> SYNTHEA_FIRST = List.of("hospitalinformation", "practitionerinformation");

    /** Types that others refer to, in the order that leaves the fewest references to something not yet loaded. */
    private static final List<String> TYPES_FIRST = List.of(
            "organization",
            "location",
            "practitioner",
            "practitionerrole",
            "patient",
            "relatedperson",
            "device",
            "medication",
            "coverage",
            "episodeofcare",
            "encounter",
            "condition",
            "allergyintolerance",
            "questionnaire",
            "questionnaireresponse",
            "specimen",
            "observation",
            "procedure",
            "goal",
            "careteam",
            "careplan",
            "servicerequest",
            "medicationrequest");

    private static final List<String> TYPES_LAST = List.of("provenance", "auditevent");

    static List<SourceFile> find(List<Path> arguments) throws IOException {
        List<SourceFile> found = new ArrayList<>();
        for (Path argument : arguments) {
            if (Files.isDirectory(argument)) {
                found.addAll(inside(argument));
            } else if (Files.isReadable(argument)) {
                Path parent = argument.toAbsolutePath().getParent();
                found.add(of(argument, fileName(argument), parent == null ? argument.toAbsolutePath() : parent));
            } else {
                throw new IOException(argument + " is not a file or folder that can be read");
            }
        }
        found.sort(Comparator.comparingInt(SourceFile::stage).thenComparing(SourceFile::name));
        return found;
    }

    private static List<SourceFile> inside(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> isNamedLikeData(fileName(file)))
                    .map(file -> of(file, folder.relativize(file).toString(), folder))
                    .toList();
        }
    }

    private static SourceFile of(Path path, String name, Path root) {
        return new SourceFile(path, name, root, stageOf(fileName(path).toLowerCase(Locale.ROOT)));
    }

    private static int stageOf(String fileName) {
        for (int i = 0; i < SYNTHEA_FIRST.size(); i++) {
            if (fileName.startsWith(SYNTHEA_FIRST.get(i))) {
                return i;
            }
        }
        int afterSynthea = SYNTHEA_FIRST.size();
        String type = fileName.split("[^a-z]", 2)[0];
        if (!isLines(fileName)) {
            return afterSynthea + TYPES_FIRST.size();
        }
        if (TYPES_LAST.contains(type)) {
            return afterSynthea + TYPES_FIRST.size() + 1;
        }
        int place = TYPES_FIRST.indexOf(type);
        return afterSynthea + (place < 0 ? TYPES_FIRST.size() : place);
    }

    /** Whether each line is a resource. */
    boolean isLines() {
        return isLines(fileName(path).toLowerCase(Locale.ROOT));
    }

    InputStream open(InputStream raw) throws IOException {
        InputStream buffered = new BufferedInputStream(raw, 1 << 16);
        return path.toString().endsWith(".gz") ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }

    private static boolean isNamedLikeData(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !lower.startsWith(".") && (isLines(lower) || lower.matches(".*\\.json(\\.gz)?"));
    }

    private static boolean isLines(String lowerCaseName) {
        return lowerCaseName.matches(".*\\.(ndjson|jsonl)(\\.gz)?");
    }

    private static String fileName(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }
}
