package org.oudfhir.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.Problem;
import org.oudfhir.storage.ExportJob.Content;
import org.oudfhir.storage.ExportJob.Part;
import org.oudfhir.storage.ExportJob.Selection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Bulk exports. Of what is exported only keys and versions are kept, never a copy: a file is put together when it is fetched,
 * from the versions that were current at the moment of the export.
 *
 * <p>The list is made while the client asks for it, in slices of a few seconds, so that the caller's authority is asked anew
 * each time, an export that nobody waits for costs nothing, and one goes on after a restart.
 */
public final class Exports {

    private static final int MOST_OPEN = 10;
    private static final Duration KEPT = Duration.ofHours(24);

    private static final String[] TABLES = {"""
        CREATE TABLE IF NOT EXISTS oud_export (
            id uuid PRIMARY KEY, holder text NOT NULL, request text NOT NULL, at timestamptz NOT NULL,
            begun timestamptz NOT NULL DEFAULT clock_timestamp(), expires timestamptz NOT NULL,
            types text[] NOT NULL, since timestamptz, of_patients boolean NOT NULL, patients text[], filters text[] NOT NULL,
            type_number int NOT NULL DEFAULT 0, last_id bigint NOT NULL DEFAULT 0, complete boolean NOT NULL DEFAULT false)
        """, """
        CREATE TABLE IF NOT EXISTS oud_export_part (
            export uuid NOT NULL REFERENCES oud_export (id) ON DELETE CASCADE, number int NOT NULL, type text NOT NULL,
            ids bigint[] NOT NULL, versions bigint[] NOT NULL, PRIMARY KEY (export, number))
        """};

    private static final String FIND = "SELECT * FROM oud_export WHERE id = ? AND holder = ? AND expires > ?";

    /**
     * What was written before the moment of the export is only seen when the transaction that wrote it has ended. The time in
     * a resource is a little older than its transaction.
     */
    private static final String SETTLED = """
        SELECT clock_timestamp() > e.begun + interval '500 ms' AND NOT EXISTS (
            SELECT 1 FROM pg_stat_activity a
             WHERE a.datname = current_database() AND a.application_name = current_setting('application_name')
               AND a.pid <> pg_backend_pid() AND a.xact_start <= e.begun + interval '500 ms')
          FROM oud_export e WHERE e.id = ?
        """;

    private static final String LOCK =
            "SELECT type_number, last_id FROM oud_export WHERE id = ? AND NOT complete FOR UPDATE SKIP LOCKED";

    private static final String MOVE = "UPDATE oud_export SET type_number = ?, last_id = ?, complete = ? WHERE id = ?";

    private static final String ADD = """
        INSERT INTO oud_export_part (export, number, type, ids, versions)
        SELECT ?, count(*), ?, ?, ? FROM oud_export_part WHERE export = ?
        """;

    private static final String PARTS =
            "SELECT number, type, cardinality(ids) AS count FROM oud_export_part WHERE export = ? ORDER BY number";

    private static final String READ = """
        SELECT r.res_id, r.res_type, r.fhir_id, v.res_ver, v.res_updated, v.source_uri, v.res_text_vc,
               v.res_ver <> k.version AS is_successor
          FROM oud_export_part p, unnest(p.ids, p.versions) AS k (id, version)
          JOIN hfj_resource r ON r.res_id = k.id AND r.res_deleted_at IS NULL
          JOIN hfj_res_ver v ON v.res_id = k.id AND v.res_ver IN (k.version, r.res_ver)
         WHERE p.export = ? AND p.number = ?
         ORDER BY r.res_id
        """;

    private final FhirContext fhir;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Semaphore oneAtATime = new Semaphore(1);

    Exports(FhirContext fhir, DataSource dataSource, TransactionTemplate transactions, Clock clock) {
        this.fhir = fhir;
        this.jdbc = new JdbcTemplate(dataSource);
        this.transactions = transactions;
        this.clock = clock;
        Arrays.stream(TABLES).forEach(jdbc::execute);
    }

