package org.oudfhir.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoCommandTest {

    @SuppressWarnings("NullAway.Init")
    private FakeFhirServer server;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void start() throws IOException {
        server = new FakeFhirServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void eachPersonsPlanIsPrintedWithItsReasonsAndRulesInAHundredColumns() {
        aPlanComesBack();

        assertThat(demo("--count", "0")).isZero();

        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(out.toString())
                .contains("SYN-0001    Alder, Vignette (invented), male, 29: used a full agonist 16 hours ago")
                .contains("Scores      PHQ-9 13 moderate, COWS incomplete")
                .contains("Factors     mental-health present: depression (moderate), ptsd unknown (not-asked)")
                .contains("-- Induction ---")
                .contains(
                        "Rx: buprenorphine 8 MG / naloxone 2 MG [RxNorm   depression, opioid use   buprenorphine-naloxone")
                .contains("1010604]: 4 mg under the tongue                  disorder")
                .contains("Note        naltrexone: opioid-positive test (rule MR-02)")
                .contains("4 of 4 care plans");
    }

    @Test
    void runTwiceItCreatesNothingTwice() {
        aPlanComesBack();
        demo("--count", "3");

        assertThat(demo("--count", "3")).isZero();

        assertThat(server.stored("Patient")).hasSize(7);
        assertThat(server.stored("QuestionnaireResponse")).hasSize(7);
        assertThat(server.stored("Consent")).hasSize(7);
    }

    @Test
    void aMissingPlanIsSaidAndIsAFailure() {
        assertThat(demo("--count", "0")).isEqualTo(1);

        assertThat(out.toString()).contains("PROBLEM     no plan was proposed").contains("0 of 4 care plans");
    }

    @Test
    void withoutAServerItSaysHowToStartOne() {
        server.close();

        assertThat(demo()).isEqualTo(1);

        assertThat(err.toString()).contains("no server answers at").contains("serve");
    }

    private void aPlanComesBack() {
        server.answers(
                "GET CarePlan?",
                json(
                        "{'entry':[{'resource':{'resourceType':'CarePlan','id':'1','status':'draft',"
                                + "'note':[{'text':'naltrexone: opioid-positive test (rule MR-02)'}]}},"
                                + "{'resource':{'resourceType':'CarePlan','id':'2','title':'Induction','partOf':[{'reference':'CarePlan/1'}],"
                                + "'category':[{'coding':[{'code':'phase-2'}]}],'activity':[{'reference':{'reference':'MedicationRequest/5'}}]}}]}"));
        server.answers(
                "GET MedicationRequest?",
                json("{'entry':[{'resource':{'resourceType':'MedicationRequest','id':'5','intent':'proposal',"
                        + "'medicationCodeableConcept':{'coding':[{'code':'1010604','display':'buprenorphine 8 MG / naloxone 2 MG'}]},"
                        + "'dosageInstruction':[{'text':'4 mg under the tongue'}],"
                        + "'instantiatesCanonical':['https://oud-fhir.github.io/ig/ActivityDefinition/buprenorphine-naloxone|1.0.0'],"
                        + "'reasonReference':[{'reference':'Observation/7'},{'reference':'Condition/8'}]}}]}"));
        server.answers(
                "GET Observation?",
                json(
                        "{'entry':[{'resource':{'code':{'coding':[{'code':'44261-6'}]},"
                                + "'valueQuantity':{'value':13},'interpretation':[{'text':'moderate'}]}},"
                                + "{'resource':{'code':{'coding':[{'code':'cows-total'}]},'dataAbsentReason':{'text':'unknown'}}}]}"));
        for (int i = 1; i < 60; i++) {
            server.answers(
                    "GET Patient/" + i + "/$factor-profile",
                    json("{'parameter':["
                            + "{'name':'factor','part':[{'name':'factor','valueCoding':{'code':'depression'}},"
                            + "{'name':'category','valueCoding':{'code':'mental-health'}},{'name':'value','valueCode':'present'},"
                            + "{'name':'severity','valueCodeableConcept':{'text':'moderate'}},"
                            + "{'name':'finding','valueReference':{'reference':'Observation/7'}}]},"
                            + "{'name':'factor','part':[{'name':'factor','valueCoding':{'code':'ptsd'}},"
                            + "{'name':'category','valueCoding':{'code':'mental-health'}},{'name':'value','valueCode':'unknown'},"
                            + "{'name':'reason','valueCode':'not-asked'}]},"
                            + "{'name':'category','part':[{'name':'category','valueCoding':{'code':'mental-health'}},"
                            + "{'name':'value','valueCode':'present'}]}]}"));
        }
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private int demo(String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "demo";
        arguments[1] = "--base-url";
        arguments[2] = server.baseUrl();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return new CommandLine(new Program())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @CommandLine.Command(subcommands = DemoCommand.class)
    private static final class Program {}
}
