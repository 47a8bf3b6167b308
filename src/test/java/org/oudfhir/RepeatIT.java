package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;
import org.oudfhir.fhir.Systems;

/** The same intake sent again, sent by many, sent changed, or sent for someone who cannot have a plan. */
class RepeatIT {

    private static final int CLIENTS = 8;

    private final Api api = RunningServer.api();

    @Test
    void theSameIntakeAgainIsAnsweredWithTheStoredOneAndChangesNothing() {
        Visit visit = Visit.of("SYN-0007");
        QuestionnaireResponse intake = visit.intake();
        Api.Answer first = api.post(intake);
        List<String> everything = versions(visit);

        Api.Answer second = api.post(intake);

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(second.status()).as(second.text()).isEqualTo(200);
        assertThat(second.as(QuestionnaireResponse.class).getIdElement().getIdPart())
                .isEqualTo(first.id());
        assertThat(visit.plans("draft")).hasSize(1);
        assertThat(versions(visit)).containsExactlyElementsOf(everything);
    }

    @Test
    void theSameIntakeWithoutAnIdentifierIsRecognisedByItsContent() {
        Visit visit = Visit.of("SYN-0004");
        QuestionnaireResponse intake = visit.intake();
        intake.setIdentifier(null);

        Api.Answer first = api.post(intake);
        Api.Answer second = api.post(intake);

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(second.status()).as(second.text()).isEqualTo(200);
        assertThat(api.count("QuestionnaireResponse?patient=" + visit.patientId()))
                .isEqualTo(1);
        assertThat(visit.plans("draft")).hasSize(1);
    }

    @Test
    void eightClientsAtOnceGiveOneResponseAndOnePlan() throws InterruptedException, ExecutionException {
        Visit visit = Visit.of("SYN-0004");
        QuestionnaireResponse intake = visit.intake();

        List<Api.Answer> answers = atOnce(() -> api.post(intake));

        assertThat(answers.stream().collect(Collectors.groupingBy(Api.Answer::status, Collectors.counting())))
                .as(answers.toString())
                .containsOnlyKeys(201, 200)
                .containsEntry(201, 1L);
        assertThat(api.count("QuestionnaireResponse?patient=" + visit.patientId()))
                .isEqualTo(1);
        assertThat(api.count("CarePlan?patient=" + visit.patientId())).isEqualTo(7);
        assertThat(visit.plans("draft")).hasSize(1);
        assertThat(findings(visit)).hasSize(16).doesNotHaveDuplicates();
    }

    @Test
    void theSameIdentifierWithOtherContentIsAConflict() {
        Visit visit = Visit.of("SYN-0004").done();
        QuestionnaireResponse other = visit.intake("phq-9 = 3,3,3,3,3,3,3,3,0");

        Api.Answer answer = api.post(other);

        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        assertThat(api.count("QuestionnaireResponse?patient=" + visit.patientId()))
                .isEqualTo(1);
    }

    @Test
    void theSameTransactionTwiceGivesOneResponseAndOnePlan() {
        Visit visit = Visit.of("SYN-0004");
        QuestionnaireResponse intake = visit.intake();
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        bundle.addEntry()
                .setResource(intake)
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl("QuestionnaireResponse")
                .setIfNoneExist("identifier=" + intake.getIdentifier().getSystem() + "|"
                        + intake.getIdentifier().getValue());

        Api.Answer first = api.transaction(bundle);
        Api.Answer second = api.transaction(bundle);

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(second.status()).as(second.text()).isEqualTo(200);
        assertThat(first.as(Bundle.class).getEntryFirstRep().getResponse().getStatus())
                .startsWith("201");
        assertThat(second.as(Bundle.class).getEntryFirstRep().getResponse().getStatus())
                .startsWith("200");
        assertThat(api.count("QuestionnaireResponse?patient=" + visit.patientId()))
                .isEqualTo(1);
        assertThat(visit.plans("draft")).hasSize(1);
    }

