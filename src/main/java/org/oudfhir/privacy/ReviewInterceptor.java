package org.oudfhir.privacy;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.time.Clock;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Concept;
import org.oudfhir.fhir.Systems;
import org.oudfhir.privacy.part2.Decision.Reason;
import org.oudfhir.privacy.part2.Directive;
import org.oudfhir.server.InterceptorOrder;

/** Asks the privacy officer, by a Task, to look at what happened: once for each token and matter. */
@Interceptor(order = InterceptorOrder.DERIVE)
final class ReviewInterceptor {

    private static final int MOST_KNOWN = 10_000;
    private static final int NOT_MODIFIED = 304;

    private final Consumer<Resource> keep;
    private final Function<Consent, Optional<Directive>> read;
    private final Clock clock;
    private final Set<String> known = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_KNOWN;
        }
    });

    /**
     * Makes it.
     *
     * @param keep stores one new resource
     * @param read what a stored consent is
     */
    ReviewInterceptor(Consumer<Resource> keep, Function<Consent, Optional<Directive>> read, Clock clock) {
        this.keep = keep;
        this.read = read;
        this.clock = clock;
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    void created(IBaseResource resource) {
        complete(resource);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    void updated(@Nullable IBaseResource before, IBaseResource after) {
        complete(after);
    }

    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    void answered(@Nullable RequestDetails request) {
        if (request == null) {
            return;
        }
        Set<String> patients = new TreeSet<>();
        Stream.concat(DisclosureNotes.disclosed(request).values().stream(), DisclosureNotes.told(request).stream())
                .filter(each -> each.permit().basis().isEmergency())
                .forEach(each -> each.patient().ifPresent(patients::add));
        patients.forEach(patient -> ask(
                request,
                "emergency-access",
                patient,
                "Records were disclosed in an emergency: review it, note it in the patient's record, tell the"
                        + " patient."));
    }

    @Hook(Pointcut.SERVER_HANDLE_EXCEPTION)
    boolean refused(@Nullable RequestDetails request, @Nullable BaseServerResponseException refusal) {
        if (refusal != null && refusal.getStatusCode() == NOT_MODIFIED) {
            answered(request);
        }
        if (request != null && DisclosureNotes.withheld(request).contains(Reason.PROCEEDINGS.name())) {
            ask(request, "legal-request", "", "Records were asked for in legal proceedings, and refused.");
        }
        return true;
    }

    /** In the transaction that stores the consent: one that permits nothing is not stored without somebody who is to mend it. */
    private void complete(IBaseResource resource) {
        if (!(resource instanceof Consent consent)) {
            return;
        }
        List<String> defects = read.apply(consent)
                .filter(Directive::active)
                .map(Directive::defects)
                .orElse(List.of());
        if (!defects.isEmpty()) {
            Task task = task(
                    "consent-defect",
                    "This consent permits nothing. To be completed or mended: " + String.join("; ", defects));
            task.setFocus(new Reference("Consent/" + consent.getIdElement().getIdPart()));
            task.setFor(consent.getPatient().copy());
            keep.accept(task);
        }
    }

    private void ask(RequestDetails request, String code, String patient, String what) {
        Caller caller = Caller.of(request);
        String who = caller.fhirUser().or(caller::organization).orElse(caller.subject());
        String affiliation = caller.organization().orElse("no organisation");
        String attested = caller.attestation().map(text -> " Attested: " + text).orElse("");
        Task task = task(code, what + " Asked by " + who + " of " + affiliation + "." + attested);
        if (!patient.isEmpty()) {
            task.setFor(new Reference("Patient/" + patient));
        }
        once(List.of(code, patient, caller).toString(), task);
    }

    /** What could not be kept is not known: the next attempt keeps it, or is not answered either. */
    private void once(String matter, Task task) {
        synchronized (known) {
            if (!known.contains(matter)) {
                keep.accept(task);
                known.add(matter);
            }
        }
    }

    private Task task(String code, String description) {
        return new Task()
                .setStatus(TaskStatus.REQUESTED)
                .setIntent(TaskIntent.ORDER)
                .setPriority(TaskPriority.URGENT)
                .setCode(Concept.of(Systems.PRIVACY_TASK, code))
                .setDescription(description)
                .setAuthoredOn(Date.from(clock.instant()))
                .setRequester(new Reference(Systems.SERVER_DEVICE));
    }
}
