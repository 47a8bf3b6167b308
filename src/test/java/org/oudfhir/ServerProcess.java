package org.oudfhir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server as an operator runs it: a process of its own, which can be stopped, killed, or refuse to start.
 *
 * @param data its data folder
 * @param out where its standard output goes
 * @param err where its log and its complaints go
 */
record ServerProcess(Process process, Path data, Path out, Path err) implements AutoCloseable {

    private static final Pattern BASE = Pattern.compile("(?m)^FHIR base +(\\S+)$");
    private static final Pattern READY = Pattern.compile("(?m)^Ready ");
    private static final int START_SECONDS = 120;

    /** Begins {@code serve} on a folder and does not wait. */
    static ServerProcess begin(Path data, int port, Map<String, String> environment) throws IOException {
        Path out = Files.createTempFile("oud-serve", ".out");
        Path err = Files.createTempFile("oud-serve", ".err");
        List<String> command = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx1g", "-XX:TieredStopAtLevel=1"));
        command.addAll(program());
        command.addAll(List.of("serve", "--port", String.valueOf(port), "--data", data.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("OUD_"));
        builder.environment().putAll(environment);
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        return new ServerProcess(process, data, out, err);
    }

    /** Starts a server on a folder and waits until it is ready. */
    static ServerProcess start(Path data) throws IOException, InterruptedException {
        return start(data, Map.of());
    }

    /** Starts a server on a folder with settings and waits until it is ready. */
    static ServerProcess start(Path data, Map<String, String> environment) throws IOException, InterruptedException {
        ServerProcess server = begin(data, 0, environment);
        for (int i = 0; i < START_SECONDS * 10 && !server.isReady(); i++) {
            if (server.process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("The server ended: " + server.complaint());
            }
        }
        return server;
    }

    private static List<String> program() {
        String jar = System.getProperty("oud.jar");
        return jar == null
                ? List.of("-cp", System.getProperty("java.class.path"), Main.class.getName())
                : List.of("-jar", jar);
    }

    private boolean isReady() throws IOException {
        return READY.matcher(Files.readString(out)).find();
    }

    Api api() throws IOException {
        Matcher base = BASE.matcher(Files.readString(out));
        if (!base.find()) {
            throw new IllegalStateException("The server is not ready: " + complaint());
        }
        return Api.of(base.group(1), data);
    }

    /** What it printed for the operator besides its normal output. */
    String complaint() throws IOException {
        return Files.readString(err).strip();
    }

    /** The exit code, once it has ended by itself. */
    int exit() throws InterruptedException {
        if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The server does not end");
        }
        return process.exitValue();
    }

    /** SIGTERM. */
    int stop() throws InterruptedException {
        process.destroy();
        return exit();
    }

    /** SIGKILL: nothing in the process can react; its PostgreSQL goes on as an orphan. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        exit();
    }

    /** The PostgreSQL of a folder, if it runs. */
    static Optional<ProcessHandle> database(Path data) throws IOException {
        Path file = data.resolve("postgres").resolve("postmaster.pid");
        return Files.exists(file)
                ? ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(file).get(0).strip()))
                : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        Files.delete(out);
        Files.delete(err);
    }
}
