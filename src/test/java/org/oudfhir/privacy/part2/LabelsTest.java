package org.oudfhir.privacy.part2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oudfhir.privacy.part2.Labels.Origin;

/** Labels by origin and content, which a client adds to and never takes away. */
class LabelsTest {

    @Test
    void whatComesFromAProgramIsAPart2Record() {
        assertThat(labels(new Observation(), Origin.PROGRAM))
                .containsExactly("R", "42CFRPart2", "OPIOIDUD", "ETH", "NORDSCLCD");
    }

    /** The index keeps these as one: by system and code, or it would keep each. */
    @Test
    void whatEveryRecordOfAProgramHasIsWhatOneIsGiven() {
        Observation record = new Observation();
        Labels.label(record, Origin.PROGRAM, null);

        assertThat(record.getMeta().getSecurity())
                .usingRecursiveFieldByFieldElementComparatorOnFields("system", "code")
                .containsExactlyInAnyOrderElementsOf(Labels.ofProgram());
    }

    @Test
    void whatComesFromElsewhereIsNot() {
        assertThat(labels(new Observation(), Origin.ELSEWHERE)).containsExactly("N");
    }

    @Test
    void theMarksOfADisclosureAreNoLabels() {
        Observation sentBack = new Observation();
        sentBack.getMeta()
                .addSecurity(new Coding(Labels.ACT_CODE, "MINEC", null))
                .addSecurity(new Coding(Labels.ACT_CODE, "HIV", null))
                .addExtension(new Extension(Labels.DISPLAY, new Annotation().setText("shown")))
                .addExtension(new Extension("urn:other", new StringType("kept")));
        Coding label = new Coding(Labels.ACT_CODE, "42CFRPart2", null);
        label.addExtension(new Extension(Labels.RELATED_ARTIFACT, new RelatedArtifact()));
        sentBack.getMeta().addSecurity(label);

        assertThat(labels(sentBack, Origin.PROGRAM))
                .containsExactly("R", "42CFRPart2", "OPIOIDUD", "ETH", "NORDSCLCD", "HIV");
        assertThat(sentBack.getMeta().getSecurity()).noneMatch(Coding::hasExtension);
        assertThat(sentBack.getMeta().getExtension())
                .extracting(Extension::getUrl)
                .containsExactly("urn:other");
    }

    @ParameterizedTest
    @CsvSource({
        "http://snomed.info/sct, 5602001",
        "http://hl7.org/fhir/sid/icd-10-cm, F11.20",
        "http://hl7.org/fhir/sid/icd-10-cm, F11.10"
    })
    void aDiagnosisFromElsewhereIsSensitiveAndNoPart2Record(String system, String code) {
        Condition condition = new Condition();
        condition.setCode(concept(system, code));

        assertThat(labels(condition, Origin.ELSEWHERE)).containsExactly("R", "OPIOIDUD");
    }

    @Test
    void aFormAboutOpioidsIsSensitiveWhateverIsAnswered() {
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.setQuestionnaire("https://oud-fhir.github.io/ig/Questionnaire/dsm5-oud|1.0.0");

        assertThat(labels(response, Origin.ELSEWHERE)).contains("OPIOIDUD");
        response.setQuestionnaire("https://oud-fhir.github.io/ig/Questionnaire/phq-9|1.0.0");
        response.getMeta().getSecurity().clear();
        assertThat(labels(response, Origin.ELSEWHERE)).containsExactly("N");
    }

    @Test
    void aCounsellingNoteIsVeryRestricted() {
        DocumentReference note = new DocumentReference();
        note.addCategory(concept(Labels.OWN, Labels.COUNSELING_NOTE));

        assertThat(labels(note, Origin.PROGRAM)).contains("V", "NODSCLCD", Labels.COUNSELING_NOTE, "42CFRPart2");
        assertThat(Labels.of(note, Optional.empty()).counselingNote()).isTrue();
    }

