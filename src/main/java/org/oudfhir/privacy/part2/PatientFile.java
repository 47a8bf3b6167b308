package org.oudfhir.privacy.part2;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.oudfhir.privacy.part2.Directive.Kind;
import org.oudfhir.privacy.part2.Directive.Rule;

/**
 * What decides about one patient's record.
 *
 * @param patient logical id
 * @param directives all consents on record
 * @param treating references of those in a care team that is active
 * @param payers references of those who pay by a coverage that is active
 * @param person the labels of the Patient, when there is one
 */
public record PatientFile(
        String patient,
        List<Directive> directives,
        Set<String> treating,
        Set<String> payers,
        Optional<Sensitivity> person) {

    public PatientFile {
        directives = List.copyOf(directives);
        treating = Set.copyOf(treating);
        payers = Set.copyOf(payers);
    }

    /** Nothing on record. */
    public static PatientFile empty(String patient) {
        return new PatientFile(patient, List.of(), Set.of(), Set.of(), Optional.empty());
    }

    /** Consents that permit us something now; of those for treatment, payment and operations, the newest. */
    List<Directive> permits(Instant now) {
        List<Directive> ours = inForce(now).filter(Directive::ours).toList();
        Optional<Directive> newest = newestTpo(ours.stream());
        return ours.stream()
                .filter(each -> each.kind() != Kind.TPO || newest.equals(Optional.of(each)))
                .toList();
    }

    private Stream<Directive> inForce(Instant now) {
        return directives.stream()
                .filter(each -> each.kind() != Kind.RESTRICTION && each.isInForce(now))
                .sorted(Comparator.comparing(Directive::signed));
    }

    private static Optional<Directive> newestTpo(Stream<Directive> oldestFirst) {
        return oldestFirst.filter(each -> each.kind() == Kind.TPO).reduce((older, newer) -> newer);
    }

    /** What the patient refused, or agreed on with the program not to be disclosed. */
    List<Directive> restrictions(Instant now) {
        return directives.stream()
                .filter(each -> each.kind() == Kind.RESTRICTION
                        && each.active()
                        && each.rule().isInTime(now))
                .toList();
    }

    /** Whether single resources of a type are kept from this requester, which no search can count without telling. */
    public boolean hidesSingleResources(Requester requester, String type, Instant now) {
        return denials(requester, now).anyMatch(rule -> rule.isAboutSingle(type));
    }

    /** Whether anything at all, if it were on record, would be kept from this requester by a refusal or an exception. */
    public boolean isLimited(Requester requester, Instant now) {
        return denials(requester, now).findAny().isPresent();
    }

    private Stream<Rule> denials(Requester requester, Instant now) {
        Stream<Rule> refused = restrictions(now).stream().map(Directive::rule);
        Stream<Rule> excepted = permits(now).stream()
                .flatMap(each -> each.exceptions().stream())
                .filter(rule -> rule.isInTime(now));
        return Stream.concat(refused, excepted)
                .filter(rule -> rule.concerns(requester) && rule.covers(requester.purpose()));
    }

    /** The newest consent to treatment, payment and operations, whoever discloses by it: the record was received under it. */
    Optional<Directive> received(Instant now) {
        return newestTpo(inForce(now));
    }

    /** Whether the requester is one of those who treat, pay, or help to operate, as its purpose has it. */
    boolean isOfClass(Requester requester) {
        return requester.status() != Requester.Status.OTHER
                && switch (requester.purpose()) {
                    case TREAT -> requester.isOneOf(treating);
                    case HPAYMT -> requester.isOneOf(payers);
                    case HOPERAT -> requester.status() == Requester.Status.ASSOCIATE;
                    default -> false;
                };
    }
}
