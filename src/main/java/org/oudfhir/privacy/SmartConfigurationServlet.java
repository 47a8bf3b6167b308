package org.oudfhir.privacy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /fhir/.well-known/smart-configuration}: for everybody, as a client reads it before it has a token. */
final class SmartConfigurationServlet extends HttpServlet {

    private final transient SmartConfiguration configuration;

    SmartConfigurationServlet(SmartConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean known = "/smart-configuration".equals(request.getPathInfo());
        response.setStatus(known ? 200 : 404);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().print(known ? configuration.json() : "{}");
    }
}
