package org.oudfhir.privacy.issuer;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What is to be known about those who sign in.
 *
 * @param behindProxy whether requests come through a proxy, which says from where
 * @param record keeps that a name signed in, or failed to; throws when it cannot be kept
 */
public record SignIns(boolean behindProxy, BiConsumer<String, Boolean> record) {

    /** From where a request comes: of what it says itself, only what the proxy before this server added counts. */
    String address(HttpServletRequest request) {
        List<String> said = Collections.list(request.getHeaders("X-Forwarded-For"));
        if (!behindProxy || said.isEmpty()) {
            return request.getRemoteAddr();
        }
        String last = said.get(said.size() - 1);
        return last.substring(last.lastIndexOf(',') + 1).strip();
    }
}
