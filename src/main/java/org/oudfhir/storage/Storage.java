package org.oudfhir.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import ca.uhn.fhir.jpa.provider.IJpaSystemProvider;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.provider.ValueSetOperationProvider;
import ca.uhn.fhir.jpa.rp.r4.AuditEventResourceProvider;
import ca.uhn.fhir.jpa.rp.r4.QuestionnaireResponseResourceProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.jpa.searchparam.matcher.InMemoryMatchResult;
import ca.uhn.fhir.jpa.searchparam.matcher.InMemoryResourceMatcher;
import ca.uhn.fhir.jpa.searchparam.matcher.SearchParamMatcher;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.IPagingProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.validation.IValidatorModule;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The door of this package: HAPI's JPA server over one database. It gives the REST providers of the served types, the record
 * of a patient, and a writer for what the server derives.
 */
public final class Storage implements AutoCloseable {

    private static final int DEFAULT_PAGE = 20;
    private static final int LARGEST_PAGE = 500;

    private final AnnotationConfigApplicationContext spring;
    private Optional<Deliveries> deliveries = Optional.empty();

    private Storage(AnnotationConfigApplicationContext spring) {
        this.spring = spring;
    }

    /**
     * Brings the schema up to date and starts the JPA server on it.
     *
     * @param delivers whether changes are matched against Subscriptions and delivered, see {@link #deliver}
     */
    public static Storage open(Database database, boolean delivers) throws Database.Unusable {
        Schema.prepare(database);
        AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext();
        spring.registerBean("dataSource", DataSource.class, database::dataSource);
        spring.registerBean(SubscriptionSettings.class, () -> Deliveries.settings(delivers));
        spring.register(JpaConfiguration.class);
        spring.refresh();
        spring.getBean(DaoRegistry.class).setSupportedResourceTypes(ServedTypes.ALL);
        return new Storage(spring);
    }

    public FhirContext fhir() {
        return spring.getBean(FhirContext.class);
    }

    /**
     * The REST providers of the served types, and those of the whole system.
     *
     * @param repeated recognises a response that is sent again
     */
    public List<Object> providers(RepeatedResponses repeated) {
        List<Object> providers =
                new ArrayList<>(spring.getBean(ResourceProviderFactory.class).createProviders());
        providers.removeIf(QuestionnaireResponseResourceProvider.class::isInstance);
        providers.removeIf(AuditEventResourceProvider.class::isInstance); // the audit trail answers for that type
        ResponseProvider responses = new ResponseProvider(patientRecords(), repeated);
        responses.setContext(fhir());
        responses.setDao(spring.getBean(DaoRegistry.class).getResourceDao(QuestionnaireResponse.class));
        providers.add(responses);
        providers.add(spring.getBean(IJpaSystemProvider.class));
        providers.add(spring.getBean(ValueSetOperationProvider.class));
        return providers;
    }

    public IPagingProvider paging() {
        DatabaseBackedPagingProvider paging = spring.getBean(DatabaseBackedPagingProvider.class);
        paging.setDefaultPageSize(DEFAULT_PAGE);
        paging.setMaximumPageSize(LARGEST_PAGE);
        return paging;
    }

    /** Stores one new resource that the server itself writes. */
    public void keep(Resource resource) {
        dao(resource).create(resource, new SystemRequestDetails());
    }

    @SuppressWarnings("unchecked") // the registry gives the DAO of the resource's own type
    private IFhirResourceDao<Resource> dao(Resource resource) {
        return spring.getBean(DaoRegistry.class).getResourceDao(resource.fhirType());
    }

    /** What {@code metadata} answers: the server's providers and the active search parameters. */
    public JpaCapabilityStatementProvider capabilities(RestfulServer server) {
        return new Capabilities(
                server,
                system(),
                spring.getBean(JpaStorageSettings.class),
                spring.getBean(ISearchParamRegistry.class),
                spring.getBean(IValidationSupport.class),
                spring.getBean(DaoRegistry.class).getResourceDao(OperationDefinition.class));
    }

    /** Where interceptors of storage events that do not come from a REST request are registered. */
    public IInterceptorService interceptors() {
        return spring.getBean(IInterceptorService.class);
    }

