package org.oudfhir.safety.hooks;

import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceResponseJson;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServicesJson;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.DateTimeType;
import org.oudfhir.safety.CareGaps;
import org.oudfhir.safety.Knowledge;
import org.oudfhir.safety.SafetyAlert;
import org.oudfhir.safety.SafetyReview;

/** The answer to a call: the alerts of the one review, or the gaps in care, as cards. Pure: from what is sent alone. */
public final class CdsHooks {

    private final List<String> observationCodes;
    private final SafetyReview review;
    private final CareGaps gaps;
    private final Cards cards;

    /**
     * Prepares the answers.
     *
     * @param overrideReasons the reasons that a card offers for going on
     * @param activities the published activities, from which a card makes orders
     */
    public CdsHooks(Knowledge knowledge, CodeSystem overrideReasons, Collection<ActivityDefinition> activities) {
        observationCodes = knowledge.observationCodes();
        review = new SafetyReview(knowledge);
        gaps = new CareGaps(knowledge);
        cards = new Cards(overrideReasons, new Suggestions(activities));
    }

    CdsServicesJson discovery() {
        return HookService.discovery(observationCodes);
    }

    CdsServiceResponseJson answer(HookRequest request, ZonedDateTime now) {
        CdsServiceResponseJson answer = new CdsServiceResponseJson();
        var patient = request.record().patient();
        if (request.service().looksAtOrders()) {
            review.review(request.drafts(), request.record(), now).stream()
                    .filter(alert -> request.selected().contains(alert.order()))
                    .sorted(Comparator.comparing(SafetyAlert::severity))
                    .forEach(alert -> answer.addCard(cards.of(alert, patient, time(now))));
        } else {
            gaps.find(request.record(), now).forEach(gap -> answer.addCard(cards.of(gap, patient, time(now))));
        }
        if (!request.missing().isEmpty()) {
            answer.addCard(cards.incomplete(request.missing()));
        }
        return answer;
    }

    private static DateTimeType time(ZonedDateTime now) {
        DateTimeType time = new DateTimeType(Date.from(now.toInstant()));
        time.setTimeZone(TimeZone.getTimeZone("UTC"));
        time.setPrecision(ca.uhn.fhir.model.api.TemporalPrecisionEnum.SECOND);
        return time;
    }
}
