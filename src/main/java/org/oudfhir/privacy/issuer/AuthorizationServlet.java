package org.oudfhir.privacy.issuer;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Every request goes through the filters of Spring Security; what they let pass is a page of ours. */
final class AuthorizationServlet extends HttpServlet {

    private final transient AuthorizationServer server;

    AuthorizationServlet(AuthorizationServer server) {
        this.server = server;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        AuthorizationServer.Running running = server.running();
        running.filters()
                .doFilter(
                        request,
                        response,
                        (passed, answer) ->
                                running.pages().answer((HttpServletRequest) passed, (HttpServletResponse) answer));
    }
}