    @Test
    void eightTransactionsAtOnceStoreOneResponseEvenWithoutIdentifier()
            throws InterruptedException, ExecutionException {
        Visit visit = Visit.of("SYN-0004");
        QuestionnaireResponse intake = visit.intake();
        intake.setIdentifier(null);
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        bundle.addEntry()
                .setResource(intake)
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl("QuestionnaireResponse");

        List<Api.Answer> answers = atOnce(() -> api.transaction(bundle));

        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.text()).isIn(200, 409));
        assertThat(api.transaction(bundle).status()).isEqualTo(200);
        assertThat(api.count("QuestionnaireResponse?patient=" + visit.patientId()))
                .isEqualTo(1);
        assertThat(visit.plans("draft")).hasSize(1);
    }

    @Test
    void anAmendedIntakeCorrectsItsFindingsAndReplacesItsDraft() {
        Visit visit = Visit.of("SYN-0004");
        String id = api.post(visit.intake()).id();
        String former = visit.draft().getIdElement().getIdPart();
        QuestionnaireResponse amended = visit.intake("phq-9 = 3,3,3,3,3,3,3,3,0");
        amended.setStatus(QuestionnaireResponseStatus.AMENDED).setId(id);

        Api.Answer answer = api.put(amended);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(findings(visit)).hasSize(16).doesNotHaveDuplicates();
        Observation depression = api.search(
                        Observation.class,
                        "patient=" + visit.patientId() + "&code=" + Api.token(Systems.FACTOR, "depression"))
                .get(0);
        assertThat(depression.getStatus()).isEqualTo(Observation.ObservationStatus.CORRECTED);
        assertThat(depression.getValueCodeableConcept().getCodingFirstRep().getCode())
                .isEqualTo("present");
        assertThat(visit.draft().getIdElement().getIdPart()).isNotEqualTo(former);
        assertThat(api.read(CarePlan.class, former).getStatus()).isEqualTo(CarePlan.CarePlanStatus.REVOKED);
    }

    @Test
    void aPlanThatCannotBeMadeLeavesTheResponseAndAFailedTask() {
        Visit visit = Visit.of("SYN-0004");
        Patient patient = api.read(Patient.class, visit.patientId());
        assertThat(api.put(patient.setDeceased(new BooleanType(true))).status()).isEqualTo(200);

        Api.Answer answer = api.post(visit.intake());

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(api.get("QuestionnaireResponse/" + answer.id()).status()).isEqualTo(200);
        assertThat(api.count("CarePlan?patient=" + visit.patientId())).isZero();
        List<Task> failed = api.search(Task.class, "patient=" + visit.patientId() + "&status=failed");
        assertThat(failed).hasSize(1);
        assertThat(failed.get(0).getFocus().getReference()).isEqualTo("QuestionnaireResponse/" + answer.id());
        assertThat(failed.get(0).getStatusReason().getText()).contains("deceased");
        assertThat(answer.links())
                .anySatisfy(link -> assertThat(link)
                        .contains("Task/" + failed.get(0).getIdElement().getIdPart())
                        .contains(Systems.REL_TASK));

        Api.Answer proposal = api.post("Patient/" + visit.patientId() + "/$propose-care-plan", new Parameters());

        assertThat(proposal.status()).isEqualTo(422);
        assertThat(proposal.fault()).contains("Patient.deceased");
    }

    @Test
    void theFailedTaskIsDoneOnceTheCauseIsRemovedAndTheIntakeComesAgain() {
        Visit visit = Visit.of("SYN-0004");
        QuestionnaireResponse intake = visit.intake();
        Patient patient = api.read(Patient.class, visit.patientId());
        api.put(patient.setDeceased(new BooleanType(true)));
        assertThat(api.post(intake).status()).isEqualTo(201);
        api.put(patient.setDeceased(null));

        Api.Answer again = api.post(intake);

        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.links()).isEmpty();
        assertThat(visit.plans("draft")).hasSize(1);
        assertThat(api.search(Task.class, "patient=" + visit.patientId() + "&status=failed"))
                .isEmpty();
        assertThat(api.search(Task.class, "patient=" + visit.patientId() + "&status=completed"))
                .hasSize(1)
                .allMatch(task -> task.getStatus() == TaskStatus.COMPLETED);
    }

    private List<Api.Answer> atOnce(Supplier<Api.Answer> request) throws InterruptedException, ExecutionException {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Api.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                answers.add(clients.submit(() -> {
                    start.await();
                    return request.get();
                }));
            }
            start.countDown();
            List<Api.Answer> got = new ArrayList<>();
            for (Future<Api.Answer> answer : answers) {
                got.add(answer.get());
            }
            return got;
        } finally {
            clients.shutdownNow();
        }
    }

    private List<String> findings(Visit visit) {
        return api.search(Observation.class, "patient=" + visit.patientId()).stream()
                .flatMap(observation -> observation.getCode().getCoding().stream())
                .filter(coding -> Systems.FACTOR.equals(coding.getSystem()))
                .map(Coding::getCode)
                .toList();
    }

    /** The versions of all that was derived for the patient. */
    private List<String> versions(Visit visit) {
        List<Resource> all = new ArrayList<>(api.search(Observation.class, "patient=" + visit.patientId()));
        all.addAll(api.search(CarePlan.class, "patient=" + visit.patientId()));
        all.addAll(api.search(Task.class, "patient=" + visit.patientId()));
        return all.stream()
                .map(resource -> resource.getIdElement().toUnqualified().getValue())
                .sorted()
                .toList();
    }
}
