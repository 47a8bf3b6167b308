package org.oudfhir.privacy;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.Resource;
import org.oudfhir.fhir.LocalReference;
import org.oudfhir.fhir.Systems;
import org.oudfhir.privacy.part2.Purpose;
import org.oudfhir.privacy.part2.Requester;
import org.oudfhir.privacy.part2.Requester.Agreement;
import org.oudfhir.privacy.part2.Requester.Relation;
import org.oudfhir.privacy.part2.Requester.Status;
import org.oudfhir.privacy.part2.Validity;

/** Who a caller is to the program: its own people, the patient, somebody for the patient, or another organisation. */
final class Requesters {

    private static final String KEY = Requesters.class.getName();
    private static final String IS_PROGRAM = KEY + ".program";
    private static final String PROGRAM = Systems.profile("part2-program");
    private static final Duration EMERGENCY = Duration.ofMinutes(60);
    private static final String AGREEMENT = Systems.profile("part2-agreement");

    private final BiFunction<String, String, Optional<Resource>> stored;
    private final Optional<String> own;
    private final Clock clock;

    /**
     * Makes it.
     *
     * @param stored the current organization or related person of an id
     * @param own reference of this server's own organisation, when it is named
     */
    Requesters(BiFunction<String, String, Optional<Resource>> stored, Optional<String> own, Clock clock) {
        this.stored = stored;
        this.own = own;
        this.clock = clock;
    }

    /** Who asks, worked out once for a request. */
    Requester of(RequestDetails request) {
        if (request.getUserData().get(KEY) instanceof Requester known) {
            return known;
        }
        Requester requester = of(Caller.of(request));
        request.getUserData().put(KEY, requester);
        return requester;
    }

    private Requester of(Caller caller) {
        Relation relation = relation(caller);
        Set<Agreement> agreements = relation == Relation.OUTSIDER ? agreements(caller) : Set.of();
        boolean byExchange = agreements.contains(Agreement.INTERMEDIARY);
        Set<String> parties = new HashSet<>();
        caller.fhirUser().ifPresent(parties::add);
        caller.organization().filter(each -> !byExchange).ifPresent(parties::add);
        return new Requester(
                relation,
                patient(caller, relation),
                parties,
                byExchange ? caller.organization() : Optional.empty(),
                Status.of(caller.hipaaStatus()),
                purpose(caller),
                agreements,
                isAttested(caller));
    }

    /** Whether a caller attests an emergency. */
    boolean isInEmergency(Caller caller) {
        return purpose(caller).isEmergency() && isAttested(caller);
    }

    private static Purpose purpose(Caller caller) {
        return Purpose.of(caller.purpose().toUpperCase(Locale.ROOT));
    }

    /** An attestation holds for an hour: it stands in a token that ends by then. */
    private boolean isAttested(Caller caller) {
        return caller.attestation().isPresent()
                && !caller.expires().isAfter(clock.instant().plus(EMERGENCY));
    }

    private Relation relation(Caller caller) {
        if (caller.isAnonymous()) {
            return Relation.NOBODY;
        }
        boolean isOwn = caller.organization().isEmpty() || caller.organization().equals(own);
        Relation ofStaff = isOwn ? Relation.WORKFORCE : Relation.OUTSIDER;
        if (caller.fhirUser().isEmpty()) {
            return isPatientsApp(caller) ? Relation.PATIENT : ofStaff;
        }
        return switch (person(caller).map(LocalReference::type).orElse("")) {
            case "Patient" -> Relation.PATIENT;
            case "RelatedPerson" -> Relation.PROXY;
            case "Practitioner", "PractitionerRole" -> ofStaff;
            default -> Relation.OUTSIDER;
        };
    }

    /** The person who asks, if this server keeps them. */
    private static Optional<LocalReference> person(Caller caller) {
        return caller.fhirUser().flatMap(LocalReference::of);
    }