    /**
     * Begins an export.
     *
     * @param holder who may go on with it
     * @return its id
     * @throws Problem.TooMany when the holder has too many already
     */
    public UUID begin(String holder, String request, Selection what) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        jdbc.update("DELETE FROM oud_export WHERE expires <= ?", Timestamp.from(now));
        Integer open = jdbc.queryForObject("SELECT count(*) FROM oud_export WHERE holder = ?", Integer.class, holder);
        if (open != null && open >= MOST_OPEN) {
            throw new Problem.TooMany(
                    "too-many-exports",
                    "There are " + MOST_OPEN + " exports already; delete those that are not needed any more");
        }
        UUID id = UUID.randomUUID();
        jdbc.update(
                ExportRow.INSERT,
                statement -> ExportRow.fill(
                        statement, new ExportJob(id, request, now, what, 0, false, now.plus(KEPT)), holder));
        return id;
    }

    /** An export of this holder; none when there is no such export, or not any more. */
    public Optional<ExportJob> find(UUID id, String holder) {
        return jdbc
                .query(FIND, (row, number) -> ExportRow.read(row), id, holder, Timestamp.from(clock.instant()))
                .stream()
                .findFirst();
    }

    /**
     * Goes on with the list for a while, unless the server is busy with one.
     *
     * @param allowed leaves out what may not be exported
     */
    public void advance(ExportJob job, Duration atMost, UnaryOperator<List<Resource>> allowed) {
        if (!oneAtATime.tryAcquire()) {
            return;
        }
        try {
            transactions.executeWithoutResult(status -> {
                if (Boolean.TRUE.equals(jdbc.queryForObject(SETTLED, Boolean.class, job.id()))) {
                    jdbc.query(LOCK, (row, number) -> new Place(row.getInt(1), row.getLong(2)), job.id())
                            .forEach(place -> slice(job, place, atMost, allowed));
                }
            });
        } finally {
            oneAtATime.release();
        }
    }

    /** How far the list is. */
    private record Place(int type, long lastId) {}

    private void slice(ExportJob job, Place from, Duration atMost, UnaryOperator<List<Resource>> allowed) {
        List<String> types = job.what().types();
        Instant end = clock.instant().plus(atMost);
        BooleanSupplier isTimeUp = () -> !clock.instant().isBefore(end);
        ExportPages pages = new ExportPages(fhir, jdbc, job);
        Place at = from;
        while (at.type() < types.size() && !isTimeUp.getAsBoolean()) {
            String type = types.get(at.type());
            ExportPages.Page page = pages.after(type, at.lastId(), allowed, isTimeUp);
            if (!page.keys().isEmpty()) {
                add(job.id(), type, page);
            }
            at = page.last() ? new Place(at.type() + 1, 0) : new Place(at.type(), page.lastId());
        }
        jdbc.update(MOVE, at.type(), at.lastId(), at.type() >= types.size(), job.id());
    }

    private void add(UUID export, String type, ExportPages.Page page) {
        Long[] ids = page.keys().stream().map(ExportPages.Key::id).toArray(Long[]::new);
        Long[] versions = page.keys().stream().map(ExportPages.Key::version).toArray(Long[]::new);
        jdbc.update(ADD, statement -> {
            statement.setObject(1, export);
            statement.setString(2, type);
            statement.setArray(3, statement.getConnection().createArrayOf("bigint", ids));
            statement.setArray(4, statement.getConnection().createArrayOf("bigint", versions));
            statement.setObject(5, export);
        });
    }

    /** The files of an export. */
    public List<Part> parts(ExportJob job) {
        return jdbc.query(
                PARTS,
                (row, number) -> new Part(row.getInt("number"), row.getString("type"), row.getInt("count")),
                job.id());
    }

    /** What a file holds; what was deleted since is left out. None when there is no such file. */
    public Optional<Content> read(ExportJob job, int number) {
        if (parts(job).stream().noneMatch(part -> part.number() == number)) {
            return Optional.empty();
        }
        IParser parser = fhir.newJsonParser();
        List<Resource> resources = new ArrayList<>();
        List<Resource> successors = new ArrayList<>();
        jdbc.query(
                READ,
                row -> {
                    (row.getBoolean("is_successor") ? successors : resources).add(ExportPages.parse(parser, row));
                },
                job.id(),
                number);
        return Optional.of(new Content(resources, successors));
    }

    /** Forgets an export. */
    public void remove(ExportJob job) {
        jdbc.update("DELETE FROM oud_export WHERE id = ?", job.id());
    }
}
