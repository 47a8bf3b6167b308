package org.oudfhir.privacy;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleLinkComponent;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;
import org.oudfhir.server.InterceptorOrder;

/**
 * Binds the pages of a search to the caller who made it: each link carries a seal over the search and who asks, with which
 * scopes and for what purpose. With another token the page does not exist. The link to a search itself shows what was asked,
 * not how it was narrowed.
 */
@Interceptor(order = InterceptorOrder.AUTHORIZE)
final class PageLinksInterceptor {

    private static final String SEAL = "_seal";
    private static final Pattern SEARCH = Pattern.compile("[?&]_getpages=([^&]+)");

    private final SecretKeySpec key;

    PageLinksInterceptor(byte[] secret) {
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLER_SELECTED)
    void open(RequestDetails request) {
        Map<String, String[]> parameters = request.getParameters();
        String[] search = parameters.get("_getpages");
        if (search == null) {
            return;
        }
        String[] seal = parameters.getOrDefault(SEAL, new String[0]);
        boolean genuine = search.length == 1 && seal.length == 1 && isEqual(seal[0], seal(search[0], request));
        if (!genuine || !isPlain(request)) {
            throw new Problem.NotFound("not-found", "There is no such page; search again");
        }
        Map<String, String[]> others = new HashMap<>(parameters);
        others.remove(SEAL);
        request.setParameters(others);
    }

    /** A page and nothing else: no other handler may take a request that was let in as a page. */
    private static boolean isPlain(RequestDetails request) {
        return request.getRequestType() == RequestTypeEnum.GET
                && request.getResourceName() == null
                && request.getOperation() == null;
    }

    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    void close(@Nullable RequestDetails request, @Nullable IBaseResource answer) {
        if (request == null || !(answer instanceof Bundle bundle)) {
            return;
        }
        seal(bundle, request);
        for (BundleEntryComponent entry : bundle.getEntry()) {
            if (entry.hasResponse() && entry.getResource() instanceof Bundle inner) {
                seal(inner, request);
            }
        }
    }

    private void seal(Bundle bundle, RequestDetails request) {
        for (BundleLinkComponent link : bundle.getLink()) {
            String url = Narrowings.undone(request, String.valueOf(link.getUrl()));
            Matcher search = SEARCH.matcher(url);
            link.setUrl(search.find() ? url + "&" + SEAL + "=" + seal(search.group(1), request) : url);
        }
    }

    private String seal(String search, RequestDetails request) {
        Caller caller = Caller.of(request);
        List<Object> who = List.of(search, caller.identity(), new TreeSet<>(caller.scopes()));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(who.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA256", e);
        }
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
