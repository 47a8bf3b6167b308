package org.oudfhir.assessment;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** The clinical numbers of {@code thresholds.csv}, some of which a site may set otherwise. */
final class Thresholds {

    private final Map<String, BigDecimal> values = new HashMap<>();

    Thresholds(Map<String, BigDecimal> site) {
        Table.rows("thresholds.csv").forEach(row -> values.put(row[0], new BigDecimal(row[1])));
        site.forEach((name, value) -> {
            if (values.replace(name, value) == null) {
                throw new IllegalArgumentException("no clinical parameter is called " + name);
            }
        });
    }

    BigDecimal get(String name) {
        BigDecimal value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("thresholds.csv lacks " + name);
        }
        return value;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    int whole(String name) {
        return get(name).intValueExact();
    }

    /** Whether a number reaches the threshold. */
    boolean reached(String name, BigDecimal number) {
        return number.compareTo(get(name)) >= 0;
    }
}
