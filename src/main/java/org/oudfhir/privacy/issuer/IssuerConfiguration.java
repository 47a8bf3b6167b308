package org.oudfhir.privacy.issuer;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oudfhir.privacy.IssuerLog;
import org.oudfhir.privacy.SecurityEvent;
import org.oudfhir.privacy.issuer.AuthorizationServer.Records;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;

/** Spring Authorization Server as SMART wants it, and the sign-in in front of it. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class IssuerConfiguration {

    private static final Set<String> NOT_HERE = Set.of(
            "userinfo_endpoint",
            "end_session_endpoint",
            "device_authorization_endpoint",
            "pushed_authorization_request_endpoint",
            "tls_client_certificate_bound_access_tokens",
            "dpop_signing_alg_values_supported");

    @Bean
    JWKSource<SecurityContext> keys(Parts parts) {
        return parts.keys();
    }

    @Bean
    PasswordEncoder passwords(Parts parts) {
        return parts.passwords();
    }

    @Bean
    JwtDecoder decoder(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    @Order(1)
    SecurityFilterChain protocol(HttpSecurity http, Parts parts, Records records, SignIns signIns) throws Exception {
        SmartRequests smart = new SmartRequests(parts.endpoints().fhirBase(), parts.launches());
        ProtocolLog log = new ProtocolLog(signIns.log());
        AuthorizationFaults faults = new AuthorizationFaults(new Frame(parts.endpoints()));
        PublicRevocation revocation = new PublicRevocation(parts.clients().repository());
        OAuth2AuthorizationServerConfigurer server = OAuth2AuthorizationServerConfigurer.authorizationServer();
        http.securityMatcher(server.getEndpointsMatcher())
                .with(
                        server,
                        configurer -> configurer
                                .registeredClientRepository(parts.clients().repository())
                                .authorizationService(parts.authorizations())
                                .authorizationConsentService(new AskEveryTime())
                                .authorizationServerSettings(settings(parts.endpoints()))
                                .tokenGenerator(tokens(parts, records))
                                .clientAuthentication(client -> client.authenticationConverters(
                                                converters -> converters.add(0, new AssertionConverter()))
                                        .authenticationConverter(revocation)
                                        .authenticationProvider(revocation)
                                        .errorResponseHandler(log::refuse)
                                        .authenticationProviders(providers -> each(
                                                providers,
                                                JwtClientAssertionAuthenticationProvider.class,
                                                provider -> provider.setJwtDecoderFactory(parts.assertions()))))
                                .authorizationEndpoint(endpoint -> endpoint.consentPage(
                                                parts.endpoints().address(Endpoints.CONSENT))
                                        .errorResponseHandler(faults::answer)
                                        .authenticationProviders(providers -> {
                                            each(
                                                    providers,
                                                    OAuth2AuthorizationCodeRequestAuthenticationProvider.class,
                                                    provider -> provider.setAuthenticationValidator(smart::checkApp));
                                            each(
                                                    providers,
                                                    OAuth2AuthorizationConsentAuthenticationProvider.class,
                                                    provider -> provider.setAuthorizationConsentCustomizer(
                                                            SmartRequests::checkAnswer));
                                        }))
                                .tokenRevocationEndpoint(endpoint -> endpoint.revocationResponseHandler(log::revoked)
                                        .errorResponseHandler(log::refuse))
                                .tokenEndpoint(endpoint -> endpoint.accessTokenResponseHandler(LaunchAnswer.handler())
                                        .errorResponseHandler(log::refuse)
                                        .authenticationProviders(providers -> each(
                                                providers,
                                                OAuth2ClientCredentialsAuthenticationProvider.class,
                                                provider -> provider.setAuthenticationValidator(smart::checkBackend))))
                                .authorizationServerMetadataEndpoint(
                                        endpoint -> endpoint.authorizationServerMetadataCustomizer(
                                                metadata -> metadata.claims(claims -> state(parts, claims))))
                                .oidc(oidc -> oidc.providerConfigurationEndpoint(
                                        endpoint -> endpoint.providerConfigurationCustomizer(
                                                metadata -> metadata.claims(claims -> state(parts, claims))))))
                .addFilterAfter(new CurrentUserFilter(parts.users()), SecurityContextHolderFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .requestCache(cache -> cache.requestCache(requestCache()))
                .exceptionHandling(errors -> errors.defaultAuthenticationEntryPointFor(
                                toLogin(parts.endpoints()),
                                PathPatternRequestMatcher.withDefaults().matcher(Endpoints.AUTHORIZE))
                        .defaultAuthenticationEntryPointFor(
                                log::refuseUnnamed,
                                new NegatedRequestMatcher(
                                        PathPatternRequestMatcher.withDefaults().matcher(Endpoints.AUTHORIZE))));
        return http.build();
    }

    /** People only: a client that says nothing of itself is 401 where tokens are asked for, looked into and taken back. */
    private static AuthenticationEntryPoint toLogin(Endpoints endpoints) {
        return (request, response, none) -> {
            response.setStatus(302);
            response.setHeader("Location", endpoints.path(Endpoints.LOGIN));
        };
    }

    /** Says what is here: the library offers more than this server answers, or its FHIR endpoint checks. */
    private static void state(Parts parts, Map<String, Object> claims) {
        claims.keySet().removeAll(NOT_HERE);
        claims.putAll(parts.endpoints().metadata());
    }

    private static <T> void each(List<?> all, Class<T> kind, java.util.function.Consumer<T> change) {
        all.stream().filter(kind::isInstance).map(kind::cast).forEach(change);
    }

    private static AuthorizationServerSettings settings(Endpoints endpoints) {
        return AuthorizationServerSettings.builder()
                .issuer(endpoints.issuer())
                .authorizationEndpoint(Endpoints.AUTHORIZE)
                .tokenEndpoint(Endpoints.TOKEN)
                .jwkSetEndpoint(Endpoints.KEYS)
                .tokenIntrospectionEndpoint(Endpoints.INTROSPECT)
                .tokenRevocationEndpoint(Endpoints.REVOKE)
                .build();
    }

    private static OAuth2TokenGenerator<?> tokens(Parts parts, Records records) {
        JwtGenerator jwts = new JwtGenerator(new NimbusJwtEncoder(parts.keys()));
        jwts.setJwtCustomizer(new TokenContents(
                parts.users(),
                records.contexts()::represented,
                parts.endpoints().fhirBase()));
        return new DelegatingOAuth2TokenGenerator(jwts, new RefreshTokens());
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, Parts parts, SignIns signIns) throws Exception {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        DaoAuthenticationProvider passwords = new DaoAuthenticationProvider(parts.users());
        passwords.setPasswordEncoder(parts.passwords());
        String login = parts.endpoints().path(Endpoints.LOGIN);
        http.securityMatcher(paths.matcher(Endpoints.ROOT + "/**"))
                .authenticationProvider(new ThrottledLogin(passwords, new LoginThrottle(parts.clock()), signIns))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                paths.matcher(Endpoints.LOGIN), paths.matcher(Endpoints.STYLE))
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .requestCache(cache -> cache.requestCache(requestCache()))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(toLogin(parts.endpoints()))
                        .accessDeniedHandler(new AuthorizationFaults(new Frame(parts.endpoints()))::tooOld))
                .addFilterAfter(new CurrentUserFilter(parts.users()), SecurityContextHolderFilter.class)
                .logout(logout -> logout.logoutUrl(Endpoints.LOGOUT)
                        .addLogoutHandler((request, response, user) -> recordSignOut(signIns, user))
                        .logoutSuccessHandler((request, response, user) -> {
                            response.setStatus(302);
                            response.setHeader("Location", login + "?out");
                        }))
                .formLogin(form -> form.loginPage(Endpoints.LOGIN)
                        .loginProcessingUrl(Endpoints.LOGIN)
                        .authenticationDetailsSource(
                                request -> new WebAuthenticationDetails(signIns.address(request), null))
                        .successHandler(backToTheApp(parts.endpoints()))
                        .failureHandler((request, response, failure) -> {
                            SignInForm.keepTyped(request);
                            response.setStatus(302);
                            response.setHeader("Location", login + "?failed");
                        }));
        return http.build();
    }

    private static void recordSignOut(SignIns signIns, @Nullable Authentication user) {
        if (user != null) {
            signIns.log().done(SecurityEvent.LOGOUT, "E", IssuerLog.named(user.getName()), List.of(), "");
        }
    }

    /** To the authorization request that was interrupted, at our own address whatever the Host header says. */
    private static AuthenticationSuccessHandler backToTheApp(Endpoints endpoints) {
        return (request, response, user) -> {
            SavedRequest saved = requestCache().getRequest(request, response);
            String query =
                    saved == null ? null : URI.create(saved.getRedirectUrl()).getRawQuery();
            response.setStatus(302);
            response.setHeader(
                    "Location",
                    query == null
                            ? endpoints.path(Endpoints.LOGIN) + "?done"
                            : endpoints.path(Endpoints.AUTHORIZE) + "?" + query);
        };
    }

    private static HttpSessionRequestCache requestCache() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setMatchingRequestParameterName(null);
        cache.setRequestMatcher(PathPatternRequestMatcher.withDefaults().matcher(Endpoints.AUTHORIZE));
        return cache;
    }
}
