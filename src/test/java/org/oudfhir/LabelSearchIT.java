package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oudfhir.fhir.Systems;
import org.oudfhir.privacy.part2.Labels;

/** A record is found by each label that it has and by none that it has not, however many of them the index keeps as one. */
class LabelSearchIT {

    private static final String RUN = "label-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private static final String FORGED = Systems.BASE + "/label-set";

    private static Api api;

    /**
     * A program's record; the same with a label more, and with a higher level; one of nobody's, with labels that are sent. The
     * level and four labels of the first are what every record of a program has.
     */
    @BeforeAll
    static void store() {
        api = RunningServer.api();
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        put(bundle, named(new Patient(), "patient"));
        put(bundle, observation("program"));
        put(bundle, labelled(observation("violence"), Labels.ACT_CODE, "SDV"));
        put(bundle, labelled(observation("very"), Labels.CONFIDENTIALITY, "V"));
        put(bundle, observation("panel").addHasMember(new Reference("Observation/" + RUN + "program")));
        assertThat(api.transaction(bundle).status()).isEqualTo(200);
        Organization nobodys = named(new Organization().setName("Nobody's"), "nobodys");
        labelled(nobodys, Labels.ACT_CODE, "ETH");
        labelled(nobodys, Labels.CONFIDENTIALITY, "N");
        labelled(nobodys, FORGED, "42CFRPart2+ETH+NORDSCLCD+OPIOIDUD+R");
        assertThat(api.put(nobodys).status()).isEqualTo(201);
        valueSet("opioids", Labels.ACT_CODE, "OPIOIDUD");
        valueSet("violence", Labels.ACT_CODE, "SDV");
        valueSet("levels", Labels.CONFIDENTIALITY, "R");
    }

    private static void put(Bundle bundle, Resource resource) {
        bundle.addEntry()
                .setResource(resource)
                .getRequest()
                .setMethod(HTTPVerb.PUT)
                .setUrl(resource.fhirType() + "/" + resource.getIdElement().getIdPart());
    }

    private static <T extends Resource> T named(T resource, String name) {
        resource.setId(RUN + name);
        return resource;
    }

    private static <T extends Resource> T labelled(T resource, String system, String code) {
        resource.getMeta().addSecurity(new Coding(system, code, null));
        return resource;
    }

    private static Observation observation(String name) {
        Observation observation = named(new Observation(), name)
                .setStatus(ObservationStatus.FINAL)
                .setSubject(new Reference("Patient/" + RUN + "patient"));
        observation.getCode().addCoding(new Coding("urn:oud-it:labels", name, null));
        return observation;
    }

