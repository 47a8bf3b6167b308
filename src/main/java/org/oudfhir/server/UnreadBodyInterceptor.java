package org.oudfhir.server;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that comes before the body is read leaves the body on the connection, and the client's next request would meet a
 * connection that closes without a word. A short body is read to its end; after a long one the client is told to connect anew.
 */
@Interceptor
final class UnreadBodyInterceptor {

    private static final int SHORT_BODY_BYTES = 1024 * 1024;

    @Hook(Pointcut.SERVER_HANDLE_EXCEPTION)
    boolean finish(@Nullable HttpServletRequest request, @Nullable HttpServletResponse response) {
        if (request != null && response != null && !isRead(request)) {
            response.setHeader("Connection", "close");
        }
        return true;
    }

    private static boolean isRead(HttpServletRequest request) {
        try {
            return request.getInputStream().readNBytes(SHORT_BODY_BYTES).length < SHORT_BODY_BYTES;
        } catch (IOException brokenOff) {
            return false;
        }
    }
}
