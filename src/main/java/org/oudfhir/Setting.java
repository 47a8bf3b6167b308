package org.oudfhir;

import java.util.Arrays;
import java.util.Optional;
import org.oudfhir.storage.Database;

/**
 * Every setting of the server, once: its environment variable, its default and what it means. Command line options override
 * the environment.
 */
public enum Setting {
    PORT("OUD_PORT", "8080", "TCP port to listen on; 0 picks a free one"),
    BIND("OUD_BIND", "127.0.0.1", "address to listen on; 0.0.0.0 listens on all"),
    TLS_CERT("OUD_TLS_CERT", "", "PEM file of the certificate and its chain; with it the server speaks HTTPS only"),
    TLS_KEY("OUD_TLS_KEY", "", "PEM file of the certificate's private key, unencrypted PKCS#8"),
    BEHIND_PROXY(
            "OUD_BEHIND_PROXY",
            "false",
            "true when a proxy before the server ends TLS; without TLS or a proxy it listens on loopback only"),
    CORS_ORIGINS(
            "OUD_CORS_ORIGINS",
            "",
            "origins of web pages that may call from a browser, such as https://app.example.org; empty: none"),
    DATA("OUD_DATA", "./data", "folder for the embedded database, its password, the token key and the load journal"),
    BASE_URL("OUD_BASE_URL", "", "public FHIR base URL, for links in answers; empty: http://127.0.0.1:PORT/fhir"),
    DB_URL(
            "OUD_DB_URL",
            "",
            "JDBC URL of an external PostgreSQL 14 or later; empty: embedded PostgreSQL in the data folder"),
    DB_USER("OUD_DB_USER", "", "user of the external PostgreSQL"),
    DB_PASSWORD("OUD_DB_PASSWORD", "", "password of the external PostgreSQL"),
    DB_POOL("OUD_DB_POOL", "20", "most database connections that the server holds"),
    MAX_BODY_MB("OUD_MAX_BODY_MB", "32", "largest body of a request in MiB, as sent and when inflated"),
    MAX_ENTRIES("OUD_MAX_ENTRIES", "2000", "most entries of a transaction, batch or other Bundle"),
    MAX_STATEMENT_SECONDS(
            "OUD_MAX_STATEMENT_SECONDS", "30", "longest that one database statement of a request may take"),
    SAFETY_THRESHOLDS(
            "OUD_SAFETY_THRESHOLDS",
            "",
            "stricter thresholds of the safety rules, such as qtc-stop-ms=480,methadone-day-1-mg=40; see check"),
    ORGANIZATION(
            "OUD_ORGANIZATION",
            "",
            "organisation that keeps the records, such as Organization/clinic; empty: a Part 2 program without a name"),
    SUBSCRIPTION_ENDPOINTS(
            "OUD_SUBSCRIPTION_ENDPOINTS",
            "",
            "addresses that Subscriptions may deliver to, such as https://ehr.example.org/hooks, with commas between"),
    TOKEN_ISSUER("OUD_TOKEN_ISSUER", "", "issuer whose tokens are taken, besides those of the local key; an https URL"),
    TOKEN_JWKS("OUD_TOKEN_JWKS", "", "address of the issuer's public keys; empty: what its discovery document says"),
    TOKEN_AUDIENCE("OUD_TOKEN_AUDIENCE", "", "audience that the issuer's tokens must name; empty: the FHIR base URL"),
    TOKEN("OUD_TOKEN", "", "bearer token that the client commands load and demo send");

    private final String variable;
    private final String fallback;
    private final String meaning;

    Setting(String variable, String fallback, String meaning) {
        this.variable = variable;
        this.fallback = fallback;
        this.meaning = meaning;
    }

    /** Its environment variable. */
    public String variable() {
        return variable;
    }

    /** Its value when nobody says otherwise. */
    public String fallback() {
        return fallback;
    }

    public String meaning() {
        return meaning;
    }

    /** A value of it as it may be shown. */
    String shown(String value) {
        return switch (this) {
            case DB_PASSWORD, TOKEN -> "(set)";
            case DB_URL -> Database.withoutSecrets(value);
            default -> value;
        };
    }

    static Optional<Setting> named(String variable) {
        return Arrays.stream(values())
                .filter(setting -> setting.variable.equals(variable))
                .findFirst();
    }
}
