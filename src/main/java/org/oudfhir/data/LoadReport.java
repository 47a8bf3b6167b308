package org.oudfhir.data;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Tells the user what happens: a moving bar on a terminal, else a line for each file; every refused entry; a sum at the end. */
final class LoadReport {

    private static final int BAR = 30;
    private static final long REDRAW_MILLIS = 200;

    private final PrintWriter out;
    private final boolean terminal;
    private final long totalBytes;
    private final long startNanos;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger files = new AtomicInteger();
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger present = new AtomicInteger();
    private final AtomicInteger passedOver = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger links = new AtomicInteger();
    private final Set<String> unlinked = new ConcurrentSkipListSet<>();
    private long lastDrawn;

    LoadReport(PrintWriter out, boolean terminal, long totalBytes) {
        this.out = out;
        this.terminal = terminal;
        this.totalBytes = totalBytes;
        startNanos = System.nanoTime();
    }

    void read(long count) {
        bytes.addAndGet(count);
    }

    void written(boolean isNew) {
        (isNew ? created : present).incrementAndGet();
        draw();
    }

    void passedOver(int entries) {
        passedOver.addAndGet(entries);
        draw();
    }

    void refused(Entry entry, String reason) {
        refused(entry.where(), reason);
    }

    void refused(String where, String reason) {
        refused.incrementAndGet();
        line("refused: " + where + ": " + reason);
    }

    /** A link whose target is nowhere was kept as an identifier. */
    void unlinked(String target) {
        links.incrementAndGet();
        if (unlinked.size() < 10) {
            unlinked.add(target);
        }
    }

    void file(SourceFile file, int entries) {
        files.incrementAndGet();
        if (!terminal) {
            line(file.name() + ": read, " + count(entries, "entry", "entries"));
        }
    }

    void note(String text) {
        line(text);
    }

    boolean isComplete() {
        return refused.get() == 0;
    }

    void end() {
        if (links.get() > 0) {
            line(count(links.get(), "link", "links") + " kept as identifiers, because the target is not on the server: "
                    + String.join(", ", unlinked) + (links.get() > unlinked.size() ? ", …" : ""));
        }
        Duration time = Duration.ofNanos(System.nanoTime() - startNanos);
        line(String.format(
                Locale.ROOT,
                "%s: %d created, %d on the server already, %d done by an earlier run, %d refused (%.1f s)",
                count(files.get(), "file", "files"),
                created.get(),
                present.get(),
                passedOver.get(),
                refused.get(),
                time.toMillis() / 1000.0));
    }

    private static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    private synchronized void line(String text) {
        if (terminal) {
            out.print("\r\u001b[K");
        }
        out.println(text);
        out.flush();
        lastDrawn = 0;
    }

    private synchronized void draw() {
        long now = System.nanoTime() / 1_000_000;
        if (!terminal || now - lastDrawn < REDRAW_MILLIS) {
            return;
        }
        lastDrawn = now;
        double part = totalBytes == 0 ? 1 : Math.min(1, (double) bytes.get() / totalBytes);
        int full = (int) (part * BAR);
        out.printf(
                Locale.ROOT,
                "\r\u001b[K[%s%s] %3.0f %%  %d entries, %d refused",
                "#".repeat(full),
                "-".repeat(BAR - full),
                part * 100,
                created.get() + present.get() + passedOver.get(),
                refused.get());
        out.flush();
    }
}
