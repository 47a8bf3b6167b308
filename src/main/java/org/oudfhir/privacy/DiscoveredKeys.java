package org.oudfhir.privacy;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of an authorization server: fetched when first needed, kept for some minutes, fetched again (at a bounded
 * rate) when a token names a key that is not among them. While they cannot be had, no token is valid.
 */
final class DiscoveredKeys implements JWKSource<SecurityContext> {

    private static final Logger LOG = LoggerFactory.getLogger(DiscoveredKeys.class);
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration ONE_FETCH = Duration.ofSeconds(10);
    private static final int LARGEST_BYTES = 256 * 1024;

    private final ExternalIssuer issuer;
    private final Duration betweenFetches;
    private final DefaultResourceRetriever retriever = new DefaultResourceRetriever(3_000, 3_000, LARGEST_BYTES);
    private Map<String, Object> metadata = Map.of();
    private @Nullable JWKSource<SecurityContext> keys;
    private long nextDiscoveryNanos = System.nanoTime();

    /**
     * Prepares; nothing is fetched yet.
     *
     * @param betweenFetches the least time between two fetches
     */
    DiscoveredKeys(ExternalIssuer issuer, Duration betweenFetches) {
        this.issuer = issuer;
        this.betweenFetches = betweenFetches;
    }

    String issuer() {
        return issuer.name();
    }

    /** Where the keys are; absent while that is not known. */
    Optional<URI> address() {
        return issuer.keys()
                .or(() -> Optional.ofNullable(metadata().get("jwks_uri"))
                        .map(String::valueOf)
                        .map(URI::create));
    }

    /** The discovery document; empty while it cannot be had, and asked for again a while later. */
    synchronized Map<String, Object> metadata() {
        if (metadata.isEmpty() && System.nanoTime() - nextDiscoveryNanos >= 0) {
            nextDiscoveryNanos = System.nanoTime() + betweenFetches.toNanos();
            metadata = discover();
        }
        return metadata;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        return source().get(selector, context);
    }

    private synchronized JWKSource<SecurityContext> source() throws KeySourceException {
        JWKSource<SecurityContext> known = keys;
        if (known != null) {
            return known;
        }
        try {
            URI address = address()
                    .filter(ExternalIssuer::isTrustworthy)
                    .orElseThrow(() -> new RemoteKeySourceException("No trustworthy address of the keys", null));
            JWKSource<SecurityContext> found = JWKSourceBuilder.create(address.toURL(), retriever)
                    .cache(KEPT.toMillis(), ONE_FETCH.toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(betweenFetches.toMillis())
                    .build();
            keys = found;
            return found;
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw new RemoteKeySourceException("No usable address of the keys", e);
        }
    }

    private Map<String, Object> discover() {
        String base = issuer.name().endsWith("/") ? issuer.name() : issuer.name() + "/";
        try {
            URL document = URI.create(base + ".well-known/openid-configuration").toURL();
            Map<String, Object> found =
                    JSONObjectUtils.parse(retriever.retrieveResource(document).getContent());
            if (issuer.name().equals(found.get("issuer"))) {
                return found;
            }
            LOG.warn("The discovery document of {} is that of another issuer", issuer.name());
        } catch (IOException | ParseException | IllegalArgumentException e) {
            LOG.warn("The discovery document of {} cannot be had: {}", issuer.name(), e.getMessage());
        }
        return Map.of();
    }
}
