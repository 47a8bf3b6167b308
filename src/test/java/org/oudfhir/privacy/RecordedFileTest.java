package org.oudfhir.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oudfhir.privacy.part2.ConsentReader;
import org.oudfhir.privacy.part2.Directive;
import org.oudfhir.privacy.part2.Party;
import org.oudfhir.privacy.part2.PatientFile;

/** Who treats and who pays, and whom a consent means, at noon on 25 November 2026. */
class RecordedFileTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # status          , period of the team                     , period of the member                   , treats
            active            , -                                      , -                                      , true
            inactive          , -                                      , -                                      , false
            -                 , -                                      , -                                      , false
            active            , "end":"2026-11-25"                     , -                                      , true
            active            , "end":"2026-11-24"                     , -                                      , false
            active            , "end":"2026-11"                        , -                                      , true
            active            , "end":"2026-11-25T11:59:59Z"           , -                                      , false
            active            , "start":"2026-11-26"                   , -                                      , false
            active            , -                                      , "end":"2026-11-24"                     , false
            active            , -                                      , "start":"2026-11-25T12:00:01Z"         , false
            active            , -                                      , "start":"2026-11-25"                   , true
            """)
    void whoTreatsIsInATeamNow(String status, String teamPeriod, String memberPeriod, boolean treats) {
        CareTeam team = team(status, teamPeriod, memberPeriod);

        PatientFile file = file(team, consent("part2-named", "permit", "{\"reference\":\"CareTeam/team\"}"));

        assertThat(Party.now(file.treating(), NOON))
                .isEqualTo(treats ? Set.of("Practitioner/member", "Organization/hospital") : Set.of());
        assertThat(Party.now(file.directives().get(0).rule().members(), NOON))
                .as("a consent that names the team means the people in it, and not all of their hospital")
                .isEqualTo(treats ? Set.of("Practitioner/member") : Set.of());
        assertThat(file.directives().get(0).rule().recipients()).containsExactly("CareTeam/team");
    }

    @ParameterizedTest
    @CsvSource({"part2-counseling-notes", "part2-registry"})
    void whereEachRecipientIsToBeNamedATeamIsNobody(String type) {
        PatientFile file =
                file(team("active", null, null), consent(type, "permit", "{\"reference\":\"CareTeam/team\"}"));

        assertThat(file.directives().get(0).rule().members()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            active            , -
            inactive          , -
            active            , "end":"2026-11-24"
            """)
    void aRefusalThatNamesATeamIsAboutAllWhoEverWereInIt(String status, String period) {
        PatientFile file =
                file(team(status, period, period), consent("part2-named", "deny", "{\"reference\":\"CareTeam/team\"}"));

        assertThat(file.directives().get(0).rule().recipients())
                .containsExactlyInAnyOrder("Practitioner/member", "Organization/hospital");
    }

    @Test
    void aRefusalThatNamesATeamOfWhichNobodyKnowsAllIsAboutEverybody() {
        CareTeam team = team("active", null, null);
        team.addParticipant().getMember().setDisplay("Dr. Who");

        PatientFile file = file(team, consent("part2-named", "deny", "{\"reference\":\"CareTeam/team\"}"));

        assertThat(file.directives().get(0).rule().recipients()).isEmpty();
    }

    /** Signed by the mother on 1 November 2026, with a verification of her authority. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # born       , signs
            2008-11-01   , true
            2008-11-02   , false
            2008-10      , true
            2008-11      , false
            2007         , true
            2008         , false
            -            , false
            """)
    void whoMayBeAMinorSignsThemselves(@Nullable String born, boolean suffices) {
        Consent consent = consent("part2-tpo", "permit", "{\"reference\":\"Organization/hospital\"}");
        consent.setDateTimeElement(new DateTimeType("2026-11-01"));
        consent.getPatient().setReference("Patient/7");
        consent.addPerformer().setReference("RelatedPerson/mother");
        consent.addVerification().setVerified(true).getVerifiedWith().setReference("RelatedPerson/mother");
        Patient patient = parse(Patient.class, born == null ? "\"active\":true" : "\"birthDate\":\"" + born + "\"");

        Directive read = file(patient, consent).directives().get(0);

        assertThat(read.defects().stream().noneMatch(each -> each.startsWith("performer")))
                .isEqualTo(suffices);
        consent.addPerformer().setReference("Patient/7");
        assertThat(file(patient, consent).directives().get(0).defects())
                .noneMatch(each -> each.startsWith("performer"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            active    , -                    , true
            cancelled , -                    , false
            active    , "end":"2026-11-24"   , false
            active    , "start":"2026-12"    , false
            """)
    void whoPaysCoversNow(String status, String period, boolean pays) {
        Coverage coverage = parse(
                Coverage.class,
                "\"status\":\"" + status + "\"" + period(period)
                        + ",\"payor\":[{\"reference\":\"Organization/plan\"}]");

        assertThat(Party.now(file(coverage).payers(), NOON)).isEqualTo(pays ? Set.of("Organization/plan") : Set.of());
    }

    private static CareTeam team(@Nullable String status, @Nullable String teamPeriod, @Nullable String memberPeriod) {
        return parse(
                CareTeam.class,
                "\"id\":\"team\",\"participant\":[{\"member\":{\"reference\":\"Practitioner/member\"},"
                        + "\"onBehalfOf\":{\"reference\":\"Organization/hospital\"}" + period(memberPeriod) + "}]"
                        + period(teamPeriod)
                        + (status == null ? "" : ",\"status\":\"" + status + "\""));
    }

    private static Consent consent(String type, String permitOrDeny, String recipient) {
        return parse(
                Consent.class,
                "\"status\":\"active\",\"scope\":{\"coding\":[{\"code\":\"patient-privacy\"}]},"
                        + "\"category\":[{\"coding\":[{\"system\":\"https://oud-fhir.github.io/ig/CodeSystem/oud-consent-type\","
                        + "\"code\":\"" + type + "\"}]}],\"provision\":{\"type\":\"" + permitOrDeny
                        + "\",\"actor\":[{\"reference\":" + recipient + "}]}");
    }

    private static String period(@Nullable String content) {
        return content == null ? "" : ",\"period\":{" + content + "}";
    }

    private static <T extends Resource> T parse(Class<T> type, String elements) {
        return FhirContext.forR4Cached()
                .newJsonParser()
                .parseResource(type, "{\"resourceType\":\"" + type.getSimpleName() + "\"," + elements + "}");
    }

    private static PatientFile file(Resource... resources) {
        return RecordedFile.of("7", List.of(resources), new ConsentReader(Optional.empty()))
                .file();
    }
}
