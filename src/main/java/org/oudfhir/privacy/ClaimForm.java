package org.oudfhir.privacy;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.oudfhir.privacy.part2.Purpose;

/** What a claim about a caller may look like, for whoever mints a token or says who will be given one. */
public enum ClaimForm {
    SCOPES(
            ClaimForm::areScopes,
            "SMART scopes with spaces between, such as patient/*.rs, user/CarePlan.rs, system/*.cruds or launch"),
    PATIENT(matching(Forms.ID), "the id of a patient, such as 12"),
    PERSON(
            matching("(Practitioner|PractitionerRole|Patient|RelatedPerson)/" + Forms.ID),
            "a reference such as Practitioner/12, PractitionerRole/23, Patient/34 or RelatedPerson/56"),
    ORGANIZATION(matching("Organization/" + Forms.ID), "a reference such as Organization/7"),
    HIPAA_STATUS(matching("covered|associate|other"), "covered, associate or other"),
    REACH(matching("organization|care-team"), "organization or care-team"),
    PURPOSE(ClaimForm::isPurpose, "one of " + purposes());

    private static final class Forms {
        private static final String ID = "[A-Za-z0-9.-]{1,64}";
    }

    @SuppressWarnings("ImmutableEnumChecker") // functions of their argument alone
    private final Predicate<String> form;

    private final String allowed;

    ClaimForm(Predicate<String> form, String allowed) {
        this.form = form;
        this.allowed = allowed;
    }

    public boolean allows(String value) {
        return form.test(value);
    }

    /** What is allowed, in words that go on a sentence. */
    public String allowed() {
        return allowed;
    }

    private static Predicate<String> matching(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }

    private static boolean areScopes(String text) {
        return Arrays.stream(text.strip().split("\\s+", -1)).allMatch(ScopeOffer::isKnown);
    }

    /** One that is not known here opens nothing to anybody. */
    private static boolean isPurpose(String code) {
        return Purpose.of(code) != Purpose.OTHER;
    }

    private static String purposes() {
        return Arrays.stream(Purpose.values())
                .filter(purpose -> purpose != Purpose.OTHER)
                .map(Purpose::name)
                .collect(Collectors.joining(", "));
    }
}
