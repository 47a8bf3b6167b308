package org.oudfhir.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelComponent;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.oudfhir.fhir.Problem;

/** What a Subscription has to look like to be delivered here. */
final class SubscriptionForm {

    private static final Pattern CRITERIA = Pattern.compile("[A-Z][A-Za-z]{1,63}\\?.*");
    private static final Pattern HEADER = Pattern.compile("([A-Za-z0-9-]{1,100}):[ \\t]*[\\x21-\\x7e][\\x20-\\x7e]*");
    private static final Set<String> PAYLOADS = Set.of("", "application/fhir+json", "application/fhir+xml");

    /** Headers that the delivery itself sets, or that steer the connection. */
    private static final Set<String> OWN_HEADERS = Set.of(
            "accept",
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "link",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final String BACKPORT =
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription";

    private final SubscriptionEndpoints endpoints;

    SubscriptionForm(SubscriptionEndpoints endpoints) {
        this.endpoints = endpoints;
    }

    /**
     * Checks it.
     *
     * @throws Problem.Invalid with all that is wrong
     */
    void check(Subscription subscription) {
        if (endpoints.isEmpty()) {
            throw new Problem.Invalid(
                    "subscription-not-offered",
                    "Subscription",
                    "This server delivers for no Subscription: OUD_SUBSCRIPTION_ENDPOINTS, the addresses that may be"
                            + " delivered to, is not set");
        }
        List<Problem.Issue> issues = new ArrayList<>();
        checkCriteria(subscription, issues);
        checkChannel(subscription.getChannel(), issues);
        if (subscription.getMeta().hasProfile(BACKPORT) || hasExtension(subscription)) {
            issues.add(new Problem.Issue(
                    "subscription-extension",
                    "Subscription.extension",
                    "Extensions of a Subscription, and Subscriptions by topic, are not supported"));
        }
        if (!issues.isEmpty()) {
            throw new Problem.Invalid(issues);
        }
    }

    private static void checkCriteria(Subscription subscription, List<Problem.Issue> issues) {
        if (!CRITERIA.matcher(String.valueOf(subscription.getCriteria())).matches()) {
            issues.add(new Problem.Issue(
                    "subscription-criteria",
                    "Subscription.criteria",
                    "The criteria must be a search of one type, such as Observation?code=http://loinc.org|85354-9"));
        }
    }

    private void checkChannel(SubscriptionChannelComponent channel, List<Problem.Issue> issues) {
        if (channel.getType() != SubscriptionChannelType.RESTHOOK) {
            issues.add(new Problem.Issue(
                    "subscription-channel",
                    "Subscription.channel.type",
                    "Only channels of type rest-hook are delivered here, not websocket, email, sms or message"));
        }
        if (!endpoints.allow(String.valueOf(channel.getEndpoint()))) {
            issues.add(new Problem.Issue(
                    "subscription-endpoint",
                    "Subscription.channel.endpoint",
                    "The endpoint must be one of the addresses in OUD_SUBSCRIPTION_ENDPOINTS or below one, without"
                            + " user, query, escapes or dot segments"));
        }
        if (!PAYLOADS.contains(channel.hasPayload() ? channel.getPayload() : "")) {
            issues.add(new Problem.Issue(
                    "subscription-payload",
                    "Subscription.channel.payload",
                    "The payload must be application/fhir+json, application/fhir+xml, or absent for a notification"
                            + " without content"));
        }
        for (StringType header : channel.getHeader()) {
            Matcher form = HEADER.matcher(String.valueOf(header.getValue()));
            if (!form.matches() || OWN_HEADERS.contains(form.group(1).toLowerCase(Locale.ROOT))) {
                issues.add(new Problem.Issue(
                        "subscription-header",
                        "Subscription.channel.header",
                        "A header must be of the form Name: value, in ASCII, and none that the delivery itself sets"));
            }
        }
    }

    /** HAPI's extensions would fetch more, deliver deletions, or cross partitions: nothing that was decided about. */
    private static boolean hasExtension(Subscription subscription) {
        SubscriptionChannelComponent channel = subscription.getChannel();
        List<Element> elements = List.of(
                channel,
                subscription.getCriteriaElement(),
                channel.getTypeElement(),
                channel.getEndpointElement(),
                channel.getPayloadElement());
        return subscription.hasExtension()
                || subscription.hasModifierExtension()
                || channel.hasModifierExtension()
                || elements.stream().anyMatch(Element::hasExtension);
    }
}
