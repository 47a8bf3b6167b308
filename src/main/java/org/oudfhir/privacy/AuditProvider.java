package org.oudfhir.privacy;

import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.time.Clock;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.IdType;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;
import org.oudfhir.privacy.part2.Decision.Deny;
import org.oudfhir.storage.AuditQuestion;
import org.oudfhir.storage.AuditTrail;

/**
 * AuditEvent over the audit trail: read, search, and add; nothing changes or deletes one. The newest come first; a search goes on
 * with {@code _offset}.
 */
final class AuditProvider implements IResourceProvider {

    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    private static final Set<String> PARAMETERS = new TreeSet<>(Set.of(
            AuditEvent.SP_ACTION,
            AuditEvent.SP_AGENT,
            AuditEvent.SP_DATE,
            AuditEvent.SP_OUTCOME,
            AuditEvent.SP_PATIENT,
            AuditEvent.SP_SUBTYPE));

    /** What a search of other types has, and one of the trail has not; each other name with a line before it is about the answer. */
    private static final Set<String> OF_THE_STORE = Set.of("_id", "_include", "_revinclude");

    private static final Pattern END_OF_NAME = Pattern.compile("[:.]");

    private final AuditTrail trail;
    private final AuditEvents events;
    private final Supplier<IParser> parsers;
    private final Clock clock;
    private final Readers readers;

    /** Who may read: no storage that others watch hands out the trail. */
    record Readers(Visibility visibility, Disclosures disclosures) {

        boolean may(RequestDetails request, AuditEvent event) {
            boolean isSettled = disclosures.isSettled(disclosures.requester(request));
            if (!isSettled && disclosures.decide(request, event) instanceof Deny deny) {
                DisclosureNotes.withhold(request, deny.reason());
                return false;
            }
            return visibility.isSeen(Grants.of(request), event);
        }
    }

    AuditProvider(AuditTrail trail, Supplier<IParser> parsers, Clock clock, Readers readers) {
        this.trail = trail;
        this.readers = readers;
        this.events = new AuditEvents(parsers);
        this.parsers = parsers;
        this.clock = clock;
    }

    @Override
    public Class<AuditEvent> getResourceType() {
        return AuditEvent.class;
    }

    /** An entry of a Bundle comes here without having been looked at before. */
    @Read
    public AuditEvent read(@IdParam IdType id, RequestDetails request) {
        return number(id)
                .flatMap(number -> trail.find(number).map(line -> events.of(number, line)))
                .filter(event -> readers.may(request, event))
                .orElseThrow(
                        () -> new ResourceNotFoundException("Resource AuditEvent/" + id.getIdPart() + " is not known"));
    }

    private static Optional<Long> number(IdType id) {
        return Optional.of(id.getIdPart())
                .filter(part -> part.matches("[0-9]{1,18}"))
                .map(Long::valueOf);
    }

    @Create
    public MethodOutcome create(@ResourceParam AuditEvent event) {
        return new MethodOutcome(new IdType("AuditEvent", Long.toString(add(event))), true);
    }

    /** Adds an AuditEvent that was made elsewhere. */
    long add(AuditEvent event) {
        return trail.add(clock.instant(), parsers.get().encodeResourceToString(event));
    }

    @Search(allowUnknownParams = true)
    public Bundle search(
            RequestDetails request,
            @OptionalParam(name = AuditEvent.SP_PATIENT) @Nullable ReferenceParam patient,
            @OptionalParam(name = AuditEvent.SP_DATE) @Nullable DateRangeParam date,
            @OptionalParam(name = AuditEvent.SP_AGENT) @Nullable ReferenceParam agent,
            @OptionalParam(name = AuditEvent.SP_ACTION) @Nullable TokenParam action,
            @OptionalParam(name = AuditEvent.SP_OUTCOME) @Nullable TokenParam outcome,
            @OptionalParam(name = AuditEvent.SP_SUBTYPE) @Nullable TokenParam subtype,
            @Offset @Nullable Integer skip,
            @Count @Nullable Integer most) {
        request.getParameters().keySet().forEach(AuditProvider::refuseUnknown);
        Map<String, String> columns = new HashMap<>();
        put(columns, "action", action);
        put(columns, "outcome", outcome);
        put(columns, "kind", subtype);
        if (agent != null) {
            String reference = agent.getValue();
            columns.put(reference.startsWith("Organization/") ? "organization" : "person", reference);
        }
        AuditQuestion question = new AuditQuestion(
                Optional.ofNullable(patient).map(ReferenceParam::getIdPart),
                Optional.ofNullable(date)
                        .map(DateRangeParam::getLowerBoundAsInstant)
                        .map(Date::toInstant),
                Optional.ofNullable(date)
                        .map(DateRangeParam::getUpperBoundAsInstant)
                        .map(Date::toInstant),
                false,
                columns);
        int size = most == null ? PAGE : Math.min(most, LARGEST_PAGE);
        return bundle(question, skip == null ? 0 : skip, size);
    }

    /** The library says of a parameter that a method does not have that there is no such search, and not which there are. */
    private static void refuseUnknown(String name) {
        String bare = END_OF_NAME.split(name, 2)[0];
        boolean isResult = bare.startsWith("_") && !OF_THE_STORE.contains(bare);
        if (!isResult && !PARAMETERS.contains(bare)) {
            throw new Problem.BadRequest(
                    "bad-request",
                    "Unknown search parameter \"" + name
                            + "\" for resource type \"AuditEvent\". Valid search parameters for this search are: "
                            + PARAMETERS);
        }
    }

    private Bundle bundle(AuditQuestion question, int skip, int most) {
        return bundle(trail, events, question, skip, most);
    }

    static Bundle bundle(AuditTrail trail, AuditEvents events, AuditQuestion question, int skip, int most) {
        Bundle bundle = new Bundle().setType(BundleType.SEARCHSET).setTotal(trail.count(question));
        trail.find(question, skip, most)
                .forEach((id, line) -> bundle.addEntry()
                        .setResource(events.of(id, line))
                        .getSearch()
                        .setMode(SearchEntryMode.MATCH));
        return bundle;
    }

    private static void put(Map<String, String> columns, String column, @Nullable TokenParam value) {
        if (value != null) {
            columns.put(column, value.getValue());
        }
    }
}