    /**
     * Nothing but a patient in context, and no person: an app that the patient uses. Of another issuer's tokens that cannot be
     * said, since a clinician's app may have a patient in context too; these have an organization, if only an unknown one.
     */
    private static boolean isPatientsApp(Caller caller) {
        return caller.fhirUser().isEmpty()
                && caller.organization().isEmpty()
                && caller.patient().isPresent()
                && caller.scopes().stream()
                        .noneMatch(scope -> scope.startsWith("user/") || scope.startsWith("system/"));
    }

    private Optional<String> patient(Caller caller, Relation relation) {
        return switch (relation) {
            case PATIENT -> person(caller).map(LocalReference::id).or(caller::patient);
            case PROXY -> caller.patient().filter(patient -> isProxyOf(patient, caller));
            default -> Optional.empty();
        };
    }

    /** Whether the record has the person as somebody of that patient, now: the token alone makes nobody a relative. */
    private boolean isProxyOf(String patient, Caller caller) {
        return person(caller)
                .flatMap(person -> stored.apply("RelatedPerson", person.id()))
                .filter(RelatedPerson.class::isInstance)
                .map(RelatedPerson.class::cast)
                .filter(person -> !person.hasActive() || person.getActive())
                .filter(person -> Validity.of(person.getPeriod()).includes(clock.instant()))
                .filter(person ->
                        ("Patient/" + patient).equals(person.getPatient().getReference()))
                .isPresent();
    }

    /** Whether records that the caller writes are records of a Part 2 program. */
    boolean writesForProgram(Caller caller) {
        boolean isOutside =
                relation(caller) == Relation.OUTSIDER && caller.organization().isPresent();
        boolean serves = isOutside && agreements(caller).contains(Agreement.QSOA);
        return (isOutside && !serves) ? isProgram(caller.organization().get()) : isProgram();
    }

    /** Whether this server's own organisation is a Part 2 program, looked up once for a request. */
    boolean isProgram(RequestDetails request) {
        return (Boolean) request.getUserData().computeIfAbsent(IS_PROGRAM, key -> isProgram());
    }

    /** Not said means that it is (decisions 6.2). */
    private boolean isProgram() {
        return own.map(this::isProgram).orElse(true);
    }

    /** Whether it is not said of this server's own organisation that it is a Part 2 program, or that it is none. */
    boolean isProgramAssumed() {
        return own.flatMap(this::program).isEmpty();
    }

    private boolean isProgram(String reference) {
        return program(reference).orElse(true);
    }

    private Optional<Boolean> program(String reference) {
        return organization(reference)
                .flatMap(found -> Optional.ofNullable(found.getExtensionByUrl(PROGRAM)))
                .map(Extension::getValue)
                .map(value -> !(value instanceof BooleanType flag) || flag.booleanValue());
    }

    private Set<Agreement> agreements(Caller caller) {
        Set<Agreement> agreements = EnumSet.noneOf(Agreement.class);
        caller.organization()
                .flatMap(this::organization)
                .ifPresent(found -> found.getExtensionsByUrl(AGREEMENT).stream()
                        .filter(this::isInTime)
                        .forEach(extension -> add(agreements, extension)));
        return agreements;
    }

    private static void add(Set<Agreement> agreements, Extension extension) {
        Extension type = extension.getExtensionByUrl("type");
        String code = type == null ? "" : String.valueOf(type.getValue().primitiveValue());
        for (Agreement agreement : Agreement.values()) {
            if (agreement.name().toLowerCase(Locale.ROOT).equals(code)) {
                agreements.add(agreement);
            }
        }
    }

    /** An agreement is for a time: one without an end is none. */
    private boolean isInTime(Extension agreement) {
        Extension period = agreement.getExtensionByUrl("period");
        return period != null
                && period.getValue() instanceof Period time
                && time.hasEnd()
                && Validity.of(time).includes(clock.instant());
    }

    private Optional<Organization> organization(String reference) {
        IdType id = new IdType(reference);
        return "Organization".equals(id.getResourceType()) && id.hasIdPart()
                ? stored.apply("Organization", id.getIdPart())
                        .filter(Organization.class::isInstance)
                        .map(Organization.class::cast)
                : Optional.empty();
    }
}
