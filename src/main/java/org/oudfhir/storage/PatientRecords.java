package org.oudfhir.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Keys;
import org.oudfhir.fhir.Problem;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads all that is on record for a patient in one statement, and writes what is derived from it in one transaction. A change
 * holds a lock on the patient, in the database, so that two requests (or two servers) never derive from the same state.
 */
public final class PatientRecords {

    /**
     * The current version of each resource whose subject is the patient. Access logs are no part of the record. The patient's own
     * keys come first, and each row by its key ({@code + 0}: not weighed anew): asked for in one condition, the database reads all
     * resources of all patients.
     */
    private static final String SELECT = """
            WITH mine AS MATERIALIZED (
              SELECT ?::bigint AS res_id
               UNION
              SELECT l.src_resource_id
                FROM hfj_res_link l
               WHERE l.target_resource_id = ?
                 AND l.src_path ~ '^[A-Za-z]+[.](subject|patient|for)')
            SELECT r.res_type, r.fhir_id, r.res_ver, r.res_updated, v.res_text_vc
              FROM mine
              JOIN hfj_resource r ON r.res_id = mine.res_id + 0
              JOIN hfj_res_ver v ON v.res_id = r.res_id + 0 AND v.res_ver = r.res_ver
             WHERE r.res_deleted_at IS NULL
               AND r.res_type NOT IN ('AuditEvent', 'Provenance', 'Bundle', 'Binary')
            """;

    private static final String READ = """
            SELECT r.res_type, r.fhir_id, r.res_ver, r.res_updated, v.res_text_vc
              FROM hfj_resource r
              JOIN hfj_res_ver v ON v.res_id = r.res_id AND v.res_ver = r.res_ver
             WHERE r.res_deleted_at IS NULL AND r.res_type = ? AND r.fhir_id = ?
            """;

    private static final String FIND_PATIENT =
            "SELECT res_id FROM hfj_resource WHERE res_type = 'Patient' AND fhir_id = ? AND res_deleted_at IS NULL";

    private final FhirContext fhir;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final IFhirSystemDao<Bundle, ?> system;

    PatientRecords(
            FhirContext fhir,
            DataSource dataSource,
            TransactionTemplate transactions,
            IFhirSystemDao<Bundle, ?> system) {
        this.fhir = fhir;
        this.jdbc = new JdbcTemplate(dataSource);
        this.transactions = transactions;
        this.system = system;
    }

    /**
     * What is on record for the patient now.
     *
     * @param patientId the logical id, without type
     * @throws Problem.NotFound when there is no such patient
     */
    public PatientRecord load(String patientId) {
        List<Long> keys = jdbc.queryForList(FIND_PATIENT, Long.class, patientId);
        if (keys.isEmpty()) {
            throw new Problem.NotFound("unknown-patient", "Patient/" + patientId + " is not known here");
        }
        IParser parser = fhir.newJsonParser();
        List<Resource> resources = jdbc.query(SELECT, (row, number) -> parse(parser, row), keys.get(0), keys.get(0));
        Patient patient = resources.stream()
                .filter(Patient.class::isInstance)
                .map(Patient.class::cast)
                .filter(candidate -> patientId.equals(candidate.getIdElement().getIdPart()))
                .findFirst()
                .orElseThrow();
        return new PatientRecord(
                patient,
                resources.stream().filter(resource -> resource != patient).toList());
    }

    /**
     * Derives changes from the patient's record and stores them, all or none. A resource with a temporary id is created, any
     * other is updated if it is still at the version that the record has.
     *
     * @param derive record in, resources to write out; it runs while the patient is locked
     * @return the changes as stored, with their ids
     */
    public List<Resource> change(String patientId, Function<PatientRecord, ? extends Collection<Resource>> derive) {
        return exclusively(patientId, () -> {
            Collection<Resource> changes = derive.apply(load(patientId));
            return changes.isEmpty() ? List.of() : write(List.copyOf(changes));
        });
    }

    /**
     * One stored resource.
     *
     * @throws Problem.NotFound when there is none with this id
     */
    public <T extends Resource> T read(Class<T> type, String id) {
        IParser parser = fhir.newJsonParser();
        return jdbc.query(READ, (row, number) -> parse(parser, row), fhir.getResourceType(type), id).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new Problem.NotFound(
                        "not-found", fhir.getResourceType(type) + "/" + id + " is not known here"));
    }

    /**
     * Stored resources, of whatever compartment.
     *
     * @param references of the form {@code Type/id}; those that are not known here are left out
     */
    public List<Resource> read(Collection<String> references) {
        IParser parser = fhir.newJsonParser();
        List<Resource> found = new ArrayList<>();
        for (String reference : new LinkedHashSet<>(references)) {
            IdType id = new IdType(reference);
            if (id.hasResourceType() && id.hasIdPart()) {
                found.addAll(
                        jdbc.query(READ, (row, number) -> parse(parser, row), id.getResourceType(), id.getIdPart()));
            }
        }
        return found;
    }

    /** The current version of a resource, if there is one. */
    public Optional<Resource> find(String type, String id) {
        IParser parser = fhir.newJsonParser();
        return jdbc.query(READ, (row, number) -> parse(parser, row), type, id).stream()
                .findFirst();
    }

    /** Whether there is such a patient. */
    public boolean exists(String patientId) {
        return !jdbc.queryForList(FIND_PATIENT, Long.class, patientId).isEmpty();
    }

    /** Does something in one transaction while nobody else changes the patient. */
    <T> T exclusively(String patientId, Supplier<T> action) {
        return Objects.requireNonNull(transactions.execute(status -> {
            lock(patientId);
            return action.get();
        }));
    }

    /** Takes the patient's lock until the running transaction ends; does nothing useful outside of one. */
    public void lock(String patientId) {
        jdbc.query("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", ignored -> null, "oud-patient/" + patientId);
    }

    private List<Resource> write(List<Resource> changes) {
        Bundle transaction = new Bundle().setType(BundleType.TRANSACTION);
        for (Resource change : changes) {
            var entry = transaction.addEntry().setResource(change);
            String target = Keys.target(change);
            if (target.startsWith("urn:uuid:")) {
                entry.setFullUrl(target).getRequest().setMethod(HTTPVerb.POST).setUrl(change.fhirType());
            } else {
                entry.setFullUrl(target).getRequest().setMethod(HTTPVerb.PUT).setUrl(target);
                @Nullable String version = change.getIdElement().getVersionIdPart();
                if (version != null) {
                    entry.getRequest().setIfMatch("W/\"" + version + "\"");
                }
            }
        }
        Bundle answer = system.transactionNested(new SystemRequestDetails(), transaction);
        List<Resource> stored = new ArrayList<>(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            Resource resource = changes.get(i);
            resource.setId(new IdType(answer.getEntry().get(i).getResponse().getLocation()));
            stored.add(resource);
        }
        return stored;
    }

    /** The resource in a row, with its id and version. */
    static Resource parse(IParser parser, ResultSet row) throws SQLException {
        Resource resource = (Resource) parser.parseResource(
                Optional.ofNullable(row.getString("res_text_vc")).orElse("{}"));
        String version = row.getString("res_ver");
        resource.setId(new IdType(row.getString("res_type"), row.getString("fhir_id"), version));
        Meta meta = resource.getMeta();
        meta.setVersionId(version);
        meta.setLastUpdated(row.getTimestamp("res_updated"));
        return resource;
    }
}
