package org.oudfhir.privacy.issuer;

import com.nimbusds.jose.jwk.ECKey;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Patient;
import org.jspecify.annotations.Nullable;
import org.oudfhir.privacy.LaunchContexts;
import org.oudfhir.privacy.OwnIssuer;
import org.oudfhir.storage.AuditRecord.Who;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The door of this package. Nothing is started before the first request: a server that points to another issuer never pays for it. */
public final class AuthorizationServer implements AutoCloseable, OwnIssuer.Registrations {

    /**
     * What it needs of the rest of the server.
     *
     * @param key signs access tokens
     * @param organization the organization that keeps the records, when it is named
     * @param token makes a token for everything, for whoever started the server
     */
    public record Surroundings(
            DataSource database,
            ECKey key,
            Records records,
            Optional<String> organization,
            Supplier<String> token,
            SignIns signIns) {}

    /** Finds patients as a person looks for them. */
    @FunctionalInterface
    public interface Patients {

        /**
         * Those who are found.
         *
         * @param wanted a part of the name, an identifier, a birth date, or {@code Patient/id}
         * @param member the person in whose care they are, when it is to be one
         * @param most how many at most
         */
        List<Patient> find(String wanted, Optional<String> member, int most);
    }

    /**
     * What it asks of the records.
     *
     * @param contexts which record may be in context
     * @param isKept whether there is what a reference such as {@code Practitioner/12} names
     */
    public record Records(Patients patients, LaunchContexts contexts, Predicate<String> isKept) {

        /** The patient of this id, whoever asks. */
        Optional<Patient> patient(String id) {
            return patients.find("Patient/" + id, Optional.empty(), 1).stream().findFirst();
        }
    }

    /**
     * Who may do what besides signing in.
     *
     * @param owner whoever owns this server, when a request comes from them
     * @param launcher who may open apps, when a request comes from them
     * @param isOperator whether a request comes from this machine, or from whoever may read everything
     */
    public record Gatekeepers(
            Function<HttpServletRequest, Optional<Who>> owner,
            Function<HttpServletRequest, Optional<Who>> launcher,
            Predicate<HttpServletRequest> isOperator) {}

    /** What is there once it has been started. */
    record Running(AnnotationConfigApplicationContext spring, Filter filters, Pages pages, Parts parts) {}

    private final Endpoints endpoints;
    private final Surroundings around;
    private final Clock clock;
    private final JdbcTemplate jdbc;
    private final BrowserLink browser;
    private @Nullable Running running;

    public AuthorizationServer(Endpoints endpoints, Surroundings around, Clock clock) {
        this.endpoints = endpoints;
        this.around = around;
        this.clock = clock;
        this.jdbc = new JdbcTemplate(around.database());
        this.browser = new BrowserLink(clock);
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    /** An address that gives a browser on this machine a token for everything: once, within ten minutes. */
    public String openInBrowser() {
        return endpoints.address(Endpoints.BROWSER) + "?code=" + browser.open();
    }

    /** What answers where. */
    public Map<String, HttpServlet> servlets(Gatekeepers gatekeepers) {
        HttpServlet protocol = new AuthorizationServlet(this);
        return Map.of(
                Endpoints.ROOT + "/*",
                protocol,
                "/.well-known/*",
                protocol,
                Endpoints.BROWSER,
                new BrowserLinkServlet(
                        browser, new Html(new Frame(endpoints)), around.token(), gatekeepers.isOperator()),
                Endpoints.ROOT + "/admin/*",
                new AdministrationServlet(this, gatekeepers, around));
    }

    /** Whether a token of ours has not been revoked, and its client and user not removed. */
    public boolean isLive(String token) {
        return isTrue(
                "select exists (select 1 from oauth2_authorization where access_token_value = ?"
                        + " and access_token_metadata not like '%\"metadata.token.invalidated\":true%')",
                token);
    }

    @Override
    public boolean hasClient(String client) {
        return hasTables()
                && isTrue("select exists (select 1 from oauth2_registered_client where client_id = ?)", client);
    }

    @Override
    public boolean hasUser(String name, String person) {
        return hasTables()
                && isTrue(
                        "select exists (select 1 from oud_user u where name = ? and fhir_user = ?"
                                + " and to_jsonb(u) ->> 'reach' is distinct from '" + Users.CARE_TEAM + "')",
                        name,
                        person);
    }

    /** They are made when somebody first signs in or registers a client. */
    private boolean hasTables() {
        return isTrue("select to_regclass('oud_user') is not null");
    }

    private boolean isTrue(String question, Object... values) {
        return Boolean.TRUE.equals(jdbc.queryForObject(question, Boolean.class, values));
    }

    synchronized Running running() {
        if (running == null) {
            running = start();
        }
        return running;
    }

    private Running start() {
        new ResourceDatabasePopulator(new ClassPathResource("schema.sql", AuthorizationServer.class))
                .execute(around.database());
        Parts parts = Parts.of(around.database(), endpoints, IssuerKeys.of(around.key(), jdbc), clock);
        WaitingRequests requests = new WaitingRequests(parts);
        PatientChoice choice = new PatientChoice(
                requests,
                parts.launches(),
                around.records(),
                around.organization(),
                around.signIns().log());
        AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext();
        spring.registerBean(Parts.class, () -> parts);
        spring.registerBean(Records.class, around::records);
        spring.registerBean(SignIns.class, around::signIns);
        spring.register(IssuerConfiguration.class);
        spring.refresh();
        return new Running(
                spring,
                spring.getBean("springSecurityFilterChain", Filter.class),
                new Pages(
                        new Frame(endpoints), requests, choice, around.signIns().log()),
                parts);
    }

    @Override
    public synchronized void close() {
        if (running != null) {
            running.spring().close();
        }
    }
}
