package org.oudfhir.storage;

import ca.uhn.fhir.batch2.jobs.config.Batch2JobsConfig;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.IDaoRegistry;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.config.ThreadPoolFactoryConfig;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.svc.ISearchCoordinatorSvc;
import ca.uhn.fhir.jpa.batch2.JpaBatch2Config;
import ca.uhn.fhir.jpa.config.JpaConfig;
import ca.uhn.fhir.jpa.config.r4.JpaR4Config;
import ca.uhn.fhir.jpa.config.util.HapiEntityManagerFactoryUtil;
import ca.uhn.fhir.jpa.dao.index.SearchParamWithInlineReferencesExtractor;
import ca.uhn.fhir.jpa.dao.search.HSearchSortHelperImpl;
import ca.uhn.fhir.jpa.dao.search.IHSearchSortHelper;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.dialect.HapiFhirPostgresDialect;
import ca.uhn.fhir.jpa.model.entity.StorageSettings;
import ca.uhn.fhir.jpa.provider.DaoRegistryResourceSupportedSvc;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.jpa.search.IStaleSearchDeletingSvc;
import ca.uhn.fhir.jpa.search.StaleSearchDeletingSvcImpl;
import ca.uhn.fhir.jpa.search.builder.predicate.TokenPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.GeneratedSql;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryExecutor;
import ca.uhn.fhir.jpa.search.cache.ISearchCacheSvc;
import ca.uhn.fhir.jpa.searchparam.extractor.ISearchParamExtractor;
import ca.uhn.fhir.jpa.subscription.channel.config.SubscriptionChannelConfig;
import ca.uhn.fhir.jpa.subscription.match.config.SubscriptionProcessorConfig;
import ca.uhn.fhir.jpa.subscription.submit.config.SubscriptionSubmitterConfig;
import ca.uhn.fhir.jpa.term.api.ITermReadSvc;
import ca.uhn.fhir.jpa.util.ResourceCountCache;
import ca.uhn.fhir.rest.api.IResourceSupportedSvc;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.search.mapper.orm.cfg.HibernateOrmMapperSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/** The beans that HAPI's JPA server wants from its host. The README's decisions say why each setting is as it is. */
@Configuration
@Import({
    JpaR4Config.class,
    JpaConfig.class,
    ThreadPoolFactoryConfig.class,
    JpaBatch2Config.class,
    Batch2JobsConfig.class,
    SubscriptionSubmitterConfig.class,
    SubscriptionProcessorConfig.class,
    SubscriptionChannelConfig.class,
    SubscriptionConfiguration.class
})
class JpaConfiguration {

    /** Concepts; our own code systems are far smaller and must be usable as soon as they are stored. */
    private static final int LARGEST_CODE_SYSTEM_AT_ONCE = 5_000;

    @Bean
    JpaStorageSettings storageSettings() {
        JpaStorageSettings settings = new JpaStorageSettings();
        settings.setTagStorageMode(JpaStorageSettings.TagStorageModeEnum.INLINE);
        settings.setIndexStorageOptimized(true);
        settings.setIndexMissingFields(JpaStorageSettings.IndexEnabledEnum.DISABLED);
        settings.setReuseCachedSearchResultsForMillis(null);
        settings.setDeferIndexingForCodesystemsOfSize(LARGEST_CODE_SYSTEM_AT_ONCE);
        settings.setAllowMultipleDelete(true);
        // What is remembered of a request, such as its decisions, belongs to one thread.
        settings.setBundleBatchPoolSize(1);
        settings.setStoreMetaSourceInformation(JpaStorageSettings.StoreMetaSourceInformationEnum.SOURCE_URI);
        return settings;
    }

    @Bean
    @Primary
    StorageSettings baseStorageSettings(JpaStorageSettings settings) {
        return settings;
    }

    /** Takes the place of HAPI's own bean of this name. */
    @Bean
    ISearchParamExtractor searchParamExtractor(
            StorageSettings settings, PartitionSettings partitions, FhirContext fhir, ISearchParamRegistry registry) {
        return new PatchedSearchParamExtractor(settings, partitions, fhir, registry);
    }

