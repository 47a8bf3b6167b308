package org.oudfhir.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oudfhir.privacy.Caller.Reach;
import org.oudfhir.privacy.part2.Requester;
import org.oudfhir.privacy.part2.Requester.Relation;

/** Who a token's bearer is to the program Organization/clinic, on 25 November 2026. */
class RequestersTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);

    /** The issuer is ours: the local key and the authorization server; or another one. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # issuer, scope        , patient, fhirUser                      , organization        , relation , of
            ours    , patient/*.rs , 12     , -                             , -                   , PATIENT  , 12
            another , patient/*.rs , 12     , -                             , -                   , OUTSIDER , -
            another , patient/*.rs , 12     , -                             , Organization/clinic , WORKFORCE, -
            ours    , patient/*.rs , 12     , -                             , Organization/other  , OUTSIDER , -
            another , patient/*.rs , 12     , Patient/12                    , -                   , PATIENT  , 12
            another , patient/*.rs , 12     , Patient/13                    , -                   , PATIENT  , 13
            another , patient/*.rs , 12     , https://other/Patient/12      , -                   , OUTSIDER , -
            ours    , patient/*.rs , 12     , https://other/Patient/12      , -                   , OUTSIDER , -
            ours    , user/*.rs    , 12     , -                             , -                   , WORKFORCE, -
            ours    , system/*.rs  , -      , -                             , -                   , WORKFORCE, -
            another , system/*.rs  , -      , -                             , -                   , OUTSIDER , -
            another , system/*.rs  , -      , -                             , Organization/clinic , WORKFORCE, -
            ours    , user/*.rs    , -      , Practitioner/1                , -                   , WORKFORCE, -
            ours    , user/*.rs    , -      , PractitionerRole/1            , Organization/clinic , WORKFORCE, -
            another , user/*.rs    , -      , Practitioner/1                , -                   , OUTSIDER , -
            another , user/*.rs    , -      , Practitioner/1                , Organization/other  , OUTSIDER , -
            ours    , user/*.rs    , -      , https://other/Practitioner/1  , -                   , OUTSIDER , -
            ours    , user/*.rs    , -      , https://other/Practitioner/1  , Organization/clinic , OUTSIDER , -
            another , user/*.rs    , -      , https://other/RelatedPerson/1 , Organization/clinic , OUTSIDER , -
            another , user/*.rs    , -      , Person/1                      , Organization/clinic , OUTSIDER , -
            another , user/*.rs    , -      , Device/1                      , Organization/clinic , OUTSIDER , -
            another , user/*.rs    , -      , Dr. Who                       , Organization/clinic , OUTSIDER , -
            ours    , user/*.rs    , 12     , RelatedPerson/mother          , -                   , PROXY    , 12
            """)
    void whoAsks(
            String issuer,
            String scope,
            @Nullable String patient,
            @Nullable String person,
            @Nullable String organization,
            Relation relation,
            @Nullable String whose) {
        Caller caller = caller(scope, patient, person, organization);

        Requester requester = requester(
                issuer.equals("ours") ? caller : caller.ofSomeOrganization(),
                "\"patient\":{\"reference\":\"Patient/12\"}");

        assertThat(requester.relation()).isEqualTo(relation);
        assertThat(requester.patient()).isEqualTo(Optional.ofNullable(whose));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            "patient":{"reference":"Patient/12"}                                                  | 12
            "patient":{"reference":"Patient/12"},"active":true                                    | 12
            "patient":{"reference":"Patient/12"},"period":{"end":"2026-11-25"}                    | 12
            "patient":{"reference":"Patient/13"}                                                  | -
            "patient":{"display":"12"}                                                            | -
            "patient":{"reference":"Patient/12"},"active":false                                   | -
            "patient":{"reference":"Patient/12"},"period":{"end":"2026-11-24"}                    | -
            "patient":{"reference":"Patient/12"},"period":{"start":"2026-11-26"}                  | -
            -                                                                                     | -
            """)
    void whoActsForAPatientIsOnRecordAsTheirs(@Nullable String relatedPerson, @Nullable String whose) {
        Requester requester = requester(caller("user/*.rs", "12", "RelatedPerson/mother", null), relatedPerson);

        assertThat(requester.relation()).isEqualTo(Relation.PROXY);
        assertThat(requester.patient()).isEqualTo(Optional.ofNullable(whose));
    }

    private static Requester requester(Caller caller, @Nullable String relatedPerson) {
        Requesters requesters = new Requesters(
                (type, id) -> Optional.ofNullable(relatedPerson)
                        .filter(elements -> type.equals("RelatedPerson") && id.equals("mother"))
                        .map(elements -> FhirContext.forR4Cached()
                                .newJsonParser()
                                .parseResource(
                                        RelatedPerson.class, "{\"resourceType\":\"RelatedPerson\"," + elements + "}")),
                Optional.of("Organization/clinic"),
                NOON);
        SystemRequestDetails request = new SystemRequestDetails();
        caller.remember(request);
        return requesters.of(request);
    }

    private static Caller caller(
            String scope, @Nullable String patient, @Nullable String person, @Nullable String organization) {
        return new Caller(
                "subject",
                Optional.empty(),
                Optional.ofNullable(person),
                Optional.ofNullable(organization),
                Optional.ofNullable(patient),
                List.of(scope),
                "TREAT",
                "covered",
                Optional.empty(),
                Reach.ORGANIZATION,
                Instant.MAX);
    }
}
