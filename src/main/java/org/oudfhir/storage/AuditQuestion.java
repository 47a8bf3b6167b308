package org.oudfhir.storage;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is looked for; what is not said is not limited.
 *
 * @param disclosures only what was given to others than the program's own people and the patient
 */
public record AuditQuestion(
        Optional<String> patient,
        Optional<Instant> from,
        Optional<Instant> to,
        boolean disclosures,
        Map<String, String> columns) {

    public AuditQuestion {
        columns = Map.copyOf(columns);
    }

    /** The condition, whose values are added to the list. */
    String where(List<Object> values) {
        StringBuilder where = new StringBuilder(" WHERE true");
        patient.ifPresent(id -> {
            where.append(" AND patients @> ARRAY[?]::text[]");
            values.add(id);
        });
        from.ifPresent(start -> {
            where.append(" AND recorded >= ?");
            values.add(Timestamp.from(start));
        });
        to.ifPresent(end -> {
            where.append(" AND recorded < ?");
            values.add(Timestamp.from(end));
        });
        if (disclosures) {
            where.append(" AND outcome = '0'"
                    + " AND reason ~ '(^| )(CONSENT|HIPAA|REDISCLOSURE|EMERGENCY|QSOA|AUDIT)( |$)'");
        }
        columns.forEach((column, value) -> {
            if (!List.of("kind", "action", "outcome", "person", "organization").contains(column)) {
                throw new IllegalArgumentException(column);
            }
            where.append(" AND ").append(column).append(" = ?");
            values.add(value);
        });
        return where.toString();
    }
}
