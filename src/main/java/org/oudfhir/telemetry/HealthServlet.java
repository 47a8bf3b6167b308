package org.oudfhir.telemetry;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** {@code /health/live}: the process answers. {@code /health/ready}, or {@code /health}: it can serve, its database included; else 503. */
public final class HealthServlet extends HttpServlet {

    private final transient BooleanSupplier ready;

    /**
     * Makes the servlet.
     *
     * @param ready whether requests can be served now
     */
    public HealthServlet(BooleanSupplier ready) {
        this.ready = ready;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String question = Objects.requireNonNullElse(request.getPathInfo(), "/ready");
        boolean known = question.equals("/live") || question.equals("/ready");
        boolean up = question.equals("/live") || (known && ready.getAsBoolean());
        response.setStatus(!known ? 404 : up ? 200 : 503);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().print(up ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}");
    }
}