    private static void valueSet(String name, String system, String code) {
        ValueSet set =
                named(new ValueSet(), name).setUrl("urn:oud-it:" + RUN + name).setStatus(PublicationStatus.ACTIVE);
        set.getCompose().addInclude().setSystem(system).addConcept().setCode(code);
        assertThat(api.put(set).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "_security=ACT|42CFRPart2; program violence very",
                "_security=ACT|ETH; program violence very",
                "_security=ETH; program violence very",
                "_security=|ETH; ''",
                "_security=ACT|; program violence very",
                "_security=LEVEL|R; program violence",
                "_security=LEVEL|V; very",
                "_security=LEVEL|; program violence very",
                "_security=ACT|R; ''",
                "_security=LEVEL|ETH; ''",
                "_security=LEVEL|V,ACT|SDV; violence very",
                "_security=LEVEL|N,ETH; program violence very",
                "_security=LEVEL|R&_security=ACT|SDV; violence",
                "_security=LEVEL|R&_security=ACT|NORDSCLCD; program violence",
                "_security=ACT|SDV; violence",
                "_security=FORGED|; ''",
                "_security=FORGED|42CFRPart2%2BETH%2BNORDSCLCD%2BOPIOIDUD%2BR; ''",
                "_security:not=FORGED|,ACT|SDV; program very",
                "_security:not=ACT|ETH; ''",
                "_security:not=LEVEL|R; very",
                "_security:not=ACT|SDV; program very",
                "_security:not=LEVEL|; ''",
                "_security:in=SETopioids; program violence very",
                "_security:in=SETviolence; violence",
                "_security:in=SETlevels; program violence",
                "_security:not-in=SETopioids&_security=LEVEL|R&_security:not=SDV; ''",
                "_security:not-in=SETviolence&_security=LEVEL|R&_security:not=SDV; program",
                "_security:below=ACT|_InformationSensitivityPolicy; program violence very",
                "_security:below=ACT|OPIOIDUD; program violence very",
                "_security:above=ACT|OPIOIDUD; program violence very",
                "_security:above=ACT|SDV; violence",
                "_security:missing=false; program violence very",
                "_security:missing=true; ''",
            })
    void aRecordIsFoundByWhatItIsLabelledWith(String query, String expected) {
        assertThat(found("Observation?code=urn:oud-it:labels%7Cprogram,urn:oud-it:labels%7Cviolence,"
                        + "urn:oud-it:labels%7Cvery&patient=" + RUN + "patient&" + query))
                .containsExactlyInAnyOrderElementsOf(names(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "_security=ACT|ETH; nobodys",
                "_security=ACT|42CFRPart2; ''",
                "_security=LEVEL|R; ''",
                "_security:not=LEVEL|R; nobodys",
                "_security=FORGED|; ''",
            })
    void whatIsNoRecordIsFoundByWhatItIsLabelledWith(String query, String expected) {
        assertThat(found("Organization?_id=" + RUN + "nobodys&" + query))
                .containsExactlyInAnyOrderElementsOf(names(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Observation?code=panel&has-member:Observation._security=ACT|NORDSCLCD; panel",
                "Observation?code=panel&has-member:Observation._security=ACT|SDV; ''",
                "Observation?code=violence&subject:Patient._security=ETH; violence",
                "Observation?code=violence&subject:Patient._security=LEVEL|V; ''",
                "Patient?_has:Observation:patient:_security=LEVEL|R; patient",
                "Patient?_has:Observation:patient:_security=LEVEL|N; ''",
            })
    void labelsAreFoundThroughReferences(String query, String expected) {
        String narrowed =
                query.startsWith("Patient") ? query + "&_id=" + RUN + "patient" : query + "&patient=" + RUN + "patient";
        assertThat(found(narrowed)).containsExactlyInAnyOrderElementsOf(names(expected));
    }

    @Test
    void aRecordIsFoundByTheLabelsOfItsLastVersion() {
        assertThat(api.put(observation("raised")).status()).isEqualTo(201);
        String raised = "Observation?_id=" + RUN + "raised&_security=";
        assertThat(found(raised + "LEVEL|R")).containsExactly("raised");

        assertThat(api.put(labelled(observation("raised"), Labels.CONFIDENTIALITY, "V"))
                        .status())
                .isEqualTo(200);

        assertThat(found(raised + "LEVEL|R")).isEmpty();
        assertThat(found(raised + "LEVEL|V")).containsExactly("raised");
        assertThat(found(raised + "ACT|ETH")).containsExactly("raised");
    }

    private static List<String> names(String expected) {
        return expected.isBlank() ? List.of() : List.of(expected.split(" "));
    }

    private static List<String> found(String query) {
        String full = query;
        for (Map.Entry<String, String> shortened : Map.of(
                        "LEVEL",
                        Labels.CONFIDENTIALITY,
                        "ACT",
                        Labels.ACT_CODE,
                        "FORGED",
                        FORGED,
                        "SET",
                        "urn:oud-it:" + RUN)
                .entrySet()) {
            full = full.replaceAll(
                    "(?<![A-Za-z])" + shortened.getKey() + "(?=[|a-z])",
                    URLEncoder.encode(shortened.getValue(), StandardCharsets.UTF_8));
        }
        Api.Answer answer = api.get(full.replace("|", "%7C"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.as(Bundle.class).getEntry().stream()
                .map(entry -> entry.getResource().getIdElement().getIdPart().substring(RUN.length()))
                .toList();
    }
}
