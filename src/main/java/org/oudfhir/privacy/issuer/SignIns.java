package org.oudfhir.privacy.issuer;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.oudfhir.privacy.IssuerLog;

/**
 * What is to be known about those who sign in.
 *
 * @param behindProxy whether requests come through a proxy, which says from where
 * @param log keeps what they do
 */
public record SignIns(boolean behindProxy, IssuerLog log) {

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
