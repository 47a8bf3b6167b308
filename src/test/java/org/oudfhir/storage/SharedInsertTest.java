package org.oudfhir.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SharedInsertTest {

    private final List<List<String>> inserts = Collections.synchronizedList(new ArrayList<>());
    private final SharedInsert<String> shared = new SharedInsert<>(entries -> inserts.add(List.copyOf(entries)));
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void whoIsAloneInsertsAlone() {
        shared.expect();
        shared.addExpected(List.of("a", "b"));
        shared.add(List.of("c"));

        assertThat(inserts).containsExactly(List.of("a", "b"), List.of("c"));
    }

    @Test
    void thoseWhoComeDuringAnInsertAreStoredAfterIt() throws InterruptedException, ExecutionException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        SharedInsert<String> slow = new SharedInsert<>(entries -> {
            inserts.add(List.copyOf(entries));
            begun.countDown();
            await(goOn);
        });
        Future<?> first = threads.submit(() -> slow.add(List.of("first")));
        begun.await();
        List<Future<?>> others = new ArrayList<>();
        IntStream.range(0, 8).forEach(i -> others.add(threads.submit(() -> slow.add(List.of("other " + i)))));
        others.forEach(other -> assertThat(other).isNotDone());
        goOn.countDown();
        first.get();
        for (Future<?> other : others) {
            other.get();
        }

        assertThat(inserts.stream().flatMap(List::stream)).hasSize(9).doesNotHaveDuplicates();
        assertThat(inserts.get(0)).containsExactly("first");
    }

    @Test
    void nobodyGoesOnBeforeTheirEntryIsStored() {
        List<CompletableFuture<Void>> all = IntStream.range(0, 16)
                .mapToObj(reader -> CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 200; i++) {
                                String entry = reader + "." + i;
                                shared.expect();
                                shared.addExpected(List.of(entry));
                                assertThat(isInserted(entry)).isTrue();
                            }
                        },
                        threads))
                .toList();
        all.forEach(CompletableFuture::join);

        assertThat(inserts.stream().flatMap(List::stream)).hasSize(16 * 200).doesNotHaveDuplicates();
        assertThat(inserts).hasSizeLessThan(16 * 200);
    }

    @Test
    void whoDoesNotComeIsNotWaitedForLong() {
        shared.expect();
        shared.expect();
        long begun = System.nanoTime();
        shared.addExpected(List.of("a"));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        shared.expectNoMore();
        assertThat(inserts).containsExactly(List.of("a"));
    }

    @Test
    void aFailureReachesAllWhoShareItAndNobodyElse() {
        SharedInsert<String> picky = new SharedInsert<>(entries -> {
            if (entries.contains("bad")) {
                throw new IllegalStateException("not stored");
            }
            inserts.add(List.copyOf(entries));
        });

        assertThatThrownBy(() -> picky.add(List.of("bad")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not stored");
        picky.add(List.of("good"));
        assertThat(inserts).containsExactly(List.of("good"));
    }

    private boolean isInserted(String entry) {
        synchronized (inserts) {
            return inserts.stream().anyMatch(batch -> batch.contains(entry));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