    /** Takes the place of HAPI's own bean of this name. */
    @Bean
    SearchParamWithInlineReferencesExtractor searchParamWithInlineReferencesExtractor(LabelSet labels) {
        return new FinalIndexing(labels);
    }

    @Bean
    LabelSet labelSet(@Lazy IValidationSupport valueSets, @Lazy ITermReadSvc codeSystems) {
        return new LabelSet(valueSets, codeSystems);
    }

    /** Takes the place of HAPI's own bean of this name. */
    @Bean
    @Scope("prototype")
    TokenPredicateBuilder newTokenPredicateBuilder(SearchQueryBuilder query) {
        return new TokenPredicate(query);
    }

    // There is no IFulltextSearchSvc: with one, HAPI expands value sets by a search engine that this server does not
    // run.

    @Bean
    IHSearchSortHelper searchSortHelper(ISearchParamRegistry registry) {
        return new HSearchSortHelperImpl(registry);
    }

    @Bean
    @Primary
    ISearchCoordinatorSvc<JpaPid> promptSearches(
            @Qualifier("searchCoordinatorSvc") ISearchCoordinatorSvc<JpaPid> hapi,
            ISearchCacheSvc searches,
            DaoRegistry daos,
            BeanFactory beans) {
        return new PromptSearches(hapi, searches, daos, beans);
    }

    /** Takes the place of HAPI's own bean of this name. */
    @Bean
    @Scope("prototype")
    SearchQueryExecutor newSearchQueryExecutor(GeneratedSql sql, @Nullable Integer most) {
        return new PlannedSearch(sql, most);
    }

    @Bean
    IStaleSearchDeletingSvc staleSearchDeletingSvc() {
        return new StaleSearchDeletingSvcImpl();
    }

    @Bean
    DatabaseBackedPagingProvider databaseBackedPagingProvider() {
        return new DatabaseBackedPagingProvider();
    }

    @Bean
    IResourceSupportedSvc resourceSupportedSvc(IDaoRegistry registry) {
        return new DaoRegistryResourceSupportedSvc(registry);
    }

    /** HAPI wants one; it is never filled, since nobody is told how much is on record. */
    @Bean(name = "myResourceCountsCache")
    ResourceCountCache resourceCountsCache() {
        return new ResourceCountCache(Map::of);
    }

    /** Takes the place of HAPI's own bean of this name, which does not run with the patched core. */
    @Bean
    GivenValidator myInstanceValidator() {
        return new GivenValidator();
    }

    @Bean
    PartitionSettings partitionSettings() {
        return new PartitionSettings();
    }

    @Bean
    @Primary
    LocalContainerEntityManagerFactoryBean entityManagerFactory(
            DataSource dataSource,
            ConfigurableListableBeanFactory beans,
            FhirContext fhir,
            JpaStorageSettings settings) {
        LocalContainerEntityManagerFactoryBean factory =
                HapiEntityManagerFactoryUtil.newEntityManagerFactory(beans, fhir, settings);
        factory.setPersistenceUnitName("oud");
        factory.setDataSource(dataSource);
        factory.getJpaPropertyMap()
                .putAll(Map.of(
                        AvailableSettings.DIALECT,
                        HapiFhirPostgresDialect.class.getName(),
                        AvailableSettings.HBM2DDL_AUTO,
                        "none",
                        AvailableSettings.STATEMENT_BATCH_SIZE,
                        "50",
                        AvailableSettings.ORDER_INSERTS,
                        "true",
                        AvailableSettings.ORDER_UPDATES,
                        "true",
                        AvailableSettings.SCANNER,
                        "org.hibernate.boot.archive.scan.internal.DisabledScanner",
                        HibernateOrmMapperSettings.ENABLED,
                        "false"));
        return factory;
    }

    @Bean
    @Primary
    JpaTransactionManager transactionManager(EntityManagerFactory entityManagerFactory) {
        return new JpaTransactionManager(entityManagerFactory);
    }
}
