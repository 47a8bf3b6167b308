package org.oudfhir.profiles;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptReferenceComponent;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.hl7.fhir.utilities.validation.ValidationMessage.IssueSeverity;
import org.oudfhir.fhir.Problem;

/**
 * Says what HL7's validator found in words for the developer of a client: what would be right, at the element at fault, once.
 * A message of a kind that is not known here keeps the validator's words.
 */
final class ValidatorMessage {

    private static final String CODE = "profile-violation";

    /** So many codes are worth listing in a sentence. */
    private static final int FEW = 20;

    private static final Pattern RULE =
            Pattern.compile("Constraint failed: (\\S+): '(.*)'(?: \\(defined in .*\\))?", Pattern.DOTALL);
    private static final Pattern TOO_FEW =
            Pattern.compile("(\\S+): minimum required = (\\d+), but only found (\\d+) \\(from (.*)\\)");
    private static final Pattern TOO_MANY =
            Pattern.compile("(\\S+): max allowed = (\\d+), but found (\\d+) \\(from (.*)\\)");
    private static final Pattern NOT_IN_VALUE_SET =
            Pattern.compile(".*?\\('(.*?)'\\).*? in the value set '(.*?)' \\((\\S+?)(?:\\|\\S+)?\\).*", Pattern.DOTALL);
    private static final Pattern NONE_IN_VALUE_SET = Pattern.compile(
            "None of the codings provided are in the value set '(.*?)' \\((\\S+?)(?:\\|\\S+)?\\).* \\(codes = (.*)\\)",
            Pattern.DOTALL);
    private static final Pattern CODING_NOT_IN_VALUE_SET = Pattern.compile(
            "The Coding provided \\((\\S+)\\) was not found in the value set '(.*?)' \\((\\S+?)(?:\\|\\S+)?\\).*",
            Pattern.DOTALL);
    private static final Pattern NO_SLICE = Pattern.compile(
            "Slice '(.*)': a matching slice is required, but not found \\(from (.*?)\\).*", Pattern.DOTALL);
    private static final Pattern DETAILS = Pattern.compile("\\. Issues: \\[.*", Pattern.DOTALL);
    private static final Pattern TARGET =
            Pattern.compile("The type '(.*)' implied by .* is not a valid Target .*\\(must be one of \\[(.*)]\\)");
    private static final Pattern TYPE =
            Pattern.compile("The Profile '(.*)' definition allows for the type (.*) but found type (.*)");
    private static final Pattern UNKNOWN_CODE = Pattern.compile("Unknown code '(\\S+?)#(.*)'.*", Pattern.DOTALL);
    private static final Pattern SLICE = Pattern.compile(":[^.]*$|\\[x]");

    private final Guide guide;

    ValidatorMessage(Guide guide) {
        this.guide = guide;
    }

    /** Whether the message is about the questionnaire that a response answers, not about a profile. */
    static boolean isAboutAnswers(ValidationMessage message) {
        return message.getMessageId() != null && message.getMessageId().startsWith("Questionnaire_");
    }

    /** The errors among the messages; warnings do not refuse. */
    List<Problem.Issue> issues(List<ValidationMessage> messages) {
        List<ValidationMessage> errors =
                messages.stream().filter(ValidatorMessage::refuses).toList();
        return errors.stream()
                .filter(message -> !isConsequence(message, errors))
                .map(this::issue)
                .distinct()
                .toList();
    }

    private static boolean refuses(ValidationMessage message) {
        return message.getLevel() == IssueSeverity.ERROR || message.getLevel() == IssueSeverity.FATAL;
    }

    /** An element of the wrong type also has children that its right type lacks. */
    private static boolean isConsequence(ValidationMessage message, List<ValidationMessage> all) {
        return "Validation_VAL_Profile_NotAllowed".equals(message.getMessageId())
                && all.stream().anyMatch(other -> message.getLocation().startsWith(other.getLocation() + "."));
    }

