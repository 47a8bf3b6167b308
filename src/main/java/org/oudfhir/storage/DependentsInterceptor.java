package org.oudfhir.storage;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.model.DeleteConflict;
import ca.uhn.fhir.jpa.api.model.DeleteConflictList;
import ca.uhn.fhir.jpa.delete.DeleteConflictOutcome;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;

/**
 * Deletes with a resource what the server itself wrote about it and nobody would look at without it. Any other reference keeps
 * the resource: a delete that would break it is refused.
 */
@Interceptor
final class DependentsInterceptor {

    /** The first pass sees one reference, the next all others, the one after that none. */
    private static final int PASSES = 5;

    private final DaoRegistry daos;
    private final BiPredicate<Resource, Resource> goesWith;

    DependentsInterceptor(DaoRegistry daos, BiPredicate<Resource, Resource> goesWith) {
        this.daos = daos;
        this.goesWith = goesWith;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_DELETE_CONFLICTS)
    DeleteConflictOutcome conflicts(DeleteConflictList conflicts, TransactionDetails transaction) {
        List<IdType> dependents = new ArrayList<>();
        for (DeleteConflict conflict : conflicts) {
            IdType source = id(conflict.getSourceId().getValue());
            if (goesWith.test(read(source), read(id(conflict.getTargetId().getValue())))) {
                dependents.add(source);
            }
        }
        if (dependents.isEmpty() || dependents.size() < conflicts.size()) {
            return new DeleteConflictOutcome();
        }
        dependents.stream()
                .distinct()
                .forEach(dependent -> daos.getResourceDao(dependent.getResourceType())
                        .delete(dependent, conflicts, new SystemRequestDetails(), transaction));
        return new DeleteConflictOutcome().setShouldRetryCount(PASSES);
    }

    private static IdType id(String reference) {
        return new IdType(reference).toUnqualifiedVersionless();
    }

    private Resource read(IdType id) {
        return (Resource) daos.getResourceDao(id.getResourceType()).read(id, new SystemRequestDetails());
    }
}