    /**
     * Says what is deleted together with what it is about.
     *
     * @param goesWith of a resource that refers to another, and that other one
     */
    public void deleteTogether(BiPredicate<Resource, Resource> goesWith) {
        interceptors().registerInterceptor(new DependentsInterceptor(spring.getBean(DaoRegistry.class), goesWith));
    }

    /** The validation support over what is stored, for {@code $validate} and terminology operations. */
    public IValidationSupport validationSupport() {
        return spring.getBean(IValidationSupport.class);
    }

    /** Sets what {@code $validate} asks. */
    public void validateWith(IValidatorModule validator) {
        spring.getBean(GivenValidator.class).set(validator);
    }

    /** Whether a resource matches a search such as {@code Observation?category=survey}; false when that cannot be told. */
    public boolean matches(IBaseResource resource, String search) {
        InMemoryMatchResult match =
                spring.getBean(SearchParamMatcher.class).match(search, resource, new SystemRequestDetails());
        return match.supported() && match.matched();
    }

    public PatientSearch patients() {
        return new PatientSearch(spring.getBean(DaoRegistry.class));
    }

    public Definitions definitions() {
        return new Definitions(spring.getBean(DaoRegistry.class), system(), spring.getBean(ISearchParamRegistry.class));
    }

    public PatientRecords patientRecords() {
        TransactionTemplate transactions = new TransactionTemplate(spring.getBean(PlatformTransactionManager.class));
        return new PatientRecords(fhir(), spring.getBean(DataSource.class), transactions, system());
    }

    /** Who did what; makes its table when there is none. */
    public AuditTrail auditTrail() {
        return new AuditTrail(spring.getBean(DataSource.class));
    }

    /** The resource types that are kept as resources; the audit trail is kept otherwise. */
    public List<String> types() {
        return ServedTypes.ALL.stream()
                .filter(type -> !type.equals("AuditEvent"))
                .toList();
    }

    /** Bulk exports; makes their tables when there are none. */
    public Exports exports() {
        TransactionTemplate transactions = new TransactionTemplate(spring.getBean(PlatformTransactionManager.class));
        return new Exports(fhir(), spring.getBean(DataSource.class), transactions, Clock.systemUTC());
    }

    /** Whether a search such as {@code Observation?category=survey} can be decided for a resource by itself, see {@link #matches}. */
    public boolean canMatch(String search) {
        try {
            return spring.getBean(InMemoryResourceMatcher.class)
                    .canBeEvaluatedInMemory(search)
                    .supported();
        } catch (InvalidRequestException unknownParameter) {
            return false;
        }
    }

    /** What decides about disclosures. */
    public DisclosureFiles disclosureFiles() {
        return new DisclosureFiles(fhir(), spring.getBean(DataSource.class));
    }

    /** Sets by which words a resource is found in searches that are narrowed; until then, by none. */
    public void segmentBy(Function<Resource, List<String>> segments) {
        spring.getBean(PatchedSearchParamExtractor.class).segmentBy(segments);
    }

    /** Sets which security labels most records have together; they are indexed as one. */
    public void indexTogether(List<Coding> labels) {
        spring.getBean(LabelSet.class).define(labels);
    }

    /** Whose each Subscription is; makes its table when there is none. */
    public Subscribers subscribers() {
        return new Subscribers(spring.getBean(DataSource.class));
    }

    /**
     * Delivers from now on what meets the criteria of a Subscription.
     *
     * @param clearance asked before each attempt
     */
    public void deliver(Function<Delivery, Clearance> clearance) {
        if (spring.getBean(SubscriptionSettings.class).hasSupportedSubscriptionTypes()) {
            deliveries = Optional.of(Deliveries.begin(spring, clearance));
        } else {
            Deliveries.endAll(spring);
        }
    }

    @SuppressWarnings("unchecked")
    private IFhirSystemDao<Bundle, Meta> system() {
        return spring.getBean("mySystemDaoR4", IFhirSystemDao.class);
    }

    @Override
    public void close() {
        deliveries.ifPresent(Deliveries::close);
        spring.close();
    }
}