    private Problem.Issue issue(ValidationMessage message) {
        String text = message.getMessage();
        String at = Objects.requireNonNullElse(message.getLocation(), "");
        Matcher rule = RULE.matcher(text);
        if (rule.matches()) {
            return new Problem.Issue(CODE, at, "%s (rule %s)".formatted(rule.group(2), rule.group(1)));
        }
        Matcher tooFew = TOO_FEW.matcher(text);
        if (tooFew.matches()) {
            return new Problem.Issue(CODE, child(at, tooFew.group(1)), tooFew(tooFew));
        }
        Matcher noSlice = NO_SLICE.matcher(text);
        if (noSlice.matches()) {
            String required = "%s is required (profile %s)".formatted(noSlice.group(1), noSlice.group(2));
            return new Problem.Issue(CODE, child(at, noSlice.group(1)), required);
        }
        Matcher tooMany = TOO_MANY.matcher(text);
        if (tooMany.matches()) {
            return new Problem.Issue(CODE, child(at, tooMany.group(1)), tooMany(tooMany));
        }
        return new Problem.Issue(CODE, at, text(text));
    }

    private String text(String text) {
        Matcher value = NOT_IN_VALUE_SET.matcher(text);
        if (value.matches()) {
            return notInValueSet(value.group(1), value.group(2), value.group(3));
        }
        Matcher none = NONE_IN_VALUE_SET.matcher(text);
        if (none.matches()) {
            return notInValueSet(none.group(3), none.group(1), none.group(2));
        }
        Matcher coding = CODING_NOT_IN_VALUE_SET.matcher(text);
        if (coding.matches()) {
            return notInValueSet(coding.group(1), coding.group(2), coding.group(3));
        }
        Matcher target = TARGET.matcher(text);
        if (target.matches()) {
            return "This must refer to %s, not to %s".formatted(target.group(2).replace(", ", " or "), target.group(1));
        }
        Matcher type = TYPE.matcher(text);
        if (type.matches()) {
            return "This must be of type %s, not %s (profile %s)"
                    .formatted(type.group(2), type.group(3), type.group(1));
        }
        Matcher code = UNKNOWN_CODE.matcher(text);
        if (code.matches()) {
            return "The code system %s has no code %s".formatted(code.group(1), code.group(2));
        }
        return DETAILS.matcher(text).replaceAll("");
    }

    private String notInValueSet(String code, String title, String valueSet) {
        return "%s is not in the value set %s (%s)%s".formatted(code, title, valueSet, options(valueSet));
    }

    private static String tooFew(Matcher found) {
        boolean missing = found.group(3).equals("0");
        return missing
                ? "%s is required (profile %s)".formatted(found.group(1), found.group(4))
                : "%s is needed at least %s times, found %s (profile %s)"
                        .formatted(found.group(1), found.group(2), found.group(3), found.group(4));
    }

    private static String tooMany(Matcher found) {
        return found.group(2).equals("0")
                ? "%s is not allowed (profile %s)".formatted(found.group(1), found.group(4))
                : "%s is allowed at most %s times, found %s (profile %s)"
                        .formatted(found.group(1), found.group(2), found.group(3), found.group(4));
    }

    /** The element itself, where the validator points at its parent: of {@code …component:severity.value[x]} the value. */
    private static String child(String parent, String element) {
        String name = element.substring(element.lastIndexOf('.') + 1);
        return parent + "." + SLICE.matcher(name).replaceAll("");
    }

    /** The codes to choose from, when they are few and the value set names them or whole code systems of the guide. */
    private String options(String valueSet) {
        List<String> codes = guide.find(ValueSet.class, valueSet).stream()
                .flatMap(set -> set.getCompose().getInclude().stream())
                .flatMap(this::codes)
                .toList();
        return codes.isEmpty() || codes.size() > FEW ? "" : ": use one of " + String.join(", ", codes);
    }

    private Stream<String> codes(ConceptSetComponent include) {
        if (include.hasConcept()) {
            return include.getConcept().stream().map(ConceptReferenceComponent::getCode);
        }
        return guide.find(CodeSystem.class, include.getSystem()).stream()
                .flatMap(system -> system.getConcept().stream())
                .map(CodeSystem.ConceptDefinitionComponent::getCode);
    }
}
