package org.oudfhir.server;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** A FHIR request may be refused before its body is read, as one without a token is. */
@Interceptor
final class UnreadBodyInterceptor {

    @Hook(Pointcut.SERVER_HANDLE_EXCEPTION)
    boolean finish(@Nullable HttpServletRequest request, @Nullable HttpServletResponse response) {
        if (request != null && response != null) {
            UnreadBody.finish(request, response);
        }
        return true;
    }
}
