package org.oudfhir.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What earlier runs have loaded completely, kept in {@value #FILE} beside the data, so that an interrupted load goes on where it
 * stopped. It saves time only: that nothing is doubled is the work of {@link Identities}, whatever happens to this file.
 */
final class LoadedBefore implements AutoCloseable {

    static final String FILE = ".oud-load";

    private final String server;
    private final String source;
    private final Set<String> units = new HashSet<>();
    private final @Nullable BufferedWriter log;

    /**
     * Opens the memory of a folder.
     *
     * @param named the name that the user gives the source, if any
     */
    static LoadedBefore open(Path root, @Nullable String named, FhirClient client) throws Unreachable {
        return new LoadedBefore(root, named, client);
    }

    private LoadedBefore(Path root, @Nullable String named, FhirClient client) throws Unreachable {
        server = Json.hash(client.baseUrl());
        Path file = root.resolve(FILE);
        List<String[]> lines = read(file);
        source = named != null
                ? named
                : lines.stream()
                        .filter(line -> line.length == 2 && "source".equals(line[0]))
                        .map(line -> line[1])
                        .findFirst()
                        .orElse(root.toAbsolutePath().normalize().toString());
        List<String> samples = new ArrayList<>();
        for (String[] line : lines) {
            if (line.length == 4 && "done".equals(line[0]) && server.equals(line[1])) {
                units.add(line[2]);
                samples.add(line[3]);
            }
        }
        if (isAnotherDatabase(samples, client)) {
            units.clear();
        }
        log = openLog(file, lines.isEmpty());
    }

    /** Names the source of the data: resources with the same id from different sources are different resources. */
    String source() {
        return source;
    }

    boolean has(String unit) {
        return units.contains(unit);
    }

    /** Whether what is done is remembered; a folder may not be writable. */
    boolean remembers() {
        return log != null;
    }

    /** Remembers a unit, with one of the resources that it made. */
    synchronized void add(String unit, String resource) throws IOException {
        if (log != null) {
            log.write("done\t" + server + "\t" + unit + "\t" + resource + "\n");
            log.flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (log != null) {
            log.close();
        }
    }

    private @Nullable BufferedWriter openLog(Path file, boolean isNew) {
        try {
            BufferedWriter writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            writer.write(isNew ? "source\t" + source + "\n" : "\n");
            writer.flush();
            return writer;
        } catch (IOException notWritable) {
            return null;
        }
    }

    private static List<String[]> read(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .filter(line -> !line.isBlank())
                            .map(line -> line.split("\t", -1))
                            .toList()
                    : List.of();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** A database that was emptied has none of what we remember to have written. */
    private static boolean isAnotherDatabase(List<String> written, FhirClient client) throws Unreachable {
        if (written.isEmpty()) {
            return false;
        }
        for (int i : new int[] {0, written.size() / 2, written.size() - 1}) {
            if (client.get(written.get(i)).status() != 404) {
                return false;
            }
        }
        return true;
    }
}
