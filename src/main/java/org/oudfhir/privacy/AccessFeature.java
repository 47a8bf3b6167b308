package org.oudfhir.privacy;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.http.HttpServlet;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.oudfhir.privacy.part2.ConsentReader;
import org.oudfhir.privacy.part2.Labels;
import org.oudfhir.server.Feature;
import org.oudfhir.storage.AuditTrail;
import org.oudfhir.storage.Clearance;
import org.oudfhir.storage.Delivery;
import org.oudfhir.storage.DisclosureFiles;
import org.oudfhir.storage.Subscribers;

/** Lets in who has a token, holds them to its scopes and to what the patient consented to, and records what they do. */
public final class AccessFeature implements Feature {

    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);

    /**
     * What access control asks the store.
     *
     * @param find the current resource of a type and id
     * @param matches whether a resource matches a search; false when that cannot be told
     * @param record all that is on record for a patient
     * @param files what decides about disclosures
     * @param team the patients in whose care team a person is now, by the person's reference
     * @param alike the patients who have all identifiers, names and the birth date of a sample
     * @param trail who did what
     * @param subscribers whose each Subscription is
     * @param keep stores one new resource
     */
    public record Store(
            BiFunction<String, String, Optional<Resource>> find,
            BiPredicate<IBaseResource, String> matches,
            Function<String, List<Resource>> record,
            DisclosureFiles files,
            Function<String, Set<String>> team,
            Function<Patient, List<Patient>> alike,
            AuditTrail trail,
            Subscribers subscribers,
            Consumer<Resource> keep) {}

    /**
     * Whose server this is.
     *
     * @param baseUrl the FHIR base
     * @param organization reference of the organisation that keeps the records, when it is named
     * @param notice the statement that goes with a disclosure
     * @param methadone the codes of the drug
     * @param cors whether pages of some other origin may call
     */
    public record Site(
            String baseUrl, Optional<String> organization, CodeSystem notice, ValueSet methadone, boolean cors) {}

    /** Whose tokens are taken besides those of the local key: another issuer's, or else those of our own authorization server. */
    public record Issuers(Optional<ExternalIssuer> external, Optional<OwnIssuer> own) {}

    private final Doorkeeper doorkeeper;
    private final Requesters requesters;
    private final SmartConfiguration configuration;
    private final List<Object> interceptors;
    private final List<Object> onStorage;
    private final AuditProvider audit;
    private final AccountingProvider accounting;
    private final EnrolmentProvider enrolment;
    private final Segments segments;
    private final Release release;
    private final SubscriptionAuthority subscriptions;

    /**
     * Makes the feature.
     *
     * @param local the key of the data folder
     * @param issuers whose tokens are taken besides
     */
    public AccessFeature(FhirContext fhir, Store store, LocalTokens local, Issuers issuers, Site site) {
        String baseUrl = site.baseUrl();
        Optional<DiscoveredKeys> keys = issuers.external().map(issuer -> new DiscoveredKeys(issuer, BETWEEN_FETCHES));
        TokenVerifier verifier = new TokenVerifier(local, baseUrl, Clock.systemUTC());
        keys.ifPresent(found -> verifier.trust(
                found.issuer(), issuers.external().get().audience().orElse(baseUrl), found));
        issuers.own().ifPresent(own -> verifier.trustOurs(own.name(), baseUrl, local.keys(), own.isLive()));
        this.doorkeeper = new Doorkeeper(verifier, new TokenVerifier(local, baseUrl, Clock.systemUTC()));
        this.configuration = new SmartConfiguration(
                keys, issuers.own().map(OwnIssuer::metadata).orElse(Map.of()));
        Visibility visibility = new Visibility(fhir, store.matches());
        Gate gate = new Gate(visibility, store.find());
        Clock clock = Clock.systemUTC();
        this.requesters = new Requesters(store.files()::party, site.organization(), clock);
        OwnSubscriptions own =
                new OwnSubscriptions(store.subscribers(), issuers.own().map(OwnIssuer::registrations), clock);
        PatientFiles patientFiles = new PatientFiles(store.files(), new ConsentReader(site.organization()));
        Disclosures disclosures = new Disclosures(requesters, patientFiles, visibility, own, clock);
        Redactions redactions = new Redactions(disclosures, visibility, store.files()::outlines);
        this.segments = new Segments(visibility);
        AccessLog log = new AccessLog(store.trail(), disclosures, visibility, clock);
        this.audit = new AuditProvider(
                store.trail(), fhir::newJsonParser, clock, new AuditProvider.Readers(visibility, disclosures));
        this.accounting = new AccountingProvider(store.trail(), new AuditEvents(fhir::newJsonParser), clock);
        this.enrolment = new EnrolmentProvider(
                disclosures,
                store.alike(),
                store.record(),
                new Enrolment(site.methadone(), site.organization(), store.find()),
                clock);
        LabelInterceptor labels = new LabelInterceptor(
                requesters,
                visibility,
                store.find(),
                patient -> store.record().apply(patient).stream()
                        .anyMatch(resource ->
                                Labels.of(resource, Optional.empty()).part2()));
        DisclosureNotes notes = new DisclosureNotes(site.notice(), baseUrl);
        this.subscriptions = new SubscriptionAuthority(
                own,
                new SubscriptionAuthority.Deciding(disclosures, redactions, visibility, store.find()),
                new SubscriptionAuthority.Accompanying(log, notes),
                clock);
        this.onStorage = List.of(labels, new WriteAuditInterceptor(log), new SubscriberInterceptor(subscriptions, own));
        DisclosedWrites writes = new DisclosedWrites(disclosures, redactions, visibility, store.find());
        DisclosedSearches searches = new DisclosedSearches(disclosures, requesters, patientFiles, own, clock);
        DisclosureGate disclosureGate = new DisclosureGate(disclosures, searches, writes, redactions, store.find());
        this.release = new Release(gate, visibility, disclosures, redactions, new Release.Notes(notes, log));
        this.interceptors = List.of(
                new AuthenticationInterceptor(verifier, requesters, store.team(), log),
                new AuditInterceptor(log),
                new ReviewInterceptor(store.keep(), patientFiles::read, clock),
                new PageLinksInterceptor(local.secret("page links")),
                new ScopeInterceptor(gate, new Operations(gate), new Writes(gate, visibility), visibility),
                new DisclosureInterceptor(disclosures, redactions, disclosureGate, writes, notes),
                new SecurityStatementInterceptor(configuration, site.cors()));
    }

    @Override
    public List<Object> interceptors() {
        return interceptors;
    }

    @Override
    public List<Object> providers() {
        return List.of(audit, accounting, enrolment);
    }

    /** What labels and records each resource that is stored, whoever stores it. */
    public List<Object> onStorage() {
        return onStorage;
    }

    /** Adds an AuditEvent that another part of the server made. */
    public void keep(AuditEvent event) {
        audit.add(event);
    }

    /** The words by which searches are narrowed to what may be disclosed. */
    public List<String> segments(Resource resource) {
        return segments.of(resource);
    }

    /** What hands out resources by itself asks this for each. */
    public Release release() {
        return release;
    }

    /** Whether whoever wrote a Subscription may have what is delivered for it; when so, it is recorded. */
    public Clearance clear(Delivery delivery) {
        return subscriptions.clear(delivery);
    }

    /** Whether this server counts as one of a Part 2 program only because nothing says that it is, or is not. */
    public boolean isProgramAssumed() {
        return requesters.isProgramAssumed();
    }

    /** What answers below {@code .well-known}. */
    public HttpServlet wellKnown() {
        return new SmartConfigurationServlet(configuration);
    }

    /** Who may pass where it is no FHIR request that comes in. */
    public Doorkeeper doorkeeper() {
        return doorkeeper;
    }
}
