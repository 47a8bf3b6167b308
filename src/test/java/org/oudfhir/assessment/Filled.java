package org.oudfhir.assessment;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.oudfhir.fhir.Systems;

/** Fills one of the guide's forms from linkIds and short answers, as a clinician would write them down. */
final class Filled {

    static final FhirContext CONTEXT = FhirContext.forR4Cached();
    static final String AUTHORED = "2026-11-20T10:00:00Z";

    private static final Map<String, Questionnaire> FORMS = new ConcurrentHashMap<>();

    private final Questionnaire form;
    private final Map<String, List<String>> answers = new LinkedHashMap<>();
    private final List<Map<String, List<String>>> relatives = new ArrayList<>();
    private final QuestionnaireResponse response = new QuestionnaireResponse();

    private Filled(String id) {
        form = form(id);
        response.setQuestionnaire(Systems.questionnaire(id));
        response.setStatus(QuestionnaireResponseStatus.COMPLETED);
        response.setSubject(new Reference("Patient/p1"));
        response.setAuthor(new Reference("Practitioner/d1"));
        response.setSource(new Reference("Patient/p1"));
        response.setAuthoredElement(new DateTimeType(AUTHORED));
        response.setId("QuestionnaireResponse/" + id);
    }

    static Filled form(Object id) {
        return new Filled(id.toString());
    }

    private static Questionnaire form(String id) {
        return FORMS.computeIfAbsent(id, name -> {
            Path file = Path.of("profiles/generated/Questionnaire-" + name + ".json");
            try {
                return CONTEXT.newJsonParser().parseResource(Questionnaire.class, Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static Optional<Questionnaire> find(String canonical) {
        String id = canonical.substring(canonical.lastIndexOf('/') + 1, canonical.indexOf('|'));
        boolean known = canonical.endsWith("|1.0.0")
                && Files.exists(Path.of("profiles/generated/Questionnaire-" + id + ".json"));
        return known ? Optional.of(form(id)) : Optional.empty();
    }

    static Assessments assessments() {
        return new Assessments(CONTEXT, Filled::find);
    }

    /** An answer: the code of an option, its ordinal value as {@code =2}, a number, a date, or true or false; {@code -} is none. */
    Filled with(String linkId, String... given) {
        if (given.length == 1 && ("-".equals(given[0]) || given[0].isBlank())) {
            answers.remove(linkId);
        } else {
            answers.put(linkId, List.of(given));
        }
        return this;
    }

    /** The items of an instrument in its order, by ordinal value. */
    Filled scored(String instrument, String values) {
        List<String> items = new ArrayList<>(Instrument.of(instrument).items());
        items.remove("102011-4");
        String[] each = values.trim().split("[, ]+", -1);
        for (int i = 0; i < each.length; i++) {
            with(items.get(i), "-".equals(each[i]) ? "-" : "=" + each[i]);
        }
        return this;
    }

    /** Pairs such as {@code sei-1:yes sei-6:no}; several answers with {@code +}. */
    Filled pairs(String pairs) {
        for (String pair : pairs.trim().split("\\s+", -1)) {
            if (!pair.isBlank()) {
                int colon = pair.indexOf(':');
                with(pair.substring(0, colon), pair.substring(colon + 1).split("\\+", -1));
            }
        }
        return this;
    }

    /** A relative: {@code relationship/biological/problems/overdose death}, for example {@code BRO/biological/opioids/false}. */
    Filled relative(String text) {
        String[] part = text.split("/", -1);
        String[] names = {"relative-relationship", "relative-biological", "relative-problem", "relative-overdose-death"
        };
        Map<String, List<String>> relative = new LinkedHashMap<>();
        for (int i = 0; i < part.length; i++) {
            if (!part[i].isBlank()) {
                relative.put(names[i], List.of(part[i].split("\\+", -1)));
            }
        }
        relatives.add(relative);
        return this;
    }

    Filled id(String id) {
        response.setId("QuestionnaireResponse/" + id);
        return this;
    }

    Filled authored(String time) {
        response.setAuthoredElement(new DateTimeType(time));
        return this;
    }

    Filled author(String reference) {
        response.setAuthor(new Reference(reference));
        return this;
    }

    Filled status(QuestionnaireResponseStatus status) {
        response.setStatus(status);
        return this;
    }

    Filled identifier(String value) {
        response.getIdentifier().setSystem("urn:test").setValue(value);
        return this;
    }

    QuestionnaireResponse response() {
        QuestionnaireResponse copy = response.copy();
        copy.setItem(items(form.getItem(), answers));
        return copy;
    }

    private List<QuestionnaireResponseItemComponent> items(
            List<QuestionnaireItemComponent> questions, Map<String, List<String>> from) {
        List<QuestionnaireResponseItemComponent> items = new ArrayList<>();
        for (QuestionnaireItemComponent question : questions) {
            if ("relative".equals(question.getLinkId())) {
                relatives.forEach(relative -> items.add(item(question).setItem(items(question.getItem(), relative))));
            } else if (question.getType() == QuestionnaireItemType.GROUP) {
                List<QuestionnaireResponseItemComponent> inside = items(question.getItem(), from);
                if (!inside.isEmpty()) {
                    items.add(item(question).setItem(inside));
                }
            } else if (from.containsKey(question.getLinkId())) {
                QuestionnaireResponseItemComponent item = item(question);
                from.get(question.getLinkId()).forEach(text -> item.addAnswer().setValue(value(question, text)));
                items.add(item);
            }
        }
        return items;
    }

    private static QuestionnaireResponseItemComponent item(QuestionnaireItemComponent question) {
        return new QuestionnaireResponseItemComponent().setLinkId(question.getLinkId());
    }

    private static Type value(QuestionnaireItemComponent question, String text) {
        return switch (question.getType()) {
            case BOOLEAN -> new BooleanType(text);
            case INTEGER -> new IntegerType(text);
            case DECIMAL -> new DecimalType(text);
            case DATE -> new DateType(text);
            case DATETIME -> new DateTimeType(text);
            case CHOICE -> coding(question, text);
            default -> new StringType(text);
        };
    }

    private static Coding coding(QuestionnaireItemComponent question, String text) {
        return question.getAnswerOption().stream()
                .filter(option -> {
                    Coding coding = option.getValueCoding();
                    if (!text.startsWith("=")) {
                        return coding.getCode().equals(text);
                    }
                    return option.hasExtension(Systems.ORDINAL_VALUE)
                            && ((DecimalType) option.getExtensionByUrl(Systems.ORDINAL_VALUE)
                                                    .getValue())
                                            .getValue()
                                            .compareTo(new BigDecimal(text.substring(1)))
                                    == 0;
                })
                .map(option -> option.getValueCoding().copy())
                .findFirst()
                .orElseGet(() -> new Coding(
                        question.getAnswerOptionFirstRep().getValueCoding().getSystem(), text, null));
    }
}
