package org.oudfhir.safety.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceIndicatorEnum;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceResponseCardJson;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;
import org.oudfhir.profiles.Guide;
import org.oudfhir.safety.Knowledge;

/** Each field of the cards, and what a call that lacks something is read as. */
class CardsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 24, 12, 0, 0, 1_000_000, ZoneOffset.UTC);
    private static final Guide GUIDE = Guide.load(FhirContext.forR4Cached());
    private static final String OUD = "{'resourceType':'Condition','id':'c1','subject':{'reference':'Patient/p1'},"
            + "'code':{'coding':[{'system':'http://snomed.info/sct','code':'75544000'}]}}";
    private static final String METHADONE = order("m1", "6813").replace("'draft'", "'active'");

    private final Knowledge knowledge =
            Knowledge.of(GUIDE.list(CodeSystem.class), GUIDE.list(ValueSet.class), Map.of());
    private final CdsHooks hooks = new CdsHooks(
            knowledge,
            GUIDE.find(CodeSystem.class, Systems.OVERRIDE_REASON).orElseThrow(),
            GUIDE.list(ActivityDefinition.class));
    private final HookReader reader = new HookReader(FhirContext.forR4Cached());

    @Test
    void aStopSaysItsFactsItsOrderItsEvidenceAndItsSource() throws IOException {
        CdsServiceResponseCardJson card =
                card(sign(order("nx1", "7243"), "'medicationRequests':" + bundle(METHADONE)), "OUD rule MR-01");

        assertThat(card.getSummary())
                .isEqualTo("Naltrexone blocked: active opioid agonist. Will precipitate severe withdrawal.");
        assertThat(card.getIndicator()).isEqualTo(CdsServiceIndicatorEnum.CRITICAL);
        assertThat(card.getDetail())
                .startsWith("An opioid agonist is active: 1 source(s).\n\nOrder: MedicationRequest/nx1\n\n"
                        + "Evidence: MedicationRequest/m1\n\nSource: ");
        assertThat(card.getSource().getUrl()).isEqualTo(Systems.BASE + "/PlanDefinition/MR-01");
        assertThat(card.getSelectionBehaviour()).isEqualTo("at-most-one");
        assertThat(card.getSuggestions()).singleElement().satisfies(suggestion -> {
            assertThat(suggestion.getLabel()).isEqualTo("Cancel this order");
            assertThat(suggestion.getActions()).singleElement().satisfies(action -> {
                assertThat(action.getType()).isEqualTo("delete");
                assertThat(((CardAction) action).resourceId()).contains("MedicationRequest/nx1");
                assertThat(action.getDescription()).isEqualTo("Remove the draft MedicationRequest/nx1");
            });
        });
        assertThat(card.getOverrideReasons()).isNotEmpty().allSatisfy(reason -> {
            assertThat(reason.getSystem()).isEqualTo(Systems.OVERRIDE_REASON);
            assertThat(reason.getCode()).isNotEmpty();
            assertThat(reason.getDisplay()).isNotEmpty();
        });
    }

    @Test
    void aLawOffersNoOverrideAndAWarningNoCancellation() throws IOException {
        List<CdsServiceResponseCardJson> cards = sign(order("m2", "6813"), "'conditions':" + bundle(OUD));

        assertThat(card(cards, "OUD rule MR-10").getOverrideReasons()).isNullOrEmpty();
        assertThat(card(cards, "OUD rule MR-10").getDetail()).doesNotContain("Evidence:");
        CdsServiceResponseCardJson warning = card(cards, "OUD rule MR-18");
        assertThat(warning.getIndicator()).isEqualTo(CdsServiceIndicatorEnum.WARNING);
        assertThat(warning.getOverrideReasons()).isNullOrEmpty();
        assertThat(warning.getSuggestions()).singleElement().satisfies(suggestion -> {
            ServiceRequest ecg = (ServiceRequest) suggestion.getActions().get(0).getResource();
            assertThat(ecg.getStatus()).isEqualTo(ServiceRequest.ServiceRequestStatus.DRAFT);
            assertThat(ecg.getIntent()).isEqualTo(ServiceRequest.ServiceRequestIntent.ORDER);
            assertThat(ecg.getSubject().getReference()).isEqualTo("Patient/p1");
            assertThat(ecg.getCode().getCoding()).isNotEmpty();
            assertThat(ecg.getAuthoredOnElement().getValueAsString()).isEqualTo("2026-11-24T12:00:00+00:00");
        });
        assertThat(cards)
                .extracting(CdsServiceResponseCardJson::getIndicator)
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        CdsServiceResponseCardJson naloxone = card(cards, "OUD rule MR-37");
        MedicationRequest kit = (MedicationRequest)
                naloxone.getSuggestions().get(0).getActions().get(0).getResource();
        assertThat(kit.getIntent()).isEqualTo(MedicationRequest.MedicationRequestIntent.ORDER);
        assertThat(kit.getDosageInstruction()).isNotEmpty();
        assertThat(kit.getDispenseRequest().getQuantity().getValue()).isPositive();
        assertThat(kit.getAuthoredOnElement().getValueAsString()).isEqualTo("2026-11-24T12:00:00+00:00");
    }

    @Test
    void anOrderWithoutAnIdIsNeitherNamedNorCancelled() throws IOException {
        CdsServiceResponseCardJson card =
                card(sign(order("", "7243"), "'medicationRequests':" + bundle(METHADONE)), "OUD rule MR-01");

        assertThat(card.getDetail()).doesNotContain("Order:").doesNotContain("urn:uuid");
        assertThat(card.getSuggestions()).isNullOrEmpty();
    }

    @Test
    void aDraftThatLacksItsFixedPartsIsCompleted() throws IOException {
        String bare = "{'resourceType':'MedicationRequest','id':'nx1','medicationCodeableConcept':{'coding':"
                + "[{'system':'" + Systems.RXNORM + "','code':'7243'}]}}";
        HookRequest request =
                read(HookService.ORDER_SIGN, bare + "},{'resource':{'resourceType':'ServiceRequest','id':'s1'}", "");

        MedicationRequest draft = (MedicationRequest) request.drafts().get(0);
        assertThat(draft.getStatus()).isEqualTo(MedicationRequest.MedicationRequestStatus.DRAFT);
        assertThat(draft.getIntent()).isEqualTo(MedicationRequest.MedicationRequestIntent.ORDER);
        assertThat(draft.getSubject().getReference()).isEqualTo("Patient/p1");
        ServiceRequest service = (ServiceRequest) request.drafts().get(1);
        assertThat(service.getStatus()).isEqualTo(ServiceRequest.ServiceRequestStatus.DRAFT);
        assertThat(service.getSubject().getReference()).isEqualTo("Patient/p1");
        String active =
                "{'resourceType':'ServiceRequest','id':'s1','status':'active','subject':{'reference':'Patient/p1'}}";
        assertThat(((ServiceRequest) read(HookService.ORDER_SIGN, active, "")
                                .drafts()
                                .get(0))
                        .getStatus())
                .isEqualTo(ServiceRequest.ServiceRequestStatus.ACTIVE);
    }

    @Test
    void whatIsCutOffOrRefusedOrAbsentIsMissingAndNullIsNothing() throws IOException {
        String all = "'patient':{'resourceType':'Patient','id':'p1'}";
        String next = bundle(OUD)
                .replace("'type'", "'link':[{'relation':'self','url':'x'},{'relation':'next','url':'y'}],'type'");
        String self = bundle(OUD).replace("'type'", "'link':[{'relation':'self','url':'x'}],'type'");

        assertThat(read(HookService.ORDER_SIGN, order("nx1", "7243"), all + ",'conditions':" + next)
                        .missing())
                .contains("conditions")
                .doesNotContain("patient");
        HookRequest whole = read(
                HookService.ORDER_SIGN,
                order("nx1", "7243"),
                all + ",'conditions':" + self + ",'allergies':null,'consents':{'resourceType':'OperationOutcome'}");
        assertThat(whole.missing()).doesNotContain("conditions", "allergies").contains("consents", "observations");
        assertThat(whole.record().all()).hasSize(1);
        assertThat(read(HookService.ORDER_SIGN, order("nx1", "7243"), "'patient':null")
                        .missing())
                .contains("patient");
        assertThat(sign(order("nx1", "7243"), all))
                .filteredOn(card -> card.getDetail().startsWith("Not sent, or not in full: conditions, observations"))
                .singleElement()
                .satisfies(card -> {
                    assertThat(card.getSource().getLabel()).isEqualTo("OUD FHIR Server");
                    assertThat(card.getIndicator()).isEqualTo(CdsServiceIndicatorEnum.INFO);
                });
    }

    @Test
    void aRefusalSaysWhatIsMissing() {
        assertThatThrownBy(() -> reader.read(HookService.ORDER_SIGN, JSON.readTree("[]")))
                .isInstanceOfSatisfying(
                        Problem.BadRequest.class,
                        problem -> assertThat(problem.issues())
                                .singleElement()
                                .satisfies(issue ->
                                        assertThat(issue.toString()).contains("The body must be a JSON object.")));
    }

    @Test
    void aFactMustSayWhoseItIsAndWhatItIs() {
        for (String fact : List.of(
                OUD.replace("'subject':{'reference':'Patient/p1'},", ""),
                METHADONE.replace("'status':'active',", ""),
                METHADONE.replace("'intent':'order',", ""))) {
            assertThatThrownBy(() -> read(HookService.ORDER_SIGN, order("nx1", "7243"), "'conditions':" + bundle(fact)))
                    .as(fact)
                    .isInstanceOf(Problem.BadRequest.class);
        }
    }

    @Test
    void theChartIsNotAskedForDrafts() throws IOException {
        String tasks = "'tasks':"
                + bundle(
                        "{'resourceType':'Task','id':'t1','status':'requested','intent':'order','code':{'text':'PHQ-9'},"
                                + "'for':{'reference':'Patient/p1'},'restriction':{'period':{'end':'2026-11-01'}},'input':[{'type':{'text':'form'},"
                                + "'valueCanonical':'https://example.org/Questionnaire/phq-9'}]}");
        List<CdsServiceResponseCardJson> cards =
                hooks.answer(read(HookService.PATIENT_VIEW, "", tasks), NOW).getCards();

        CdsServiceResponseCardJson card = card(cards, "The patient's treatment plan");
        assertThat(card.getSummary()).isEqualTo("Overdue by the patient's plan: 1 assessment.");
        assertThat(card.getDetail()).isEqualTo("PHQ-9, due 2026-11-01\n\nEvidence: Task/t1");
        assertThat(card.getSource().getUrl()).isEqualTo(Systems.BASE + "/PlanDefinition/oud-pathway");
        assertThat(card.getSelectionBehaviour()).isNull();
        assertThat(HookService.PATIENT_VIEW.looksAtOrders()).isFalse();
        assertThat(HookService.ORDER_SIGN.prefetchKeys()).doesNotContain("tasks");
    }

    @Test
    void anEhrIsAskedForTheObservationsOfTheRules() {
        assertThat(knowledge.observationCodes())
                .contains("cows-total", "8636-3", "3390-2", "82810-3", "last-opioid-at");
    }

    private List<CdsServiceResponseCardJson> sign(String draft, String prefetch) throws IOException {
        return hooks.answer(read(HookService.ORDER_SIGN, draft, prefetch), NOW).getCards();
    }

    private HookRequest read(HookService service, String draft, String prefetch) throws IOException {
        String orders = draft.isEmpty() ? "" : ",'draftOrders':" + bundle(draft);
        String body =
                "{'hook':'" + service.hook() + "','hookInstance':'d1577c69-dfbe-44ad-ba6d-3e05e953b2ea','context':"
                        + "{'patientId':'p1'" + orders + "},'prefetch':{" + prefetch + "}}";
        return reader.read(
                service, JSON.readTree(body.replace("patient's", "patients").replace('\'', '"')));
    }

    private static CdsServiceResponseCardJson card(List<CdsServiceResponseCardJson> cards, String label) {
        return cards.stream()
                .filter(card -> card.getSource().getLabel().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no card " + label));
    }

    private static String bundle(String resource) {
        return "{'resourceType':'Bundle','type':'collection','entry':[{'resource':" + resource + "}]}";
    }

    private static String order(String id, String rxnorm) {
        return "{'resourceType':'MedicationRequest'," + (id.isEmpty() ? "" : "'id':'" + id + "',")
                + "'status':'draft','intent':'order','subject':{'reference':'Patient/p1'},'medicationCodeableConcept':{'coding':"
                + "[{'system':'" + Systems.RXNORM + "','code':'" + rxnorm + "'}]}}";
    }
}
