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
import com.healthmarketscience.sqlbuilder.InCondition;
import com.healthmarketscience.sqlbuilder.dbspec.basic.DbColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A search by code as HAPI makes it, but for two parameters: one by security label also looks for the row of those that come
 * together, see {@link LabelSet}; one by segment looks where its words lie, see {@link SegmentIndex}.
 */
final class TokenPredicate extends TokenPredicateBuilder {

    private final DbColumn place;

    @Autowired
    private @Nullable LabelSet labels;

    TokenPredicate(SearchQueryBuilder query) {
        super(query);
        place = getTable().findColumn("HASH_SYS_AND_VALUE");
    }

    @Override
    public Condition createPredicateToken(
            Collection<IQueryParameterType> asked,
            String type,
            String prefix,
            RuntimeSearchParam parameter,
            SearchFilterParser.CompareOperation operation,
            RequestPartitionId partition) {
        if (SegmentIndex.PARAMETER.equals(parameter.getName())) {
            return hasAnyOf(asked, type);
        }
        Collection<IQueryParameterType> sought =
                Constants.PARAM_SECURITY.equals(parameter.getName()) ? sought(asked) : asked;
        return super.createPredicateToken(sought, type, prefix, parameter, operation, partition);
    }

    /** Places are numbers, and stand in the statement as such. */
    private Condition hasAnyOf(Collection<IQueryParameterType> asked, String type) {
        List<Long> places = asked.stream()
                .map(each -> Objects.requireNonNullElse(((TokenParam) each).getValue(), ""))
                .flatMap(words -> SegmentIndex.places(type, words))
                .distinct()
                .sorted()
                .toList();
        return new InCondition(place, places);
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
