package org.oudfhir.privacy;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IPreResourceAccessDetails;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.jspecify.annotations.Nullable;
import org.oudfhir.server.Deletions;
import org.oudfhir.server.InterceptorOrder;

/**
 * Holds every request to the caller's scopes, three times: when it comes in, when a resource is written, and when a resource
 * is about to leave. The first narrows searches, so that nothing is counted that is not shown; the last would catch what the
 * first overlooked.
 */
@Interceptor(order = InterceptorOrder.AUTHORIZE)
final class ScopeInterceptor {

    private static final Pattern SEARCH_AS_REFERENCE = Pattern.compile("\"[A-Z][A-Za-z]{2,63}\\?");

    private final Gate gate;
    private final Operations operations;
    private final Writes writes;
    private final Visibility visibility;

    ScopeInterceptor(Gate gate, Operations operations, Writes writes, Visibility visibility) {
        this.gate = gate;
        this.operations = operations;
        this.writes = writes;
        this.visibility = visibility;
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLER_SELECTED)
    void admit(RequestDetails request) {
        Grants grants = Grants.of(request);
        if (grants.isUnrestricted()) {
            return;
        }
        Ask ask = Ask.of(request).orElseThrow(() -> Gate.denial(grants));
        if (ask.isMetadata() || ask.isPage()) {
            return;
        }
        if (ask.isBundle()) {
            if (grants.caller().isAnonymous()) {
                throw Gate.denial(grants);
            }
        } else if (!ask.isOperation()) {
            Map<String, String[]> parameters = gate.admit(grants, ask);
            Narrowings.remember(request, Narrowings.By.SCOPES, ask, parameters);
            request.setParameters(new HashMap<>(parameters));
            if (ask.isOfCurrent() && !grants.access(Permission.READ, ask.type()).all()) {
                Deletions.hide(request);
            }
        } else if (grants.caller().isAnonymous()) {
            throw Gate.denial(grants);
        }
    }

    /** What the content decides: the entries of a Bundle, the subject of an operation, references that are searches. */
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    void admitContent(RequestDetails request) {
        Grants grants = Grants.of(request);
        if (grants.isUnrestricted() || Ask.of(request).isEmpty()) {
            return;
        }
        Ask ask = Ask.of(request).get();
        IBaseResource content = request.getResource();
        if (ask.isOperation()) {
            operations.admit(grants, ask, content);
        } else if (ask.isBundle() && !(ask.isPage() && content == null)) {
            if (!(content instanceof Bundle bundle)) {
                throw Gate.denial(grants);
            }
            ReadEntries.remember(request, bundle);
            bundle.getEntry().forEach(entry -> admitEntry(request, grants, entry));
        } else if (content != null) {
            writes.checkReferences(grants, content);
        } else if (ask.method().equals("PATCH")) {
            checkPatch(grants, request);
        }
    }

    private void admitEntry(RequestDetails request, Grants grants, BundleEntryComponent entry) {
        Ask ask = Ask.of(entry.getRequest()).orElseThrow(() -> Gate.denial(grants));
        if (ask.isOperation()) {
            operations.admit(grants, ask, null);
        } else if (ask.isRead()) {
            // What is not theirs is left out when it is read: the other entries go on.
            gate.demand(grants, Permission.READ, ask.type());
        } else if (ask.method().equals("PATCH")
                && !(grants.everywhere(Permission.SEARCH)
                        && grants.access(Permission.UPDATE, ask.type()).all())) {
            // It may make a reference that is a search, which is followed before the result is seen.
            throw Gate.denial(grants);
        } else {
            Map<String, String[]> parameters = gate.admit(grants, ask);
            Narrowings.remember(request, Narrowings.By.SCOPES, ask, parameters);
            entry.getRequest().setUrl(ask.with(parameters).url());
        }
        if (entry.hasResource()) {
            writes.checkReferences(grants, entry.getResource());
        }
    }

    private static void checkPatch(Grants grants, RequestDetails request) {
        String patch = new String(request.loadRequestContents(), StandardCharsets.UTF_8);
        if (SEARCH_AS_REFERENCE.matcher(patch).find()) {
            throw Gate.denial(grants);
        }
    }

    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    void hideReasons(@Nullable RequestDetails request, @Nullable IBaseResource answer) {
        if (request != null && !Grants.of(request).isUnrestricted()) {
            ReadEntries.hideReasons(request, answer);
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    void beforeCreate(IBaseResource resource, @Nullable RequestDetails request) {
        if (request != null && !Grants.of(request).isUnrestricted()) {
            writes.create(Grants.of(request), resource);
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    void beforeUpdate(@Nullable IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
        if (request != null && !Grants.of(request).isUnrestricted()) {
            writes.update(Grants.of(request), before, after);
            if (request.getRestOperationType() == RestOperationTypeEnum.PATCH) {
                writes.checkReferences(Grants.of(request), after);
            }
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
    void beforeDelete(IBaseResource resource, @Nullable RequestDetails request) {
        if (request != null && !Grants.of(request).isUnrestricted()) {
            writes.delete(Grants.of(request), resource);
        }
    }

    @Hook(Pointcut.STORAGE_PREACCESS_RESOURCES)
    void beforeAccess(IPreResourceAccessDetails resources, @Nullable RequestDetails request) {
        if (request == null
                || DisclosureInterceptor.isStoring(request)
                || Grants.of(request).isUnrestricted()) {
            return;
        }
        Grants grants = Grants.of(request);
        for (int i = 0; i < resources.size(); i++) {
            IBaseResource resource = resources.getResource(i);
            if (Ask.isOfCurrent(request) && !visibility.isGranted(grants, Permission.READ, resource)) {
                throw Gate.notKnown(
                        visibility.type(resource), resource.getIdElement().getIdPart(), "");
            } else if (!visibility.isSeen(grants, resource)) {
                resources.setDontReturnResourceAtIndex(i);
            }
        }
    }

    @Hook(Pointcut.STORAGE_PRESHOW_RESOURCES)
    @SuppressWarnings("NullAway") // HAPI takes null for: leave this one out
    void beforeShowing(IPreResourceShowDetails resources, @Nullable RequestDetails request) {
        if (request == null || Grants.of(request).isUnrestricted()) {
            return;
        }
        Grants grants = Grants.of(request);
        for (int i = 0; i < resources.size(); i++) {
            IBaseResource resource = resources.getResource(i);
            if (resource != null && !visibility.isSeen(grants, resource)) {
                resources.setResource(i, null);
            }
        }
    }
}