    @Test
    void aPartnersViolenceIsLabelledWhereverItIsToldOf() {
        Observation item = new Observation();
        item.setCode(concept("http://loinc.org", "95618-5"));
        Task task = new Task();
        task.addExtension(
                "https://oud-fhir.github.io/ig/StructureDefinition/factor-addressed",
                concept("https://oud-fhir.github.io/ig/CodeSystem/oud-factor", "adult-abuse"));
        QuestionnaireResponse answered = new QuestionnaireResponse();
        answered.addItem()
                .setLinkId("ahc")
                .addItem()
                .setLinkId("95618-5")
                .addAnswer()
                .setValue(new StringType("x"));
        QuestionnaireResponse silent = new QuestionnaireResponse();
        silent.addItem().setLinkId("ahc").addItem().setLinkId("95618-5");

        for (Resource resource : List.of(item, task, answered)) {
            assertThat(labels(resource, Origin.ELSEWHERE))
                    .as(resource.fhirType())
                    .contains("SDV", "R");
        }
        assertThat(labels(silent, Origin.ELSEWHERE)).containsExactly("N");
    }

    @Test
    void aClientDoesNotStripALabel() {
        Observation before = new Observation();
        Labels.label(before, Origin.PROGRAM, null);
        Observation after = new Observation();
        Labels.label(after, Origin.ELSEWHERE, before);

        assertThat(codes(after)).isEqualTo(codes(before));
    }

    @Test
    void aClientDoesNotLowerALevel() {
        Observation sent = new Observation();
        sent.getMeta().addSecurity(new Coding(Labels.CONFIDENTIALITY, "U", null));

        assertThat(labels(sent, Origin.PROGRAM)).contains("R").doesNotContain("U");
    }

    @Test
    void aClientMayAddWhatProtects() {
        Observation sent = new Observation();
        sent.getMeta().addSecurity(new Coding(Labels.ACT_CODE, "HIV", null));
        sent.getMeta().addSecurity(new Coding(Labels.CONFIDENTIALITY, "V", null));
        sent.getMeta().addSecurity(new Coding("http://example.org/labels", "R", null));

        assertThat(labels(sent, Origin.ELSEWHERE)).containsExactly("V", "HIV", "R");
    }

    @Test
    void aReceivedPart2RecordStaysOne() {
        Observation sent = new Observation();
        sent.getMeta().addSecurity(new Coding(Labels.ACT_CODE, "42CFRPart2", null));

        assertThat(labels(sent, Origin.ELSEWHERE)).contains("R", "42CFRPart2", "NORDSCLCD");
    }

    @Test
    void aWithdrawnCodeIsReadAndNotWritten() {
        Observation sent = new Observation();
        sent.getMeta().addSecurity(new Coding(Labels.ACT_CODE, "NORDSLCD", null));

        assertThat(labels(sent, Origin.ELSEWHERE)).containsExactly("N", "NORDSCLCD");
    }

    /** Nobody has looked at it: stored before there were labels, or by something that does not label. */
    @Test
    void whatHasNoLevelCountsAsAPart2Record() {
        Observation unseen = new Observation();
        unseen.getMeta().addSecurity(new Coding(Labels.ACT_CODE, "HIV", null));
        assertThat(Labels.of(unseen, Optional.of("a")).part2()).isTrue();

        Labels.label(unseen, Origin.ELSEWHERE, null);
        assertThat(Labels.of(unseen, Optional.of("a")).isOrdinary()).isTrue();
    }

    @Test
    void labellingTwiceChangesNothing() {
        Observation once = new Observation();
        Labels.label(once, Origin.PROGRAM, null);
        List<String> first = codes(once);
        Labels.label(once, Origin.PROGRAM, once.copy());

        assertThat(codes(once)).isEqualTo(first);
    }

    private static List<String> labels(Resource resource, Origin origin) {
        Labels.label(resource, origin, null);
        return codes(resource);
    }

    private static List<String> codes(Resource resource) {
        return resource.getMeta().getSecurity().stream().map(Coding::getCode).toList();
    }

    private static CodeableConcept concept(String system, String code) {
        return new CodeableConcept().addCoding(new Coding(system, code, null));
    }
}
