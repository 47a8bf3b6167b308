package org.oudfhir.server;

import ca.uhn.fhir.rest.openapi.OpenApiInterceptor;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;

/** The interface as OpenAPI, with a page to try it: it says that requests need a token, so that the page asks for one. */
final class ApiDescriptionInterceptor extends OpenApiInterceptor {

    private static final String TOKEN = "token";

    @Override
    protected OpenAPI generateOpenApi(ServletRequestDetails request) {
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
