package org.oudfhir.storage;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.api.svc.ISearchCoordinatorSvc;
import ca.uhn.fhir.jpa.config.SearchConfig;
import ca.uhn.fhir.jpa.entity.Search;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.search.SearchStatusEnum;
import ca.uhn.fhir.jpa.search.builder.tasks.SearchContinuationTask;
import ca.uhn.fhir.jpa.search.builder.tasks.SearchTaskParameters;
import ca.uhn.fhir.jpa.search.cache.ISearchCacheSvc;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.jpa.util.QueryParameterUtils;
import ca.uhn.fhir.rest.api.CacheControlDirective;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

/**
 * Fetches the further passes of a search without a pause. HAPI looks for what matches in passes of 13, 503, and 2,003, and sleeps
 * for half a second after each but the first, whether more is there or not: so did each second page, and each chained search
 * whose matches come more than once. A pass that finds nothing that may be shown is the last one here; HAPI goes on then as it is
 * used to.
 */
final class PromptSearches implements ISearchCoordinatorSvc<JpaPid> {

    private final ISearchCoordinatorSvc<JpaPid> hapi;
    private final ISearchCacheSvc searches;
    private final DaoRegistry daos;
    private final BeanFactory beans;

    PromptSearches(ISearchCoordinatorSvc<JpaPid> hapi, ISearchCacheSvc searches, DaoRegistry daos, BeanFactory beans) {
        this.hapi = hapi;
        this.searches = searches;
        this.daos = daos;
        this.beans = beans;
    }

    @Override
    public List<JpaPid> getResources(
            String id, int from, int to, @Nullable RequestDetails request, RequestPartitionId partition) {
        int before = -1;
        Optional<Search> passed = passed(id, to, partition);
        while (passed.isPresent() && found(passed.get()) > before) {
            before = found(passed.get());
            searches.tryToMarkSearchAsInProgress(passed.get(), partition)
                    .ifPresent(search -> goOn(search, request, partition));
            passed = passed(id, to, partition);
        }
        return hapi.getResources(id, from, to, request, partition);
    }

    /** The search, if its last pass is over and left it with less than is asked for. */
    private Optional<Search> passed(String id, int wanted, RequestPartitionId partition) {
        return searches.fetchByUuid(id, partition)
                .filter(search -> search.getStatus() == SearchStatusEnum.PASSCMPLET && found(search) < wanted);
    }

    private static int found(Search search) {
        return search.getNumFound() - search.getNumBlocked();
    }

    private void goOn(Search search, @Nullable RequestDetails request, RequestPartitionId partition) {
        IFhirResourceDao<?> dao = daos.getResourceDao(search.getResourceType());
        SearchParameterMap parameters = search.getSearchParameterMap()
                .orElseThrow(() -> new IllegalStateException("A search that goes on has no parameters"));
        SearchTaskParameters task = new SearchTaskParameters(
                search,
                dao,
                parameters,
                search.getResourceType(),
                request,
                partition,
                over -> {},
                QueryParameterUtils.DEFAULT_SYNC_SIZE);
        ((SearchContinuationTask) beans.getBean(SearchConfig.CONTINUE_TASK, task)).call();
    }

    @Override
    public void cancelAllActiveSearches() {
        hapi.cancelAllActiveSearches();
    }

    @Override
    public IBundleProvider registerSearch(
            IFhirResourceDao<?> dao,
            SearchParameterMap parameters,
            String type,
            CacheControlDirective cacheControl,
            @Nullable RequestDetails request) {
        return hapi.registerSearch(dao, parameters, type, cacheControl, request);
    }

    @Override
    public Optional<Integer> getSearchTotal(String id, @Nullable RequestDetails request, RequestPartitionId partition) {
        return hapi.getSearchTotal(id, request, partition);
    }
}
