package org.oudfhir.data;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemAnswerOptionComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Type;
import org.oudfhir.fhir.Systems;
import org.oudfhir.profiles.Guide;

/**
 * Fills in one of our published forms. Types, systems and displays come from the form, so an answer that it does not offer is an
 * error here, not a surprise on the server. Answers to questions that are not enabled are written as given.
 */
public final class IntakeForm {

    private static final String NOT_ANSWERED = "-";

    private final Questionnaire questionnaire;
    private final Map<String, QuestionnaireItemComponent> items = new HashMap<>();

    public IntakeForm(Questionnaire questionnaire) {
        this.questionnaire = questionnaire;
        questionnaire.getItem().forEach(this::index);
    }

    /** The published form with this id, {@code oud-intake} or one of the single forms. */
    public static IntakeForm of(Guide guide, String id) {
        return new IntakeForm(guide.find(Questionnaire.class, Systems.questionnaire(id))
                .orElseThrow(() -> new IllegalArgumentException("the guide has no questionnaire " + id)));
    }

    private void index(QuestionnaireItemComponent item) {
        items.put(item.getLinkId(), item);
        item.getItem().forEach(this::index);
    }

    /** A completed response with the answers, without subject, author and identifier. */
    public QuestionnaireResponse fill(Answers answers, Instant authored) {
        Filling filling = new Filling(expanded(answers), authored);
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.getMeta().addProfile(Systems.profile("oud-questionnaire-response"));
        response.setQuestionnaire(questionnaire.getUrl() + "|" + questionnaire.getVersion());
        response.setStatus(QuestionnaireResponseStatus.COMPLETED);
        response.setAuthoredElement(time(authored));
        questionnaire.getItem().forEach(item -> response.getItem().addAll(filling.items(item)));
        return response;
    }

    /** The score that the form gives to an answer; empty for an answer without one. */
    Optional<BigDecimal> score(String linkId, String code) {
        return Optional.ofNullable(items.get(linkId)).stream()
                .flatMap(item -> item.getAnswerOption().stream())
                .filter(option -> option.getValueCoding().getCode().equals(code))
                .flatMap(option -> score(option).stream())
                .findFirst();
    }

    /** Series of scores for a whole form become one answer for each item; what is said of a single item wins. */
    private Map<String, String> expanded(Answers answers) {
        Map<String, String> expanded = new HashMap<>();
        answers.byLinkId().forEach((linkId, text) -> {
            if (isSeries(linkId)) {
                expanded.putAll(series(linkId, text));
            }
        });
        answers.byLinkId().forEach((linkId, text) -> {
            if (!isSeries(linkId)) {
                expanded.put(linkId, text);
            }
        });
        expanded.values().removeIf(NOT_ANSWERED::equals);
        Set<String> unknown = new HashSet<>(expanded.keySet());
        unknown.removeAll(items.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(questionnaire.getIdPart() + " has no item " + unknown);
        }
        return expanded;
    }

    private boolean isSeries(String linkId) {
        QuestionnaireItemComponent item = items.get(linkId);
        return item == null
                ? linkId.equals(questionnaire.getIdPart())
                : item.getType() == QuestionnaireItemType.GROUP && !item.getRepeats();
    }

    private Map<String, String> series(String form, String text) {
        List<QuestionnaireItemComponent> all =
                items.containsKey(form) ? items.get(form).getItem() : questionnaire.getItem();
        List<QuestionnaireItemComponent> scored =
                all.stream().filter(IntakeForm::isScored).toList();
        Map<String, String> series = new HashMap<>();
        if (text.equals(NOT_ANSWERED)) {
            return series;
        }
        String[] scores = text.split("\\s*,\\s*", -1);
        if (scores.length != scored.size()) {
            throw new IllegalArgumentException(
                    form + " has " + scored.size() + " scored items, not " + scores.length + ": " + text);
        }
        for (int i = 0; i < scores.length; i++) {
            series.put(scored.get(i).getLinkId(), scores[i].equals(NOT_ANSWERED) ? NOT_ANSWERED : "#" + scores[i]);
        }
        return series;
    }

    private static boolean isScored(QuestionnaireItemComponent item) {
        return !item.getReadOnly()
                && item.getAnswerOption().stream()
                        .anyMatch(option -> score(option).isPresent());
    }

    private static Optional<BigDecimal> score(QuestionnaireItemAnswerOptionComponent option) {
        return Optional.ofNullable(option.getExtensionByUrl(Systems.ORDINAL_VALUE))
                .map(extension -> ((DecimalType) extension.getValue()).getValue());
    }

