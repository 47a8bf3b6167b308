package org.oudfhir.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_REQUIRES_NEW;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oudfhir.storage.AuditRecord.About;
import org.oudfhir.storage.AuditRecord.Act;
import org.oudfhir.storage.AuditRecord.Who;
import org.oudfhir.storage.AuditTrail.Kept;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** With which transaction a line of the trail is stored, and with which it is undone. */
class AuditTrailIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static Database database;
    private static AuditTrail trail;
    private static TransactionTemplate transaction;
    private static TransactionTemplate ownTransaction;

    @BeforeAll
    static void open(@TempDir Path data) throws Exception {
        database = Database.open(new Database.Embedded(data), new Database.Pool(4, 30));
        trail = new AuditTrail(database.dataSource());
        DataSourceTransactionManager manager = new DataSourceTransactionManager(database.dataSource());
        transaction = new TransactionTemplate(manager);
        ownTransaction = new TransactionTemplate(manager);
        ownTransaction.setPropagationBehavior(PROPAGATION_REQUIRES_NEW);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void whatIsUndoneIsNotRecorded() {
        AuditRecord line = line();

        transaction.executeWithoutResult(status -> {
            trail.append(List.of(line));
            status.setRollbackOnly();
        });

        assertThat(isStored(line)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void aTransactionOfItsOwnTakesItsOwnLinesAlong(boolean isOuterKept, boolean isInnerKept) {
        AuditRecord before = line();
        AuditRecord inner = line();
        AuditRecord after = line();

        transaction.executeWithoutResult(status -> {
            trail.append(List.of(before));
            ownTransaction.executeWithoutResult(own -> {
                trail.append(List.of(inner));
                undoUnless(isInnerKept, own);
            });
            assertThat(isStored(inner)).isEqualTo(isInnerKept);
            trail.append(List.of(after));
            undoUnless(isOuterKept, status);
        });

        assertThat(isStored(inner)).isEqualTo(isInnerKept);
        assertThat(isStored(before)).isEqualTo(isOuterKept);
        assertThat(isStored(after)).isEqualTo(isOuterKept);
    }

    private static void undoUnless(boolean isKept, TransactionStatus transaction) {
        if (!isKept) {
            transaction.setRollbackOnly();
        }
    }

    @Test
    void whatIsReadIsRecordedWithTheEndOfItsTransactionAndIsAllStoredOrNothing() {
        AuditRecord alone = line();
        AuditRecord first = line();
        AuditRecord second = line();

        transaction.executeWithoutResult(status -> trail.appendToReading(List.of(alone), Kept.SOON));
        transaction.executeWithoutResult(status -> {
            trail.appendToReading(List.of(first), Kept.FIRST);
            trail.append(List.of(second));
            status.setRollbackOnly();
        });

        assertThat(isStored(alone)).isTrue();
        assertThat(isStored(first)).isFalse();
        assertThat(isStored(second)).isFalse();
    }

    /** A connection whose transaction the line itself has ended works on. */
    @Test
    void theNextTransactionOfTheSameConnectionIsUndoneAsAWhole() {
        AuditRecord undone = line();

        for (int i = 0; i < 10; i++) {
            transaction.executeWithoutResult(status -> trail.appendToReading(List.of(line()), Kept.FIRST));
            transaction.executeWithoutResult(status -> {
                trail.append(List.of(undone));
                status.setRollbackOnly();
            });
        }

        assertThat(isStored(undone)).isFalse();
    }

    @Test
    void whatComesAfterTheEndOfATransactionIsRecordedByItself() {
        AuditRecord late = line();

        transaction.executeWithoutResult(status ->
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        ownTransaction.executeWithoutResult(own -> trail.append(List.of(late)));
                    }
                }));

        assertThat(isStored(late)).isTrue();
    }

    private static AuditRecord line() {
        return new AuditRecord(
                Instant.parse("2026-01-01T00:00:00Z"),
                new Act("read", "R", "0", "", "", ""),
                new Who("line-" + NUMBER.incrementAndGet(), "", "", "", "", ""),
                new About(List.of(), List.of(), List.of()),
                Optional.empty());
    }

    private static boolean isStored(AuditRecord line) {
        AuditQuestion all = new AuditQuestion(Optional.empty(), Optional.empty(), Optional.empty(), false, Map.of());
        return trail.find(all, 0, 1_000).containsValue(line);
    }
}
