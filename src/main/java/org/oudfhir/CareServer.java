package org.oudfhir;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.oudfhir.assessment.AssessmentFeature;
import org.oudfhir.assessment.Assessments;
import org.oudfhir.exchange.ExportFeature;
import org.oudfhir.exchange.SubscriptionFeature;
import org.oudfhir.fhir.Systems;
import org.oudfhir.privacy.AccessFeature;
import org.oudfhir.privacy.CareTeams;
import org.oudfhir.privacy.Doorkeeper;
import org.oudfhir.privacy.LocalTokens;
import org.oudfhir.privacy.OwnIssuer;
import org.oudfhir.privacy.issuer.AuthorizationServer;
import org.oudfhir.privacy.part2.Labels;
import org.oudfhir.profiles.Guide;
import org.oudfhir.profiles.WriteValidation;
import org.oudfhir.safety.Knowledge;
import org.oudfhir.safety.SafetyFeature;
import org.oudfhir.safety.hooks.CdsHooks;
import org.oudfhir.safety.hooks.CdsHooksServlet;
import org.oudfhir.server.FhirEndpoint;
import org.oudfhir.server.HttpServer;
import org.oudfhir.storage.Database;
import org.oudfhir.storage.DisclosureFiles;
import org.oudfhir.storage.PatientRecords;
import org.oudfhir.storage.Storage;
import org.oudfhir.telemetry.HealthServlet;
import org.oudfhir.telemetry.MetricsServlet;
import org.oudfhir.treatment.CarePathway;
import org.oudfhir.treatment.Definitions;
import org.oudfhir.treatment.Pathways;
import org.oudfhir.treatment.Planner;
import org.oudfhir.treatment.TreatmentFeature;

/** The composition root: builds each part in order, starts, and closes them in reverse. */
public final class CareServer implements AutoCloseable {

    private final Database database;
    private final Storage storage;
    private final Guide guide;
    private final HttpServer http;
    private final String baseUrl;
    private final Thread warmUp;
    private final Optional<AuthorizationServer> issuer;
    private final AccessFeature access;

    private CareServer(Settings settings, int port, Database database, Storage storage, LocalTokens tokens) {
        this.database = database;
        this.storage = storage;
        this.baseUrl = settings.baseUrl().orElse(settings.listener().origin(port) + "/fhir");
        FhirContext fhir = storage.fhir();
        this.guide = Guide.load(fhir);
        Knowledge knowledge =
                Knowledge.of(guide.list(CodeSystem.class), guide.list(ValueSet.class), settings.thresholds());
        List<Resource> installed = GuideParts.installed(guide, knowledge.thresholds());
        storage.definitions()
                .install(guide.fingerprint() + knowledge.thresholds().fingerprint(), installed);
        PatientRecords records = storage.patientRecords();

        Assessments assessments = new Assessments(fhir, canonical -> guide.find(Questionnaire.class, canonical));
        Pathways pathways = new Pathways(new Definitions(GuideParts.pathway(guide)), fhir, Clock.systemUTC());
        Planner planner = new Planner(pathways);
        SafetyFeature safety = new SafetyFeature(knowledge, records, Clock.systemUTC());
        CarePathway pathway = new CarePathway(assessments, planner, safety.review(), records);

        FhirEndpoint endpoint = new FhirEndpoint(
                fhir, baseUrl, storage.providers(Assessments::repeated), storage.paging(), settings.limits());
        DisclosureFiles files = storage.disclosureFiles();
        CareTeams teams = new CareTeams(files::memberships, Clock.systemUTC());
        this.issuer = new IssuerParts(settings, database, storage, tokens).server(baseUrl, teams);
        this.access = access(settings, storage, records, files, teams, tokens);
        endpoint.add(access);
        storage.segmentBy(access::segments);
        storage.indexTogether(Labels.ofProgram());
        access.onStorage().forEach(storage.interceptors()::registerInterceptor);
        WriteValidation validation = new WriteValidation(fhir, guide, assessments::check);
        storage.validateWith(validation.validatorModule());
        endpoint.intercept(guide.fixed(installed));
        endpoint.intercept(validation.interceptor());
        endpoint.add(new AssessmentFeature(assessments, records, access.release()::told));
        endpoint.add(safety);
        storage.deleteTogether(SafetyFeature::goesWithDraft);
        SubscriptionFeature subscriptions = new SubscriptionFeature(settings.endpoints(), access::clear);
        endpoint.add(subscriptions);
        storage.interceptors().registerInterceptor(subscriptions.onStorage());
        endpoint.add(new TreatmentFeature(
                pathway, pathways, records, canonical -> guide.find(PlanDefinition.class, canonical)));
        endpoint.add(new ExportFeature(
                fhir, storage.exports(), access.release(), storage.types(), storage::canMatch, storage::matches));
        endpoint.describeBy(storage::capabilities, Systems.GUIDE, Systems.REQUIREMENTS);
        Doorkeeper doors = access.doorkeeper();
        Predicate<HttpServletRequest> operator =
                doors.operators(settings.listener().behindProxy());
        Map<String, HttpServlet> servlets = new LinkedHashMap<>();
        servlets.put("/fhir/.well-known/*", access.wellKnown());
        servlets.put("/fhir/*", endpoint.servlet());
        servlets.put(
                "/cds-services/*",
                new CdsHooksServlet(
                        fhir,
                        new CdsHooks(
                                knowledge, GuideParts.overrideReasons(guide), guide.list(ActivityDefinition.class)),
                        access::keep,
                        doors::prescriber,
                        Clock.systemUTC()));
        issuer.ifPresent(server -> servlets.putAll(
                server.servlets(new AuthorizationServer.Gatekeepers(doors::owner, doors::launcher, operator))));
        servlets.put("/health/*", new HealthServlet(database::isAlive));
        servlets.put("/metrics", new MetricsServlet(operator));
        this.http = new HttpServer(settings.listener().listener(port), settings.limits(), servlets);
        storage.deliver(subscriptions::clear);
        this.warmUp = new Thread(
                () -> {
                    validation.warmUp();
                    planner.warmUp();
                },
                "warm-up");
        warmUp.setDaemon(true);
    }