    private static DateTimeType time(Instant instant) {
        DateTimeType time = new DateTimeType(Date.from(instant.truncatedTo(ChronoUnit.SECONDS)));
        time.setTimeZoneZulu(true);
        return time;
    }

    private record Filling(Map<String, String> answers, Instant authored) {

        List<QuestionnaireResponseItemComponent> items(QuestionnaireItemComponent item) {
            return switch (item.getType()) {
                case DISPLAY -> List.of();
                case GROUP -> item.getRepeats() ? repetitions(item) : group(item);
                default -> question(item);
            };
        }

        private List<QuestionnaireResponseItemComponent> group(QuestionnaireItemComponent group) {
            QuestionnaireResponseItemComponent filled = blank(group);
            group.getItem().forEach(item -> filled.getItem().addAll(items(item)));
            return filled.hasItem() ? List.of(filled) : List.of();
        }

        private List<QuestionnaireResponseItemComponent> repetitions(QuestionnaireItemComponent group) {
            List<QuestionnaireResponseItemComponent> filled = new ArrayList<>();
            String text = answers.get(group.getLinkId());
            if (text != null) {
                for (String repetition : text.split("\\s*;\\s*", -1)) {
                    filled.addAll(new Filling(parts(group, repetition), authored).group(group));
                }
            }
            return filled;
        }

        private static Map<String, String> parts(QuestionnaireItemComponent group, String text) {
            Map<String, String> parts = new HashMap<>();
            for (String part : text.split("\\s+", -1)) {
                String[] linkIdAndAnswer = part.split(":", 2);
                boolean known = group.getItem().stream()
                        .anyMatch(item -> item.getLinkId().equals(linkIdAndAnswer[0]));
                if (!known || linkIdAndAnswer.length < 2) {
                    throw new IllegalArgumentException(group.getLinkId() + " has no item for \"" + part + "\"");
                }
                parts.put(linkIdAndAnswer[0], linkIdAndAnswer[1]);
            }
            return parts;
        }

        private List<QuestionnaireResponseItemComponent> question(QuestionnaireItemComponent question) {
            String text = answers.get(question.getLinkId());
            if (text == null) {
                return List.of();
            }
            QuestionnaireResponseItemComponent filled = blank(question);
            Set<String> values = new LinkedHashSet<>(List.of(text.split("\\s*,\\s*", -1)));
            if (values.size() > 1 && !question.getRepeats()) {
                throw new IllegalArgumentException(question.getLinkId() + " takes one answer, not " + text);
            }
            values.forEach(value -> filled.addAnswer().setValue(value(question, value)));
            return List.of(filled);
        }

        private static QuestionnaireResponseItemComponent blank(QuestionnaireItemComponent item) {
            QuestionnaireResponseItemComponent filled = new QuestionnaireResponseItemComponent();
            filled.setLinkId(item.getLinkId());
            return filled.setText(item.getText());
        }

        private Type value(QuestionnaireItemComponent question, String value) {
            return switch (question.getType()) {
                case CHOICE -> option(question, value);
                case BOOLEAN -> new BooleanType(value);
                case INTEGER -> new IntegerType(value);
                case DECIMAL -> new DecimalType(value);
                case DATETIME -> value.startsWith("-") ? time(before(value)) : new DateTimeType(value);
                case DATE -> new DateType(value.startsWith("-") ? day(before(value)) : value);
                default -> throw new IllegalArgumentException(question.getLinkId() + " is a " + question.getType());
            };
        }

        private static Coding option(QuestionnaireItemComponent question, String value) {
            return question.getAnswerOption().stream()
                    .filter(option -> value.startsWith("#")
                            ? score(option)
                                    .filter(score -> score.compareTo(new BigDecimal(value.substring(1))) == 0)
                                    .isPresent()
                            : option.getValueCoding().getCode().equals(value))
                    .findFirst()
                    .map(option -> new Coding(
                            option.getValueCoding().getSystem(),
                            option.getValueCoding().getCode(),
                            option.getValueCoding().getDisplay()))
                    .orElseThrow(() ->
                            new IllegalArgumentException(question.getLinkId() + " does not offer the answer " + value));
        }

        private Instant before(String value) {
            long number = Long.parseLong(value.substring(1, value.length() - 1));
            return authored.minus(number, value.endsWith("h") ? ChronoUnit.HOURS : ChronoUnit.DAYS);
        }

        private static String day(Instant instant) {
            return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        }
    }
}
