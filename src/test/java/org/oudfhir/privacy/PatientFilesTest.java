package org.oudfhir.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oudfhir.privacy.part2.PatientFile;

/** Who treats and who pays, and whom a consent means, at noon on 25 November 2026. */
class PatientFilesTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);

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

        PatientFile file = file(team, consentNaming("CareTeam/team"));

        Set<String> members = treats ? Set.of("Practitioner/member", "Organization/hospital") : Set.of();
        assertThat(file.treating()).isEqualTo(members);
        assertThat(file.directives().get(0).rule().recipients())
                .as("a consent that names the team means its members")
                .containsExactlyInAnyOrderElementsOf(Stream.concat(Stream.of("CareTeam/team"), members.stream())
                        .toList());
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

        assertThat(file(coverage).payers()).isEqualTo(pays ? Set.of("Organization/plan") : Set.of());
    }

    private static CareTeam team(@Nullable String status, @Nullable String teamPeriod, @Nullable String memberPeriod) {
        return parse(
                CareTeam.class,
                "\"id\":\"team\",\"participant\":[{\"member\":{\"reference\":\"Practitioner/member\"},"
                        + "\"onBehalfOf\":{\"reference\":\"Organization/hospital\"}" + period(memberPeriod) + "}]"
                        + period(teamPeriod)
                        + (status == null ? "" : ",\"status\":\"" + status + "\""));
    }

    private static Consent consentNaming(String recipient) {
        return parse(
                Consent.class,
                "\"status\":\"active\",\"scope\":{\"coding\":[{\"code\":\"patient-privacy\"}]},"
                        + "\"category\":[{\"coding\":[{\"system\":\"https://oud-fhir.github.io/ig/CodeSystem/oud-consent-type\","
                        + "\"code\":\"part2-named\"}]}],\"provision\":{\"type\":\"permit\",\"actor\":[{\"reference\":"
                        + "{\"reference\":\"" + recipient + "\"}}]}");
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
        PatientFiles files =
                new PatientFiles(ids -> Map.of("7", List.of(resources)), references -> Set.of(), Set::of, NOON);
        return files.of(new SystemRequestDetails(), "7");
    }
}
