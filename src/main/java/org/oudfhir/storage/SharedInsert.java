package org.oudfhir.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One insert for what threads add at the same time: a commit costs more than a row. Whoever adds goes on when it is stored. An
 * insert waits for others only while some are expected, and not long: a thread that is alone never waits.
 */
final class SharedInsert<T> {

    private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(2);

    /** What shares one insert, and how it ended. */
    private static final class Batch<T> {
        private final List<T> entries = new ArrayList<>();
        private final CompletableFuture<Void> stored = new CompletableFuture<>();
    }

    private final Consumer<List<T>> insert;
    private final ReentrantLock inserting = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition allCame = lock.newCondition();
    private @Nullable Batch<T> open;
    private int expected;

    /**
     * Makes it.
     *
     * @param insert stores entries, all or none; what it throws reaches everybody who added one of them
     */
    SharedInsert(Consumer<List<T>> insert) {
        this.insert = insert;
    }

    /** Somebody will soon add, or expect no more. */
    void expect() {
        change(1);
    }

    /** Somebody who was expected does not come. */
    void expectNoMore() {
        change(-1);
    }

    /** Stores entries of somebody who was expected. */
    void addExpected(List<T> entries) {
        add(entries, -1);
    }

    /** Stores entries. */
    void add(List<T> entries) {
        add(entries, 0);
    }

    private void add(List<T> entries, int expectation) {
        Batch<T> batch;
        boolean isFirst;
        lock.lock();
        try {
            Batch<T> joined = open;
            isFirst = joined == null;
            batch = joined == null ? new Batch<>() : joined;
            batch.entries.addAll(entries);
            open = batch;
            change(expectation);
        } finally {
            lock.unlock();
        }
        if (isFirst) {
            insert(batch);
        }
        try {
            batch.stored.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private void change(int difference) {
        lock.lock();
        try {
            expected += difference;
            if (expected == 0) {
                allCame.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Those who come while an earlier insert runs join this one. */
    private void insert(Batch<T> batch) {
        inserting.lock();
        try {
            awaitExpected();
            insert.accept(batch.entries);
            batch.stored.complete(null);
        } catch (RuntimeException | Error e) {
            batch.stored.completeExceptionally(e);
        } finally {
            inserting.unlock();
        }
    }

    private void awaitExpected() {
        lock.lock();
        try {
            long left = LONGEST_WAIT;
            while (expected > 0 && left > 0) {
                left = allCame.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open = null;
            lock.unlock();
        }
    }
}
