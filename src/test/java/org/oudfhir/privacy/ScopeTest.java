package org.oudfhir.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        Caller caller = new Caller(
                "subject",
                Optional.empty(),
                Optional.ofNullable(user),
                Optional.empty(),
                Optional.ofNullable(patient),
                List.of(scope),
                "TREAT",
                "other",
                Optional.empty(),
                Instant.MAX);

        Access granted = Grants.of(caller).access(permission, type);

        assertThat(text(granted)).isEqualTo(access.toLowerCase(Locale.ROOT));
    }

    private static String text(Access access) {
        if (access.all()) {
            return "all";
        }
        return access.isNothing()
                ? "nothing"
                : "of " + access.limits().get(0).patient().orElseThrow();
    }
}
