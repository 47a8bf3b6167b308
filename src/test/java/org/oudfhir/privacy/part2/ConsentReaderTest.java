package org.oudfhir.privacy.part2;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.privacy.part2.Directive.Kind;
import org.oudfhir.privacy.part2.Directive.Rule;

/** What is read from a consent: never more than was permitted, never less than was refused. */
class ConsentReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Optional<LocalDate> ADULT = Optional.of(LocalDate.of(1990, 1, 1));
    private static final String IRCP =
            "\"role\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ParticipationType\",\"code\":\"IRCP\"}]}";

    // permissions

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"class\":[{\"system\":\"http://hl7.org/fhir/resource-types\",\"code\":\"Appointment\"}]",
                "\"code\":[{\"text\":\"methadone\"}]",
                "\"action\":[{\"coding\":[{\"code\":\"collect\"}]}]",
                "\"dataPeriod\":{\"start\":\"2024-01-01\",\"end\":\"2024-12-31\"}",
                "\"modifierExtension\":[{\"url\":\"http://example.org/not\",\"valueBoolean\":true}]",
                "\"data\":[{\"meaning\":\"related\",\"reference\":{\"reference\":\"Encounter/7\"}}]",
                "\"data\":[{\"meaning\":\"instance\",\"reference\":{\"display\":\"my first visit\"}}]",
                "\"data\":[{\"meaning\":\"instance\",\"reference\":{\"reference\":\"https://other.example/Encounter/7\"}}]",
                "\"securityLabel\":[{\"display\":\"appointments\"}]",
                "\"securityLabel\":[{\"system\":\"http://example.org/labels\",\"code\":\"OPIOIDUD\"}]",
                "\"securityLabel\":[{\"system\":\"https://oud-fhir.github.io/ig/CodeSystem/oud-data-class\",\"code\":\"visits\"}]"
            })
    void aPermissionThatIsLimitedByWhatIsNotEvaluatedIsNone(String limit) {
        Consent consent = changed("tpo:class", "\"provision\":{", "\"provision\":{" + limit + ",");

        assertThat(read(consent).defects()).singleElement().asString().contains("not evaluated");
        assertThat(read(consent).isInForce(NOW)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{" + IRCP + ",\"reference\":{\"display\":\"Health Plan One\"}}",
                "{" + IRCP + ",\"reference\":{\"identifier\":{\"system\":\"urn:npi\",\"value\":\"1\"}}}",
                "{" + IRCP + ",\"reference\":{\"type\":\"Organization\"}}",
                "{" + IRCP + ",\"reference\":{\"reference\":\"https://other.example/Organization/hospital\"}}",
                "{" + IRCP + ",\"reference\":{\"reference\":\"#hospital\"}}",
                "{" + IRCP + ",\"reference\":{\"reference\":\"Group/7\"}}",
                "{" + IRCP + ",\"reference\":{\"extension\":[{\"url\":"
                        + "\"http://hl7.org/fhir/StructureDefinition/data-absent-reason\",\"valueCode\":\"unknown\"}]}}",
                "{\"reference\":{\"reference\":\"Organization/hospital\"}}",
                "{\"role\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ParticipationType\","
                        + "\"code\":\"AUT\"}]},\"reference\":{\"reference\":\"Organization/hospital\"}}"
            })
    void aRecipientWhomNobodyCanTellIsNone(String actor) {
        Consent consent = withActor("tpo:hospital", actor);

        assertThat(read(consent).defects()).singleElement().asString().startsWith("provision.actor");
        assertThat(read(consent).rule().treating()).isFalse();
        assertThat(read(withActor(
                                "tpo:hospital",
                                "{" + IRCP + ",\"reference\":{\"reference\":\"Organization/hospital\"}}"))
                        .defects())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{" + IRCP + "}",
                "{" + IRCP + ",\"reference\":{\"extension\":[{\"url\":"
                        + "\"http://hl7.org/fhir/StructureDefinition/data-absent-reason\",\"valueCode\":\"not-applicable\"}]}}"
            })
    void theClassIsARecipientOfWhomNothingIsSaid(String actor) {
        Directive read = read(withActor("tpo:hospital", actor));

        assertThat(read.defects()).isEmpty();
        assertThat(read.rule().treating()).isTrue();
        assertThat(read.rule().recipients()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # organization of the form            , of this server      , defects, ours
            {"reference":"Organization/clinic"}   , Organization/clinic , 0      , true
            {"reference":"Organization/other"}    , Organization/clinic , 0      , false
            {"display":"The clinic"}              , Organization/clinic , 1      , false
            {"reference":"Organization/other"}    , -                   , 0      , true
            {"display":"The clinic"}              , -                   , 0      , true
            """)
    void aConsentIsAboutWhatItsOrganisationDiscloses(
            String organization, @Nullable String own, int defects, boolean ours) {
        Consent consent = changed("tpo:class", "{\"display\":\"The program\"}", organization);

        Directive read = new ConsentReader(Optional.ofNullable(own))
                .read(consent, ADULT, Map.of())
                .orElseThrow();

        assertThat(read.defects()).hasSize(defects);
        assertThat(read.ours()).isEqualTo(ours);
    }

    @Test
    void whatAnotherOrganisationMayDiscloseOpensNothingHereAndHidesNoConsentToUs() {
        PatientFile theirs = file(directive("tpo:class", false));
        PatientFile both = file(directive("tpo:class", true), directive("tpo:class", false));
        Requester hospital = Actor.HOSPITAL.asks("ana", Purpose.TREAT, false);
        Sensitivity data =
                new Sensitivity("Observation", "Observation/1", Optional.of("ana"), true, false, false, Set.of());

        assertThat(new DisclosureRules(true).decide(hospital, data, theirs, NOW).isPermitted())
                .isFalse();
        assertThat(new DisclosureRules(true).decide(hospital, data, both, NOW).isPermitted())
                .isTrue();
        assertThat(new DisclosureRules(false).decide(hospital, data, theirs, NOW))
                .as("who is no program holds what it received under it")
                .isInstanceOf(Decision.Permit.class);
    }

    @Test
    void anotherPatientSignsForNobody() {
        Consent consent = consent("tpo:class");
        consent.getPerformerFirstRep().setReference("Patient/ben");

        assertThat(read(consent).defects()).singleElement().asString().startsWith("performer");
    }

    @Test
    void anEmptyFormLacksEveryElement() {
        Consent consent = consent("tpo:class");
        Consent empty = new Consent();
        empty.setScope(consent.getScope()).setCategory(consent.getCategory());

        assertThat(read(empty).defects()).hasSize(8);
    }

    @Test
    void oneFormForTwoPurposesIsDefective() {
        Consent consent = consent("tpo:class");
        consent.addCategory(consent("notes:hospital").getCategory().get(1));

        assertThat(read(consent).defects()).anyMatch(defect -> defect.startsWith("category"));
    }

    @Test
    void whatIsPermittedWithinAPermissionIsNoException() {
        Consent consent = consent("tpo:class");
        consent.getProvision().getProvisionFirstRep().setType(ConsentProvisionType.PERMIT);

        assertThat(read(consent).defects()).singleElement().asString().startsWith("provision.provision.type");
    }

    // denials

    @ParameterizedTest
    @ValueSource(strings = {"patient-privacy", "treatment", "research", "adr", "unheard-of", ""})
    void aDenialIsOneWhateverItsScope(String scope) {
        Consent consent = consent("tpo:class");
        consent.getProvision().setType(ConsentProvisionType.DENY);
        consent.getScope().getCoding().clear();
        consent.getScope().setText("Privacy");
        if (!scope.isEmpty()) {
            consent.getScope().addCoding(new Coding("http://terminology.hl7.org/CodeSystem/consentscope", scope, null));
        }

        assertThat(read(consent).kind()).isEqualTo(Kind.RESTRICTION);
        consent.getCategory().clear();
        consent.getScope().getCoding().clear();
        assertThat(read(consent).kind()).isEqualTo(Kind.RESTRICTION);
    }

    @ParameterizedTest
    @CsvSource({"deny", "permit"})
    void aTreatmentThatIsRefusedOrAgreedToIsNoDisclosure(String type) {
        Consent consent = new Consent();
        consent.getScope()
                .addCoding(new Coding("http://terminology.hl7.org/CodeSystem/consentscope", "treatment", null));
        consent.addCategory().addCoding(new Coding(ConsentReader.TYPE, "treatment", null));
        consent.getProvision().setType(ConsentProvisionType.fromCode(type));

        assertThat(new ConsentReader(Optional.empty()).read(consent, ADULT, Map.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reference\":{\"display\":\"St. Elsewhere\"}}",
                "{\"reference\":{\"identifier\":{\"value\":\"1\"}}}",
                "{\"reference\":{\"reference\":\"https://other.example/Organization/1\"}}",
                "{\"reference\":{\"reference\":\"Group/7\"}}",
                "{\"reference\":{\"reference\":\"Device/7\"}}",
                "{\"reference\":{\"reference\":\"CareTeam/of-somebody-else\"}}",
                "{\"role\":{\"text\":\"the doctors there\"},\"reference\":{\"reference\":\"Organization/st-elsewhere\"}}",
                "{" + IRCP + "}"
            })
    void aDenialToWhomNobodyCanTellIsToEverybody(String actor) {
        Consent consent = withActor("denial:hospital", actor);
        consent.getProvision().addActor().setReference(new Reference("Organization/other-hospital"));

        assertThat(read(consent).rule().concerns(Actor.HEALTH_PLAN.asks("ana", Purpose.TREAT, false)))
                .isTrue();
        assertThat(read(consent("denial:hospital"))
                        .rule()
                        .concerns(Actor.HEALTH_PLAN.asks("ana", Purpose.TREAT, false)))
                .isFalse();
    }

    @Test
    void aDenialToAnOrganisationIsToWhomSaysOfNone() {
        Rule denial = read(consent("denial:hospital")).rule();

        assertThat(denial.concerns(outsider(Set.of("Practitioner/7")))).isTrue();
        assertThat(denial.concerns(outsider(Set.of("Practitioner/7", "Organization/other-hospital"))))
                .isFalse();
        assertThat(denial.concerns(Actor.SISTER.asks("ana", Purpose.FAMRQT, false)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "data":[{"meaning":"instance","reference":{"reference":"Claim/7"}}]                   | false
            "data":[{"meaning":"instance","reference":{"reference":"Observation/7"}}]             | true
            "data":[{"meaning":"related","reference":{"reference":"Claim/7"}}]                    | true
            "data":[{"meaning":"instance","reference":{"display":"my claim"}}]                    | true
            "class":[{"code":"Claim"}]                                                            | true
            "dataPeriod":{"end":"2020-01-01"}                                                     | true
            "securityLabel":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"HIV"}]                 | false
            "securityLabel":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"SUD"}]                 | true
            "securityLabel":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"SPI"}]                 | true
            "securityLabel":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"N"}]           | true
            "securityLabel":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"V"}]           | false
            "securityLabel":[{"system":"http://example.org","code":"HIV"}]                        | true
            "securityLabel":[{"display":"HIV"}]                                                   | true
            "securityLabel":[{"system":"https://oud-fhir.github.io/ig/CodeSystem/oud-data-class","code":"medications"}]  | false
            "securityLabel":[{"system":"https://oud-fhir.github.io/ig/CodeSystem/oud-data-class","code":"visits"}]       | true
            """)
    void whatIsNotEvaluatedDoesNotLimitADenial(String limit, boolean covers) {
        Consent consent = changed("denial:hospital", "\"provision\":{", "\"provision\":{" + limit + ",");
        Sensitivity data = new Sensitivity(
                "Observation", "Observation/7", Optional.of("ana"), true, false, false, Labels.OF_PROGRAM);

        assertThat(read(consent).rule().covers(data)).isEqualTo(covers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"HPAYMT"}       | false
            {"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"HMARKT"}       | false
            {"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"TREAT"}        | true
            {"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"PurposeOfUse"} | true
            {"system":"http://example.org","code":"HPAYMT"}                                       | true
            {"display":"payment"}                                                                 | true
            """)
    void aDenialForAPurposeThatIsNotCodedIsForEach(String purpose, boolean covers) {
        Consent consent =
                changed("denial:hospital", "\"provision\":{", "\"provision\":{\"purpose\":[" + purpose + "],");

        assertThat(read(consent).rule().covers(Purpose.TREAT)).isEqualTo(covers);
    }

    @Test
    void anExceptionIsReadAsADenial() {
        Consent consent = consent("tpo:class");
        ProvisionComponent exception = consent.getProvision().getProvisionFirstRep();
        exception.getPurpose().clear();
        exception.addActor().setReference(new Reference().setDisplay("St. Elsewhere"));

        assertThat(read(consent).exceptions())
                .singleElement()
                .matches(rule -> rule.concerns(Actor.HOSPITAL.asks("ana", Purpose.TREAT, false)));
    }

    // fixtures

    private static Requester outsider(Set<String> parties) {
        return new Requester(
                Requester.Relation.OUTSIDER,
                Optional.empty(),
                parties,
                Optional.empty(),
                Requester.Status.COVERED,
                Purpose.TREAT,
                Set.of(),
                false);
    }

    private static Directive directive(String form, boolean ours) {
        Directive read = read(consent(form));
        return new Directive(
                read.reference() + ours,
                read.kind(),
                read.active(),
                ours ? read.signed() : read.signed().plusSeconds(60),
                ours,
                read.rule(),
                read.exceptions(),
                read.defects());
    }

    private static PatientFile file(Directive... directives) {
        return new PatientFile(
                "ana",
                List.of(directives),
                Set.of(new Party("Organization/hospital", List.of())),
                Set.of(),
                Optional.empty());
    }

    private static Directive read(Consent consent) {
        return new ConsentReader(Optional.empty())
                .read(consent, ADULT, Map.of())
                .orElseThrow();
    }

    private static Consent consent(String form) {
        return ConsentForms.of(form, "ana", NOW).get(0);
    }

    private static Consent withActor(String form, String actor) {
        Consent consent = consent(form);
        consent.getProvision().getActor().clear();
        return changed(consent, "\"provision\":{", "\"provision\":{\"actor\":[" + actor + "],");
    }

    private static Consent changed(String form, String from, String to) {
        return changed(consent(form), from, to);
    }

    /** The same consent with another text, at the first place where the one stands. */
    private static Consent changed(Consent consent, String from, String to) {
        FhirContext fhir = FhirContext.forR4Cached();
        String text = fhir.newJsonParser().encodeResourceToString(consent);
        assertThat(text).contains(from);
        int place = text.indexOf(from);
        return fhir.newJsonParser()
                .parseResource(Consent.class, text.substring(0, place) + to + text.substring(place + from.length()));
    }
}
