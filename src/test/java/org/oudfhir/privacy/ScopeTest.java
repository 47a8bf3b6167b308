package org.oudfhir.privacy;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oudfhir.privacy.Caller.Reach;

/** What scopes mean. */
class ScopeTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # scope                                                    | means
            patient/Observation.rs                                     | READ SEARCH
            patient/Observation.read                                   | READ SEARCH
            user/Observation.write                                     | CREATE UPDATE DELETE
            system/*.*                                                 | CREATE READ UPDATE DELETE SEARCH
            system/*.cruds                                             | CREATE READ UPDATE DELETE SEARCH
            patient/Patient.r                                          | READ
            patient/Observation.rs?category=survey                     | READ SEARCH
            patient/Observation.rs?category=http://x|survey            | READ SEARCH
            patient/Observation.sr                                     | -
            patient/Observation.rr                                     | -
            patient/Observation.                                       | -
            patient/Observation                                        | -
            patient/Observation.x                                      | -
            patient/*.rs?category=survey                               | -
            patient/Observation.rs?subject.name=x                      | -
            patient/Observation.rs?_has:Observation:subject:code=x     | -
            patient/Observation.rs?                                    | -
            observation/Observation.rs                                 | -
            openid                                                     | -
            launch/patient                                             | -
            PATIENT/Observation.rs                                     | -
            """, delimiterString = " | ")
    void aScopeMeansItsPermissionsOrNothing(String scope, String meaning) {
        String permissions = Scope.parse(scope.strip())
                .map(parsed -> Arrays.stream(Permission.values())
                        .filter(parsed.permissions()::contains)
                        .map(Enum::name)
                        .collect(Collectors.joining(" ")))
                .orElse(null);

        assertThat(permissions).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # scope                  , patient, fhirUser          , permission, type            , access
            system/*.rs              , -      , -                 , READ      , Observation     , all
            system/*.rs              , -      , -                 , CREATE    , Observation     , nothing
            system/Observation.rs    , -      , -                 , READ      , Condition       , nothing
            user/*.rs                , -      , Practitioner/1    , SEARCH    , Observation     , all
            user/*.rs                , -      , Patient/7         , SEARCH    , Observation     , of 7
            user/*.rs                , 9      , RelatedPerson/1   , SEARCH    , Observation     , of 9
            user/*.rs                , -      , RelatedPerson/1   , SEARCH    , Observation     , nothing
            user/*.rs                , -      , -                 , SEARCH    , Observation     , nothing
            user/*.rs                , -      , https://x/Practitioner/1, SEARCH, Observation   , nothing
            patient/*.rs             , 7      , -                 , SEARCH    , Observation     , of 7
            patient/*.rs             , 7      , Practitioner/1    , SEARCH    , Observation     , of 7
            patient/*.rs             , -      , -                 , SEARCH    , Observation     , nothing
            patient/*.cruds          , 7      , -                 , READ      , Practitioner    , all
            patient/*.cruds          , 7      , -                 , UPDATE    , Practitioner    , nothing
            patient/*.cruds          , 7      , -                 , READ      , AuditEvent      , nothing
            patient/*.cruds          , 7      , -                 , READ      , Binary          , nothing
            patient/*.cruds          , 7      , -                 , READ      , Provenance      , nothing
            patient/*.cruds          , 7      , -                 , READ      , Group           , nothing
            patient/*.cruds          , 7      , -                 , READ      , Subscription    , nothing
            patient/*.cruds          , 7      , -                 , CREATE    , Questionnaire   , nothing
            openid                   , 7      , -                 , READ      , Questionnaire   , all
            openid                   , 7      , -                 , READ      , Patient         , nothing
            """)
    void accessIsWhatTheScopesSayAndNothingElse(
            String scope, String patient, String user, Permission permission, String type, String access) {
        Access granted =
                Grants.of(caller(scope, patient, user, Reach.ORGANIZATION)).access(permission, type);

        assertThat(text(granted)).isEqualTo(access.toLowerCase(Locale.ROOT));
    }

    private static String text(Access access) {
        if (access.all()) {
            return "all";
        }
        return access.isNothing()
                ? "nothing"
                : "of "
                        + access.limits().get(0).patients().orElseThrow().stream()
                                .sorted()
                                .collect(joining(" "));
    }

    /** Patients 7 and 8 have the caller in their care team. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # scope                  , patient, person            , permission, type            , access
            user/*.cruds             , -      , Practitioner/1    , SEARCH    , Observation     , of 7 8
            user/*.cruds             , -      , Practitioner/1    , CREATE    , CarePlan        , of 7 8
            user/*.cruds             , -      , Practitioner/1    , READ      , Practitioner    , all
            user/*.cruds             , -      , Practitioner/1    , UPDATE    , Practitioner    , nothing
            user/*.cruds             , -      , Practitioner/1    , READ      , AuditEvent      , nothing
            user/*.cruds             , -      , Practitioner/1    , CREATE    , Subscription    , nothing
            user/*.cruds             , -      , -                 , READ      , Observation     , nothing
            system/*.cruds           , -      , Practitioner/1    , READ      , Observation     , of 7 8
            system/*.cruds           , -      , -                 , READ      , Group           , nothing
            patient/*.rs             , 7      , Practitioner/1    , READ      , Observation     , of 7
            patient/*.rs             , 9      , Practitioner/1    , READ      , Observation     , 'of '
            user/*.rs patient/*.rs   , 7      , Practitioner/1    , READ      , Observation     , of 7 8
            """)
    void whoIsHeldToCareTeamsReachesTheirPatientsAlone(
            String scope, String patient, String user, Permission permission, String type, String access) {
        Grants unknown = Grants.of(caller(scope, patient, user, Reach.CARE_TEAM));

        Access granted = unknown.reaching(Optional.of(Set.of("7", "8"))).access(permission, type);
        Access beforeItIsKnown = unknown.access(permission, "Observation");

        assertThat(text(granted)).isEqualTo(access);
        assertThat(beforeItIsKnown.limits())
                .allMatch(limit -> limit.patients().orElseThrow().isEmpty());
        assertThat(beforeItIsKnown.all()).isFalse();
    }

    private static Caller caller(String scopes, @Nullable String patient, @Nullable String user, Reach reach) {
        return new Caller(
                "subject",
                Optional.empty(),
                Optional.ofNullable(user),
                Optional.empty(),
                Optional.ofNullable(patient),
                List.of(scopes.split(" ", -1)),
                "TREAT",
                "other",
                Optional.empty(),
                reach,
                Instant.MAX);
    }
}
