package org.oudfhir.profiles;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.SearchParameter;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;
import org.oudfhir.server.InterceptorOrder;

/**
 * Keeps the definitions by which this server works as they were published: no client changes or deletes one, or stores another
 * under its canonical. Nor a search parameter of its own: it would be evaluated at each write, could hide one that access control
 * rests on, and would find nothing of what is stored already.
 */
@Interceptor(order = InterceptorOrder.VALIDATE)
final class FixedDefinitionsInterceptor {

    private final Guide guide;
    private final Set<String> fixed;

    /**
     * Makes the interceptor.
     *
     * @param fixed references of what no client may write
     */
    FixedDefinitionsInterceptor(Guide guide, Set<String> fixed) {
        this.guide = guide;
        this.fixed = Set.copyOf(fixed);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    void create(IBaseResource resource, @Nullable RequestDetails request) {
        require(resource, request);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    void update(@Nullable IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
        if (before != null) {
            require(before, request);
        }
        require(after, request);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
    void delete(IBaseResource resource, @Nullable RequestDetails request) {
        require(resource, request);
    }

    private void require(IBaseResource resource, @Nullable RequestDetails request) {
        if (request == null || request instanceof SystemRequestDetails) {
            return;
        }
        String reference = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
        boolean ours = fixed.contains(reference)
                || (resource instanceof MetadataResource definition
                        && definition.hasUrl()
                        && guide.owns(definition.getUrl()));
        if (ours) {
            throw new Problem.Forbidden(
                    "fixed-definition",
                    "The definitions of the guide " + guide.name()
                            + " belong to the server and are not changed by clients; "
                            + "store yours under another id and canonical");
        }
        if (resource instanceof SearchParameter) {
            throw new Problem.Forbidden(
                    "fixed-definition", "The search parameters of this server are those of FHIR and of its guide");
        }
    }
}
