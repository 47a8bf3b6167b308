package org.oudfhir.storage;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser;
import ca.uhn.fhir.jpa.search.builder.predicate.TokenPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.param.TokenParam;
import com.healthmarketscience.sqlbuilder.Condition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/** A search by code as HAPI makes it; one by security label also looks for the row of those that come together. */
final class LabelPredicate extends TokenPredicateBuilder {

    @Autowired
    private @Nullable LabelSet labels;

    LabelPredicate(SearchQueryBuilder query) {
        super(query);
    }

    @Override
    public Condition createPredicateToken(
            Collection<IQueryParameterType> asked,
            String type,
            String prefix,
            RuntimeSearchParam parameter,
            SearchFilterParser.CompareOperation operation,
            RequestPartitionId partition) {
        Collection<IQueryParameterType> sought =
                Constants.PARAM_SECURITY.equals(parameter.getName()) ? sought(asked) : asked;
        return super.createPredicateToken(sought, type, prefix, parameter, operation, partition);
    }

    private List<IQueryParameterType> sought(Collection<IQueryParameterType> asked) {
        LabelSet set = Objects.requireNonNull(labels);
        List<IQueryParameterType> sought = new ArrayList<>();
        for (IQueryParameterType each : asked) {
            if (each instanceof TokenParam label) {
                sought.addAll(set.sought(label));
            } else {
                sought.add(each);
            }
        }
        return sought;
    }
}
