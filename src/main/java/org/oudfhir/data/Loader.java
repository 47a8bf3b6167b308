package org.oudfhir.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Loads files in their order, a few requests at a time; what waits for something else is tried again at the end. */
final class Loader {

    private final FhirClient client;
    private final int parallel;
    private final @Nullable String sourceName;
    private final LoadReport report;

    Loader(FhirClient client, int parallel, @Nullable String sourceName, LoadReport report) {
        this.client = client;
        this.parallel = parallel;
        this.sourceName = sourceName;
        this.report = report;
    }

    void load(List<SourceFile> files) throws IOException {
        Set<String> served = client.servedTypes();
        try (Waiting waiting = new Waiting(files);
                Run run = new Run(served, waiting)) {
            int stage = 0;
            for (SourceFile file : files) {
                if (file.stage() != stage) {
                    run.finish();
                    stage = file.stage();
                }
                run.read(file);
            }
            run.finish();
            run.tryAgain();
        }
    }

    /** One load, with what it keeps while it runs. */
    private final class Run implements AutoCloseable {

        private final Set<String> served;
        private final Waiting waiting;
        private final Targets targets = new Targets(client);
        private final Map<Path, LoadedBefore> memories = new HashMap<>();
        private final ExecutorService workers = Executors.newFixedThreadPool(parallel);
        private final Semaphore room = new Semaphore(2 * parallel);
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Run(Set<String> served, Waiting waiting) {
            this.served = served;
            this.waiting = waiting;
        }

        void read(SourceFile file) throws IOException {
            LoadedBefore memory = memory(file.root());
            EntryReader.Sink sink = new EntryReader.Sink() {
                @Override
                public void unit(List<Entry> entries) throws IOException {
                    String name = unitName(entries);
                    if (memory.has(name)) {
                        report.passedOver(entries.size());
                    } else {
                        submit(() -> write(entries, true, name, memory));
                    }
                }

                @Override
                public void refused(String place, String reason) {
                    report.refused(file.name() + (place.isEmpty() ? "" : " " + place), reason);
                }
            };
            int entries = new EntryReader(new EntryMaker(served, memory.source()), file, sink)
                    .read(() -> file.open(Files.newInputStream(file.path())), () -> open(file));
            report.file(file, entries);
        }

        /** What waits is tried as long as a round gets further, and at last without the links that lead nowhere. */
        void tryAgain() throws IOException {
            int before = Integer.MAX_VALUE;
            while (waiting.size() > 0) {
                boolean mayWait = waiting.size() < before;
                before = waiting.size();
                waiting.round(unit -> submit(
                        () -> write(unit, mayWait, "", memory(unit.get(0).file().root()))));
                finish();
            }
        }

        private void write(List<Entry> unit, boolean mayWait, String name, LoadedBefore memory) throws IOException {
            UnitLoader loader = new UnitLoader(client, served, targets, report);
            List<Entry> later = loader.load(unit, mayWait);
            waiting.add(later);
            if (later.isEmpty() && loader.isComplete() && !name.isEmpty()) {
                memory.add(name, loader.sample());
            }
        }

        private synchronized LoadedBefore memory(Path root) throws IOException {
            LoadedBefore memory = memories.get(root);
            if (memory == null) {
                memory = LoadedBefore.open(root, sourceName, client);
                memories.put(root, memory);
                if (!memory.remembers()) {
                    report.note(root + " cannot be written to, so what is done is not remembered:"
                            + " a repeated load asks the server about everything again, and doubles nothing");
                }
            }
            return memory;
        }

        private void submit(Work work) throws IOException {
            rethrow();
            room.acquireUninterruptibly();
            workers.execute(() -> {
                try {
                    if (failure.get() == null) {
                        work.run();
                    }
                } catch (IOException | RuntimeException e) {
                    failure.compareAndSet(null, e);
                } finally {
                    room.release();
                }
            });
        }

        void finish() throws IOException {
            room.acquireUninterruptibly(2 * parallel);
            room.release(2 * parallel);
            rethrow();
        }

        private void rethrow() throws IOException {
            Throwable thrown = failure.get();
            if (thrown instanceof IOException e) {
                throw e;
            }
            if (thrown instanceof RuntimeException e) {
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            workers.shutdown();
            try {
                if (!workers.awaitTermination(10, TimeUnit.MINUTES)) {
                    workers.shutdownNow();
                }
            } catch (InterruptedException e) {
                workers.shutdownNow();
                Thread.currentThread().interrupt();
            }
            for (LoadedBefore memory : memories.values()) {
                memory.close();
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static String unitName(List<Entry> entries) {
        return Json.hash(entries.stream()
                .map(entry -> entry.fullUrl() + entry.request() + entry.resource())
                .toArray(String[]::new));
    }

    /** Opens a file so that what is read of it moves the progress bar. */
    private InputStream open(SourceFile file) throws IOException {
        return file.open(new FilterInputStream(Files.newInputStream(file.path())) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                if (count > 0) {
                    report.read(count);
                }
                return count;
            }
        });
    }
}
