package org.oudfhir.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Period;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.storage.Membership;

/** Whose patients a person reaches who is held to care teams: Practitioner/12 and PractitionerRole/12 are in one. */
class CareTeamsTest {

    private static final CareTeams TEAMS =
            new CareTeams(person -> List.of(new Membership("7", List.of(new Period()))), Clock.systemUTC());

    @ParameterizedTest
    @ValueSource(strings = {"Practitioner/12", "PractitionerRole/12"})
    void whoWorksHereReachesTheirTeamsPatients(String person) {
        assertThat(TEAMS.patients(person)).isEqualTo(Set.of("7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other/fhir/Practitioner/12",
                "urn:Practitioner/12",
                "/Practitioner/12",
                "Practitioner/12/_history/1",
                "Practitioner?identifier=12",
                "Practitioner",
                "Patient/12",
                "RelatedPerson/12",
                "12",
                ""
            })
    void whoIsKnownByAnotherServersIdReachesNobody(String person) {
        assertThat(TEAMS.patients(person)).isEmpty();
    }
}
