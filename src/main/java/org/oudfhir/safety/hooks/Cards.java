package org.oudfhir.safety.hooks;

import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceIndicatorEnum;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceResponseCardJson;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceResponseCardSourceJson;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceResponseCodingJson;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceResponseSuggestionJson;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.oudfhir.fhir.Systems;
import org.oudfhir.safety.CareGap;
import org.oudfhir.safety.SafetyAlert;
import org.oudfhir.safety.Severity;

/** Alerts and gaps in the words of CDS Hooks. */
final class Cards {

    private static final int LONGEST_SUMMARY = 139;
    private static final String SERVER = "OUD FHIR Server";

    private final List<CdsServiceResponseCodingJson> overrideReasons;
    private final Suggestions suggestions;

    Cards(CodeSystem overrideReasons, Suggestions suggestions) {
        this.overrideReasons = overrideReasons.getConcept().stream()
                .map(reason -> new CdsServiceResponseCodingJson()
                        .setSystem(overrideReasons.getUrl())
                        .setCode(reason.getCode())
                        .setDisplay(reason.getDisplay()))
                .toList();
        this.suggestions = suggestions;
    }

    CdsServiceResponseCardJson of(SafetyAlert alert, Patient patient, DateTimeType now) {
        String named = alert.order().startsWith("urn:") ? "" : alert.order();
        CdsServiceResponseCardJson card = card(alert.rule(), alert.severity(), alert.message())
                .setSource(source(alert))
                .setDetail(detail(alert.detail(), named, alert.evidence(), "Source: " + alert.source()));
        if (alert.severity().stops()) {
            Suggestions.withdraw(alert.order()).ifPresent(suggestion -> offer(card, suggestion));
        }
        remedy(alert.rule()).ifPresent(activity -> offer(card, suggestions.add(activity, patient, now)));
        if (alert.severity() == Severity.E2) {
            card.setOverrideReasons(overrideReasons);
        }
        return card;
    }

    CdsServiceResponseCardJson of(CareGap gap, Patient patient, DateTimeType now) {
        CdsServiceResponseCardJson card = card(gap.rule(), gap.severity(), gap.message())
                .setSource(source(gap))
                .setDetail(detail(gap.detail(), "", gap.evidence(), ""));
        remedy(gap).ifPresent(activity -> offer(card, suggestions.add(activity, patient, now)));
        return card;
    }

    /** Nothing that was not sent counts as absent. */
    CdsServiceResponseCardJson incomplete(List<String> missing) {
        return card("", Severity.I, "Not everything was checked: the request lacks data about the patient.")
                .setSource(new CdsServiceResponseCardSourceJson().setLabel(SERVER))
                .setDetail("Not sent, or not in full: " + String.join(", ", missing)
                        + ". What was not sent is unknown, not absent: check it in the chart.");
    }

    private static CdsServiceResponseCardJson card(String rule, Severity severity, String message) {
        String summary = message.length() > LONGEST_SUMMARY ? message.substring(0, LONGEST_SUMMARY - 1) + "…" : message;
        return new CdsServiceResponseCardJson()
                .setUuid(CardId.of(rule))
                .setSummary(summary)
                .setIndicator(indicator(severity));
    }

    private static CdsServiceIndicatorEnum indicator(Severity severity) {
        return switch (severity) {
            case E1, E2 -> CdsServiceIndicatorEnum.CRITICAL;
            case W_HIGH, W -> CdsServiceIndicatorEnum.WARNING;
            case I -> CdsServiceIndicatorEnum.INFO;
        };
    }

    private static CdsServiceResponseCardSourceJson source(SafetyAlert alert) {
        return alert.rule().startsWith("MR-")
                ? rule(alert.rule(), alert.link())
                : new CdsServiceResponseCardSourceJson().setLabel(SERVER);
    }

    private static CdsServiceResponseCardSourceJson source(CareGap gap) {
        return switch (gap.kind()) {
            case NALOXONE, ECG -> rule(gap.rule(), Systems.BASE + "/PlanDefinition/" + gap.rule());
            case SUICIDE_ITEM ->
                new CdsServiceResponseCardSourceJson()
                        .setLabel("PHQ-9 item 9 and C-SSRS")
                        .setUrl(Systems.BASE + "/Questionnaire/phq-9");
            case ASSESSMENT, URINE_TEST, DRAFT_PLAN ->
                new CdsServiceResponseCardSourceJson()
                        .setLabel("The patient's treatment plan")
                        .setUrl(Systems.BASE + "/PlanDefinition/oud-pathway");
        };
    }

    private static CdsServiceResponseCardSourceJson rule(String rule, String link) {
        return new CdsServiceResponseCardSourceJson()
                .setLabel("OUD rule " + rule)
                .setUrl(link);
    }

    private static String detail(String facts, String order, List<Reference> evidence, String source) {
        StringBuilder detail = new StringBuilder(facts);
        append(detail, order.isEmpty() ? "" : "Order: " + order);
        append(
                detail,
                evidence.isEmpty()
                        ? ""
                        : "Evidence: "
                                + String.join(
                                        ", ",
                                        evidence.stream()
                                                .map(Reference::getReference)
                                                .filter(reference -> !reference.startsWith("urn:"))
                                                .toList()));
        append(detail, source);
        return detail.toString();
    }

    private static void append(StringBuilder detail, String paragraph) {
        if (!paragraph.isEmpty()) {
            detail.append(detail.isEmpty() ? "" : "\n\n").append(paragraph);
        }
    }

    /** The activity that ends what a rule warns of. */
    private static Optional<String> remedy(String rule) {
        return switch (rule) {
            case "MR-37" -> Optional.of("naloxone-rescue");
            case "MR-18" -> Optional.of("ecg-baseline");
            default -> Optional.empty();
        };
    }

    private static Optional<String> remedy(CareGap gap) {
        return gap.kind() == CareGap.Kind.URINE_TEST ? Optional.of("urine-drug-screen") : remedy(gap.rule());
    }

    private static void offer(CdsServiceResponseCardJson card, CdsServiceResponseSuggestionJson suggestion) {
        card.addSuggestion(suggestion);
        card.setSelectionBehaviour("at-most-one");
    }
}
