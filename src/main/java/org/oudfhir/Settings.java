package org.oudfhir;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oudfhir.exchange.SubscriptionEndpoints;
import org.oudfhir.privacy.ExternalIssuer;
import org.oudfhir.server.Limits;
import org.oudfhir.storage.Database;

/**
 * The settings in effect, checked.
 *
 * @param listener where to listen, and how
 * @param data the data folder
 * @param baseUrl the public FHIR base URL, when it is not what the client called
 * @param database where resources are kept
 * @param pool how many database connections, and for how long
 * @param limits how much one request may be
 * @param thresholds stricter thresholds of the safety rules, by code
 * @param organization reference of the organisation that keeps the records
 * @param endpoints where Subscriptions may deliver to
 * @param issuer the authorization server whose tokens are taken
 */
record Settings(
        ListenerSettings listener,
        Path data,
        Optional<String> baseUrl,
        Database.Location database,
        Database.Pool pool,
        Limits limits,
        Map<String, Double> thresholds,
        Optional<String> organization,
        SubscriptionEndpoints endpoints,
        Optional<ExternalIssuer> issuer) {

    /** Faulty settings: one sentence each, all of them together. */
    public static final class Faulty extends Exception {
        private final transient List<String> faults;

        Faulty(List<String> faults) {
            super(String.join("; ", faults));
            this.faults = List.copyOf(faults);
        }

        public List<String> faults() {
            return faults;
        }
    }

    /**
     * Reads the settings.
     *
     * @param environment the process environment
     * @param options what the command line says, which wins
     * @throws Faulty when a value cannot be used, or an {@code OUD_*} variable is not one of ours
     */
    public static Settings read(Map<String, String> environment, Map<Setting, String> options) throws Faulty {
        return new Reader(environment, options).read();
    }

    private static final class Reader {
        private final Map<Setting, String> values = new EnumMap<>(Setting.class);
        private final List<String> faults = new ArrayList<>();

        Reader(Map<String, String> environment, Map<Setting, String> options) {
            environment.forEach((variable, value) -> {
                if (variable.startsWith("OUD_")) {
                    Setting.named(variable)
                            .ifPresentOrElse(
                                    setting -> values.put(setting, value), () -> faults.add(unknown(variable)));
                }
            });
            values.putAll(options);
        }

        Settings read() throws Faulty {
            ListenerSettings listener = ListenerSettings.read(this::value, number(Setting.PORT, 0, 65_535), faults);
            Database.Pool pool =
                    new Database.Pool(number(Setting.DB_POOL, 2, 500), number(Setting.MAX_STATEMENT_SECONDS, 1, 3_600));
            Limits limits = new Limits(number(Setting.MAX_BODY_MB, 1, 1_024), number(Setting.MAX_ENTRIES, 1, 100_000));
            Path data = folder();
            Optional<String> baseUrl = baseUrl();
            Database.Location database = database(data);
            Map<String, Double> thresholds = thresholds();
            Optional<String> organization = organization();
            SubscriptionEndpoints endpoints = endpoints();
            Optional<ExternalIssuer> issuer = issuer();
            if (!faults.isEmpty()) {
                throw new Faulty(faults);
            }
            return new Settings(
                    listener, data, baseUrl, database, pool, limits, thresholds, organization, endpoints, issuer);
        }

        private String value(Setting setting) {
            return values.getOrDefault(setting, setting.fallback()).strip();
        }

        private int number(Setting setting, int lowest, int highest) {
            String value = value(setting);
            try {
                int number = Integer.parseInt(value);
                if (number >= lowest && number <= highest) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // falls through to the one sentence for both faults
            }
            faults.add("%s must be a whole number from %d to %d, not \"%s\""
                    .formatted(setting.variable(), lowest, highest, value));
            return lowest;
        }

        private Map<String, Double> thresholds() {
            Map<String, Double> thresholds = new LinkedHashMap<>();
            for (String each : value(Setting.SAFETY_THRESHOLDS).split(",", -1)) {
                String[] pair = each.strip().split("=", 2);
                try {
                    if (pair.length == 2) {
                        thresholds.put(pair[0].strip(), Double.valueOf(pair[1].strip()));
                        continue;
                    }
                } catch (NumberFormatException e) {
                    // falls through to the one sentence for both faults
                }
                if (!each.isBlank()) {
                    faults.add("OUD_SAFETY_THRESHOLDS must be code=number, with commas between, not \"" + each.strip()
                            + "\"");
                }
            }
            return thresholds;
        }

        private Path folder() {
            try {
                return Path.of(value(Setting.DATA)).toAbsolutePath().normalize();
            } catch (InvalidPathException e) {
                faults.add("OUD_DATA is not a path: " + e.getReason());
                return Path.of("data");
            }
        }

        private Optional<String> baseUrl() {
            String value = value(Setting.BASE_URL);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            try {
                URI uri = new URI(value);
                if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                    return Optional.of(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
                }
            } catch (URISyntaxException e) {
                // falls through to the one sentence for both faults
            }
            faults.add("OUD_BASE_URL must be an http or https URL such as https://fhir.example.org/fhir");
            return Optional.empty();
        }

        private Optional<String> organization() {
            String value = value(Setting.ORGANIZATION);
            if (!value.isEmpty() && !value.matches("Organization/[A-Za-z0-9.-]{1,64}")) {
                faults.add("OUD_ORGANIZATION must be a reference such as Organization/clinic");
            }
            return Optional.of(value).filter(each -> !each.isEmpty());
        }

        private SubscriptionEndpoints endpoints() {
            List<String> wrong = new ArrayList<>();
            SubscriptionEndpoints endpoints = SubscriptionEndpoints.read(value(Setting.SUBSCRIPTION_ENDPOINTS), wrong);
            wrong.forEach(each -> faults.add(Setting.SUBSCRIPTION_ENDPOINTS.variable()
                    + " must be https URLs (http only on this machine) without user, query, escapes or dot segments, not \""
                    + each + "\""));
            return endpoints;
        }

        private Optional<ExternalIssuer> issuer() {
            String name = value(Setting.TOKEN_ISSUER);
            String keys = value(Setting.TOKEN_JWKS);
            String audience = value(Setting.TOKEN_AUDIENCE);
            if (name.isEmpty()) {
                if (!keys.isEmpty() || !audience.isEmpty()) {
                    faults.add("OUD_TOKEN_JWKS and OUD_TOKEN_AUDIENCE need OUD_TOKEN_ISSUER");
                }
                return Optional.empty();
            }
            if (value(Setting.ORGANIZATION).isEmpty()) {
                faults.add(
                        "OUD_TOKEN_ISSUER needs OUD_ORGANIZATION, the organization that the tokens of the program's own"
                                + " people name");
            }
            checkAddress(Setting.TOKEN_ISSUER, name);
            if (!keys.isEmpty()) {
                checkAddress(Setting.TOKEN_JWKS, keys);
            }
            return faults.isEmpty()
                    ? Optional.of(new ExternalIssuer(
                            name,
                            Optional.of(keys).filter(each -> !each.isEmpty()).map(URI::create),
                            Optional.of(audience).filter(each -> !each.isEmpty())))
                    : Optional.empty();
        }

        private void checkAddress(Setting setting, String value) {
            try {
                if (ExternalIssuer.isTrustworthy(new URI(value))) {
                    return;
                }
            } catch (URISyntaxException e) {
                // falls through to the one sentence for both faults
            }
            faults.add(setting.variable() + " must be an https URL; http only on this machine");
        }

        private Database.Location database(Path data) {
            String url = value(Setting.DB_URL);
            if (url.isEmpty()) {
                if (!value(Setting.DB_USER).isEmpty()
                        || !value(Setting.DB_PASSWORD).isEmpty()) {
                    faults.add("OUD_DB_USER and OUD_DB_PASSWORD need OUD_DB_URL");
                }
                return new Database.Embedded(data);
            }
            if (!url.startsWith("jdbc:postgresql:")) {
                faults.add("OUD_DB_URL must begin with jdbc:postgresql:, as in jdbc:postgresql://host:5432/oud");
            }
            return new Database.External(url, value(Setting.DB_USER), value(Setting.DB_PASSWORD));
        }

        private static String unknown(String variable) {
            List<String> known = new ArrayList<>();
            for (Setting setting : Setting.values()) {
                known.add(setting.variable());
            }
            return variable + " is not a setting; there are " + String.join(", ", known);
        }
    }
}
