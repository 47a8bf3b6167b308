package org.oudfhir.privacy.part2;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.oudfhir.privacy.part2.Directive.Kind;
import org.oudfhir.privacy.part2.Directive.Rule;

/**
 * What decides about one patient's record. What is on record makes it, and not the time: each question names the time it is about.
 *
 * @param patient logical id
 * @param directives all consents on record, the oldest first
 * @param treating who is in a care team that is active
 * @param payers who pays by a coverage that is active
 * @param person the labels of the Patient, when there is one
 */
public record PatientFile(
        String patient,
        List<Directive> directives,
        Set<Party> treating,
        Set<Party> payers,
        Optional<Sensitivity> person) {

    public PatientFile {
        directives = directives.stream()
                .sorted(Comparator.comparing(Directive::signed))
                .toList();
        treating = Set.copyOf(treating);
        payers = Set.copyOf(payers);
    }

    /** Nothing on record. */
    public static PatientFile empty(String patient) {
        return new PatientFile(patient, List.of(), Set.of(), Set.of(), Optional.empty());
    }

    /** Consents that permit us something now; of those for treatment, payment and operations, the newest. */
    List<Directive> permits(Instant now) {
        List<Directive> permits = new ArrayList<>();
        for (Directive each : directives) {
            if (isInForce(each, now) && each.ours()) {
                if (each.kind() == Kind.TPO) {
                    permits.removeIf(older -> older.kind() == Kind.TPO);
                }
                permits.add(each);
            }
        }
        return permits;
    }

    private static boolean isInForce(Directive directive, Instant now) {
        return directive.kind() != Kind.RESTRICTION && directive.isInForce(now);
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
        return directives.stream()
                .filter(each -> each.kind() == Kind.TPO && isInForce(each, now))
                .reduce((older, newer) -> newer);
    }

    /** Whether the requester is one of those who treat, pay, or help to operate, as its purpose has it. */
    boolean isOfClass(Requester requester, Instant now) {
        return requester.status() != Requester.Status.OTHER
                && switch (requester.purpose()) {
                    case TREAT -> requester.isOneOf(Party.now(treating, now));
                    case HPAYMT -> requester.isOneOf(Party.now(payers, now));
                    case HOPERAT -> requester.status() == Requester.Status.ASSOCIATE;
                    default -> false;
                };
    }
}