    private AccessFeature access(
            Settings settings,
            Storage storage,
            PatientRecords records,
            DisclosureFiles files,
            CareTeams teams,
            LocalTokens tokens) {
        CodeSystem notice = guide.find(CodeSystem.class, Systems.PRIVACY_NOTICE)
                .orElseThrow(() -> new IllegalStateException("The guide has no privacy notice"));
        ValueSet methadone = guide.find(ValueSet.class, Systems.BASE + "/ValueSet/oud-drug-methadone")
                .orElseThrow(() -> new IllegalStateException("The guide has no value set of methadone"));
        return new AccessFeature(
                storage.fhir(),
                new AccessFeature.Store(
                        records::find,
                        storage::matches,
                        patient -> records.load(patient).all(),
                        files,
                        teams::patients,
                        storage.patients()::alike,
                        storage.auditTrail(),
                        storage.subscribers(),
                        storage::keep),
                tokens,
                new AccessFeature.Issuers(settings.issuer(), issuer.map(CareServer::own)),
                new AccessFeature.Site(
                        baseUrl,
                        settings.organization(),
                        notice,
                        methadone,
                        !settings.listener().corsOrigins().isEmpty()));
    }

    /**
     * Starts a server; when this returns, it answers.
     *
     * @throws Database.Unusable when the database cannot be used
     * @throws HttpServer.NotListening when the address cannot be listened on
     */
    public static CareServer start(Settings settings) throws Database.Unusable, HttpServer.NotListening {
        int port = HttpServer.freePort(
                settings.listener().bind(), settings.listener().port());
        Database database = Database.open(settings.database(), settings.pool());
        try {
            LocalTokens tokens = LocalTokens.of(settings.data(), Clock.systemUTC());
            Storage storage = Storage.open(database, !settings.endpoints().isEmpty());
            try {
                CareServer server = new CareServer(settings, port, database, storage, tokens);
                server.http.start();
                server.warmUp.start();
                return server;
            } catch (RuntimeException | HttpServer.NotListening e) {
                storage.close();
                throw e;
            }
        } catch (IOException e) {
            database.close();
            throw new Database.Unusable("The data folder cannot be used: " + e.getMessage(), e);
        } catch (RuntimeException | Database.Unusable | HttpServer.NotListening e) {
            database.close();
            throw e;
        }
    }

    private static OwnIssuer own(AuthorizationServer issuer) {
        return new OwnIssuer(issuer.endpoints().issuer(), issuer.endpoints().metadata(), issuer::isLive, issuer);
    }

    /** Where the FHIR endpoint is. */
    public String baseUrl() {
        return baseUrl;
    }

    /** An address for the browser of whoever started the server, where it is its own authorization server: for one use. */
    public Optional<String> openInBrowser() {
        return issuer.map(AuthorizationServer::openInBrowser);
    }

    /** Whether this server counts as one of a Part 2 program only because nothing says that it is, or is not. */
    public boolean isProgramAssumed() {
        return access.isProgramAssumed();
    }

    public String databaseDescription() {
        return database.description();
    }

    public Guide guide() {
        return guide;
    }

    /** Lets running requests end, then stops everything. */
    @Override
    public void close() {
        http.close();
        issuer.ifPresent(AuthorizationServer::close);
        storage.close();
        database.close();
    }
}
