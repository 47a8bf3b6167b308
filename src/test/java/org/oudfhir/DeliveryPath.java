package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.oudfhir.privacy.part2.DecisionTable;
import org.oudfhir.privacy.part2.DecisionTable.Line;
import org.oudfhir.privacy.part2.DecisionTable.NoSubscription;

/**
 * What the lines of the decision table mean for the payload of a Subscription: what is given is delivered, with all that goes with
 * it; of what is absent nothing comes, not even when something that is given has come after it. All lines go at once, since a
 * Subscription takes a moment to become active, and a change to be matched.
 *
 * @param admin of the server
 * @param hooks where it may deliver to
 */
record DeliveryPath(Api admin, HookReceiver hooks) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * A resource that changes.
     *
     * @param change changes it in something that no decision looks at
     */
    record Subject(Line line, String patient, String id, Runnable change) {

        String reference() {
            return line.type() + "/" + id;
        }
    }

    /**
     * A line, and who subscribes.
     *
     * @param api of who subscribes
     * @param subject what the line is about
     * @param control something of the same type that the same caller is given, when there is anything
     */
    record Asked(Line line, Api api, Subject subject, Optional<Subject> control) {}

    private record Subscribed(Asked asked, String hook, String id) {

        boolean isGiven() {
            return asked.line().outcome().equals("200");
        }
    }

    /**
     * What was decided not to deliver.
     *
     * @param calls that came all the same
     * @param reasons that the audit trail has
     */
    private record Withheld(Subscribed by, List<HookReceiver.Call> calls, List<String> reasons) {}

    /** What is wrong, by line. */
    Map<String, Map<String, String>> faults(List<Asked> all) {
        Map<String, Map<String, String>> faults = new TreeMap<>();
        List<Subscribed> subscribed = new ArrayList<>();
        for (Asked asked : all) {
            Optional<NoSubscription> none = DecisionTable.withoutSubscription(asked.line());
            if (none.isPresent()) {
                faults.put(asked.line().toString(), refusalFaults(asked, none.get()));
            } else {
                subscribed.add(subscribe(asked, faults.size() + subscribed.size()));
            }
        }
        subscribed.forEach(each -> awaitActive(each.id()));
        subscribed.forEach(each -> each.asked().subject().change().run());
        List<Withheld> withheld = new ArrayList<>();
        for (Subscribed each : subscribed) {
            if (each.isGiven()) {
                faults.put(each.asked().line().toString(), givenFaults(each));
            } else {
                withheld.add(awaitDecision(each));
            }
        }
        List<String> controls = withheld.stream().map(this::control).toList();
        for (int i = 0; i < withheld.size(); i++) {
            Withheld each = withheld.get(i);
            faults.put(each.by().asked().line().toString(), absentFaults(each, controls.get(i)));
        }
        return faults;
    }

    /** One that brings a type of these patients. */
    private Subscription subscription(Asked asked, String hook) {
        String patients = "Patient/" + asked.subject().patient()
                + asked.control().map(each -> ",Patient/" + each.patient()).orElse("");
        if (asked.line().isQuestion()) {
            return subscription("Patient/$check-enrollment?patient=" + patients, hook);
        }
        String type = asked.line().type();
        return subscription(
                type.equals("Patient")
                        ? "Patient?_id=" + patients.replace("Patient/", "")
                        : type + "?patient=" + patients,
                hook);
    }

    private Subscription subscription(String criteria, String hook) {
        Subscription subscription = new Subscription();
        subscription.setStatus(SubscriptionStatus.REQUESTED).setReason("x").setCriteria(criteria);
        subscription
                .getChannel()
                .setType(SubscriptionChannelType.RESTHOOK)
                .setEndpoint(hooks.url(hook))
                .setPayload("application/fhir+json");
        return subscription;
    }

    /** Refused, and nothing was stored. */
    private Map<String, String> refusalFaults(Asked asked, NoSubscription none) {
        String hook = "/hooks/refused";
        Api.Answer answer = asked.api().post(subscription(asked, hook));
        int stored = admin.count("Subscription?url=" + URLEncoder.encode(hooks.url(hook), StandardCharsets.UTF_8));
        boolean isAsSaid = answer.status() == none.status()
                && answer.text().contains("\"code\":\"" + none.code() + "\"")
                && stored == 0;
        return isAsSaid ? Map.of() : Map.of("refusal", answer + " and stored " + stored);
    }

    private Subscribed subscribe(Asked asked, int number) {
        String hook = "/hooks/line-" + number;
        Api.Answer created = asked.api().post(subscription(asked, hook));
        assertThat(created.status()).as(asked.line() + " " + created).isEqualTo(201);
        return new Subscribed(asked, hook, created.id());
    }

    private void awaitActive(String id) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> admin.read(Subscription.class, id).getStatus() == SubscriptionStatus.ACTIVE);
    }

    /** It came, once, with what goes with it. */
    private Map<String, String> givenFaults(Subscribed each) {
        Subject subject = each.asked().subject();
        HookReceiver.Call call = hooks.next(each.hook());
        if (!call.path().equals(each.hook() + "/" + subject.reference())) {
            return Map.of("delivery", call.toString());
        }
        List<String> links = call.header("Link").stream()
                .map(link -> link.replace("<" + admin.baseUrl() + "/", "<"))
                .toList();
        Map<String, String> faults = new GivenWith(
                        admin, each.asked().api(), each.asked().line(), subject.patient(), subject.id())
                .faults(call.body(), links, List.of("Subscription/" + each.id()));
        List<HookReceiver.Call> more = hooks.rest(each.hook());
        if (!more.isEmpty()) {
            faults.put("more", more.toString());
        }
        return faults;
    }

    /** Waits until it is recorded that it is withheld, or it comes. */
    private Withheld awaitDecision(Subscribed each) {
        Withheld withheld = new Withheld(each, new ArrayList<>(), new ArrayList<>());
        Awaitility.await().atMost(PATIENCE).until(() -> {
            withheld.calls().addAll(hooks.rest(each.hook()));
            withheld.reasons().addAll(reasons(each));
            return !withheld.calls().isEmpty() || !withheld.reasons().isEmpty();
        });
        return withheld;
    }

    /** It was withheld for the right reason, and nothing came but what changed after that. */
    private Map<String, String> absentFaults(Withheld withheld, String control) {
        Map<String, String> faults = new TreeMap<>();
        Subscribed by = withheld.by();
        if (!withheld.reasons().equals(List.of(by.asked().line().why()))) {
            faults.put("reason", withheld.reasons().toString());
        }
        List<HookReceiver.Call> calls = new ArrayList<>(withheld.calls());
        calls.add(hooks.next(by.hook()));
        calls.addAll(hooks.rest(by.hook()));
        if (!calls.stream().map(HookReceiver.Call::path).toList().equals(List.of(by.hook() + "/" + control))) {
            faults.put("delivery", calls.toString());
        }
        return faults;
    }

    /** Why the resource was withheld from this Subscription, as the audit trail says. */
    private List<String> reasons(Subscribed each) {
        Subject subject = each.asked().subject();
        return admin
                .search(AuditEvent.class, "patient=" + subject.patient() + "&subtype=subscription&outcome=4")
                .stream()
                .filter(event -> Api.text(event).contains("\"Subscription/" + each.id() + "\"")
                        && Api.text(event).contains("\"" + subject.reference() + "\""))
                .map(AuditEvent::getOutcomeDesc)
                .toList();
    }

    /** Changes what the caller is given, and says what it is; who is given no record at all is told of a place. */
    private String control(Withheld withheld) {
        Asked asked = withheld.by().asked();
        if (asked.control().isPresent()) {
            asked.control().get().change().run();
            return asked.control().get().reference();
        }
        String name = "place-of-" + withheld.by().id();
        Api.Answer created = asked.api()
                .post(subscription("Location?name=" + name, withheld.by().hook()));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        awaitActive(created.id());
        return "Location/"
                + admin.post("Location", "{\"resourceType\":\"Location\",\"name\":\"" + name + "\"}")
                        .id();
    }
}
