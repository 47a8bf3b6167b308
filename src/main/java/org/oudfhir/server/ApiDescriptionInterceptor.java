package org.oudfhir.server;

import ca.uhn.fhir.rest.openapi.OpenApiInterceptor;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.oudfhir.fhir.Problem;

/**
 * The interface as OpenAPI, with a page to try it. It says that requests need a token, so that the page asks for one. Each part is
 * made once: it costs seconds, and everybody may ask for it.
 */
final class ApiDescriptionInterceptor extends OpenApiInterceptor {

    private static final String TOKEN = "token";

    private final Map<String, OpenAPI> made = new ConcurrentHashMap<>();

    @Override
    protected OpenAPI generateOpenApi(ServletRequestDetails request) {
        String[] pages = request.getParameters().getOrDefault("page", new String[0]);
        String page = pages.length == 0 || pages[0].isBlank() ? PAGE_ALL : pages[0];
        boolean isKnown = page.equals(PAGE_ALL)
                || page.equals(PAGE_SYSTEM)
                || request.getFhirContext().getResourceTypes().contains(page);
        if (!isKnown) {
            throw new Problem.NotFound("not-found", "The description of the interface has no such page");
        }
        return made.computeIfAbsent(page, each -> make(request));
    }

    private OpenAPI make(ServletRequestDetails request) {
        OpenAPI description = super.generateOpenApi(request);
        description
                .getComponents()
                .addSecuritySchemes(
                        TOKEN,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT"));
        return description.addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }
}
