package org.oudfhir.safety.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.hl7.fhir.r4.model.AuditEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;
import org.oudfhir.storage.AuditRecord.Who;

/** What is kept of a feedback, and which one is refused. */
class FeedbackTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Who CLINICIAN =
            new Who("dr.lee", "prescribing", "Practitioner/12", "Organization/7", "TREAT", "");
    private static final String CARD = CardId.of("MR-47");
    private static final String OTHER = "11111111-1111-4111-8111-111111111111";

    @Test
    void anAcceptedCardIsKeptWithItsSuggestions() throws IOException {
        AuditEvent event = read(entry("accepted", "'acceptedSuggestions':[{'id':'" + OTHER + "'}]"))
                .get(0);

        assertThat(details(event))
                .containsExactly(
                        "service=oud-order-sign",
                        "rule=MR-47",
                        "outcome=accepted",
                        "outcome-timestamp=2026-11-24T10:00:00Z",
                        "accepted-suggestion=" + OTHER);
        assertThat(event.getEntityFirstRep().getWhat().getIdentifier().getValue())
                .isEqualTo("urn:uuid:" + CARD);
        assertThat(event.getEntityFirstRep().getName()).isEqualTo("CDS Hooks card");
        assertThat(event.getSubtypeFirstRep().getDisplay()).isEqualTo("CDS Hooks feedback: accepted");
        assertThat(event.getAction()).isEqualTo(AuditEvent.AuditEventAction.E);
        assertThat(event.getRecorded().toInstant()).isEqualTo(NOW);
        assertThat(event.getOutcome()).isEqualTo(AuditEvent.AuditEventOutcome._0);
        assertThat(event.getAgentFirstRep().getRequestor()).isTrue();
        assertThat(event.getAgentFirstRep().getWho().getReference()).isEqualTo("Practitioner/12");
        assertThat(event.getAgentFirstRep().getWho().getDisplay()).isEqualTo("dr.lee");
        assertThat(event.getAgentFirstRep().getName()).isEqualTo("CDS Hooks client prescribing");
        assertThat(event.getAgent().get(1).getWho().getReference()).isEqualTo("Organization/7");
        assertThat(event.getSource().getObserver().getReference()).isEqualTo(Systems.SERVER_DEVICE);
    }

    @Test
    void anOverrideIsKeptWithReasonAndComment() throws IOException {
        String reason = "'reason':{'system':'urn:s','code':'c'}";
        assertThat(details(read(entry("overridden", "'overrideReason':{" + reason + ",'userComment':'why'}"))
                        .get(0)))
                .contains("override-reason=urn:s|c", "user-comment=why");
        assertThat(details(read(entry("overridden", "'overrideReason':{" + reason + "}"))
                        .get(0)))
                .contains("override-reason=urn:s|c")
                .noneMatch(each -> each.startsWith("user-comment"));
        assertThat(details(read(entry("overridden", "'overrideReason':{'userComment':'why'}"))
                        .get(0)))
                .contains("user-comment=why")
                .noneMatch(each -> each.startsWith("override-reason"));
        assertThat(details(read(entry("overridden", "'overrideReason':null")).get(0)))
                .hasSize(4);
        assertThat(details(read(entry("overridden", "'x':1")).get(0))).hasSize(4);
    }

    @Test
    void aCardOfNoRuleIsKeptWithoutOne() throws IOException {
        String entry = entry("overridden", "'x':1").replace(CARD, OTHER);

        assertThat(details(read(entry).get(0))).noneMatch(each -> each.startsWith("rule="));
        assertThat(CardId.rule(java.util.UUID.fromString(CardId.of("not-checked"))))
                .isEmpty();
    }

    @Test
    void aHundredCardsAreReadAndNoMore() throws IOException {
        String entry = entry("overridden", "'x':1");

        assertThat(read(String.join(",", Collections.nCopies(100, entry)))).hasSize(100);
        assertThatThrownBy(() -> read(String.join(",", Collections.nCopies(101, entry))))
                .isInstanceOf(Problem.BadRequest.class);
        assertThatThrownBy(() -> read("")).isInstanceOf(Problem.BadRequest.class);
    }

    @Test
    void aCommentOfFourThousandCharactersIsReadAndNoLongerOne() throws IOException {
        assertThat(read(entry("overridden", "'overrideReason':{'userComment':'" + "x".repeat(4000) + "'}")))
                .hasSize(1);
        assertThatThrownBy(
                        () -> read(entry("overridden", "'overrideReason':{'userComment':'" + "x".repeat(4001) + "'}")))
                .isInstanceOf(Problem.BadRequest.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'outcome':'accepted'",
                "'outcome':'accepted','acceptedSuggestions':[]",
                "'outcome':'accepted','acceptedSuggestions':{'id':'11111111-1111-4111-8111-111111111111'}",
                "'outcome':'accepted','acceptedSuggestions':[{'id':'one'}]",
                "'outcome':'overridden','overrideReason':{}",
                "'outcome':'overridden','overrideReason':'because'",
                "'outcome':'overridden','overrideReason':{'reason':{'code':'c'}}",
                "'outcome':'overridden','overrideReason':{'reason':{'system':'s','code':1}}",
                "'outcome':'overridden','overrideReason':{'userComment':' '}",
                "'outcome':'ignored'"
            })
    void anEntryThatIsNotAsCdsHooksSaysIsRefused(String entry) {
        assertThatThrownBy(
                        () -> read("{'card':'" + CARD + "','outcomeTimestamp':'2026-11-24T10:00:00Z'," + entry + "}"))
                .isInstanceOf(Problem.BadRequest.class);
    }

    @Test
    void aTimeWithoutAZoneIsRefused() {
        assertThatThrownBy(() -> read(entry("overridden", "'x':1").replace("00Z", "00")))
                .isInstanceOf(Problem.BadRequest.class)
                .hasMessageContaining("outcomeTimestamp");
    }

    private static List<AuditEvent> read(String entries) throws IOException {
        String body = ("{'feedback':[" + entries + "]}").replace('\'', '"');
        return Feedback.read(HookService.ORDER_SIGN, JSON.readTree(body), CLINICIAN, NOW);
    }

    private static String entry(String outcome, String more) {
        return "{'card':'" + CARD + "','outcome':'" + outcome + "','outcomeTimestamp':'2026-11-24T10:00:00Z'," + more
                + "}";
    }

    private static List<String> details(AuditEvent event) {
        return event.getEntityFirstRep().getDetail().stream()
                .map(detail -> detail.getType() + "=" + detail.getValue().primitiveValue())
                .toList();
    }
}
