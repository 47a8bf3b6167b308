package org.oudfhir.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LoadCommandTest {

    private static final String PATIENT = "{'fullUrl':'urn:uuid:p','resource':{'resourceType':'Patient','id':'p'},"
            + "'request':{'method':'POST','url':'Patient'}}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

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
    void aTransactionIsLoadedWholeAndASecondLoadSendsNothing() throws IOException {
        write("a.json", transaction(PATIENT, observation("o", "urn:uuid:p")));

        assertThat(load()).isZero();
        long sent = posts();
        assertThat(load()).isZero();

        assertThat(server.stored("Patient")).hasSize(1);
        assertThat(server.stored("Observation")).hasSize(1);
        assertThat(posts()).isEqualTo(sent);
        assertThat(out.toString()).contains("2 created").contains("2 done by an earlier run");
    }

    @Test
    void withoutTheMemoryOfTheFirstLoadTheSecondStillDoublesNothing() throws IOException {
        write("a.json", transaction(PATIENT, observation("o", "urn:uuid:p")));
        load();
        Files.delete(folder.resolve(LoadedBefore.FILE));

        assertThat(load()).isZero();

        assertThat(server.stored("Patient")).hasSize(1);
        assertThat(server.stored("Observation")).hasSize(1);
        assertThat(out.toString()).contains("0 created, 2 on the server already");
    }

    @Test
    void anEmptiedDatabaseIsLoadedAgainInSpiteOfTheMemory() throws IOException {
        write("a.json", transaction(PATIENT));
        load();
        server.forgetEverything();

        assertThat(load()).isZero();

        assertThat(server.stored("Patient")).hasSize(1);
    }

    @Test
    void oneRefusedEntryCostsNoOtherAndIsNamedWithItsReason() throws IOException {
        server.refuses(resource -> "bad".equals(Json.text(resource, "status")));
        write(
                "a.json",
                transaction(
                        PATIENT,
                        observation("1", "urn:uuid:p"),
                        observation("2", "urn:uuid:p").replace("final", "bad"),
                        observation("3", "urn:uuid:p")));

        assertThat(load()).isEqualTo(1);

        assertThat(server.stored("Observation")).hasSize(2);
        assertThat(out.toString())
                .contains("refused: a.json entry 2 (Observation): HTTP 422: a rule refuses this Observation");
        assertThat(load()).isEqualTo(1);
        assertThat(server.stored("Observation")).hasSize(2);
    }

    @Test
    void whatBelongsToARefusedPersonIsRefusedToo() throws IOException {
        server.refuses(resource -> Json.text(resource, "resourceType").equals("Patient"));
        write("a.json", transaction(PATIENT, observation("o", "urn:uuid:p")));

        assertThat(load()).isEqualTo(1);

        assertThat(server.stored("Observation")).isEmpty();
        assertThat(out.toString()).contains("entry 1 (Observation): the person it is about was refused");
    }

    @Test
    void aTypeThatIsNotServedIsListedAndWhatRefersToItKeepsAnIdentifier() throws IOException {
        String media =
                "{'fullUrl':'urn:uuid:m','resource':{'resourceType':'Media'},'request':{'method':'POST','url':'Media'}}";
        write(
                "a.json",
                transaction(
                        PATIENT,
                        media,
                        observation("o", "urn:uuid:p")
                                .replace("'status'", "'derivedFrom':[{'reference':'urn:uuid:m'}],'status'")));

        assertThat(load()).isEqualTo(1);

        assertThat(out.toString()).contains("entry 1 (Media): the server does not serve Media");
        assertThat(server.stored("Observation")
                        .get(0)
                        .path("derivedFrom")
                        .path(0)
                        .path("identifier")
                        .path("value")
                        .asText())
                .isEqualTo("urn:uuid:m");
    }

    @Test
    void aPractitionerThatIsNowhereIsKeptAsAnIdentifier() throws IOException {
        write(
                "a.json",
                transaction(
                        PATIENT,
                        observation("o", "urn:uuid:p")
                                .replace(
                                        "'status'",
                                        "'performer':[{'reference':'Practitioner?identifier=http://npi|7'}],'status'")));

        assertThat(load()).isZero();

        assertThat(server.stored("Observation").get(0).path("performer").toString())
                .isEqualTo("[{\"type\":\"Practitioner\",\"identifier\":{\"system\":\"http://npi\",\"value\":\"7\"}}]");
        assertThat(out.toString()).contains("1 link kept as identifiers");
    }

    @Test
    void whatWaitsForALaterFileKeepsItsLinksIntoItsOwnBundle() throws IOException {
        String doctor = "{'fullUrl':'urn:uuid:d','resource':{'resourceType':'Practitioner','id':'d'},"
                + "'request':{'method':'POST','url':'Practitioner'}}";
        String waits = observation("o", "urn:uuid:p")
                .replace(
                        "'status'",
                        "'performer':[{'reference':'urn:uuid:d'},{'reference':'Organization?identifier=http://npi|7'}],'status'");
        String waitsForThat = observation("q", "urn:uuid:p")
                .replace("'status'", "'derivedFrom':[{'reference':'urn:uuid:o'}],'status'");
        write("a.json", transaction(PATIENT, doctor, waits, waitsForThat));
        write(
                "b.json",
                transaction("{'fullUrl':'urn:uuid:g','resource':{'resourceType':'Organization','id':'g',"
                        + "'identifier':[{'system':'http://npi','value':'7'}]},"
                        + "'request':{'method':'POST','url':'Organization'}}"));

        assertThat(load("--parallel", "1")).isZero();

        assertThat(server.stored("Observation")).hasSize(2);
        assertThat(server.stored("Observation").toString())
                .contains("\"performer\":[{\"reference\":\"Practitioner/", "},{\"reference\":\"Organization/")
                .contains("\"derivedFrom\":[{\"reference\":\"Observation/")
                .doesNotContain("urn:uuid:");
        assertThat(out.toString()).doesNotContain("kept as identifiers");
    }

    @Test
    void linesAreLinkedAcrossFilesInAnyOrderAndABadLineIsNamed() throws IOException {
        write(
                "Encounter.ndjson",
                "{'resourceType':'Encounter','id':'1','subject':{'reference':'Patient/1'},'partOf':{'reference':'Encounter/200'}}\n"
                        + "{'resourceType':'Encounter',\n"
                        + IntStream.rangeClosed(2, 200)
                                .mapToObj(i -> "{'resourceType':'Encounter','id':'" + i
                                        + "','subject':{'reference':'Patient/1'}}")
                                .collect(Collectors.joining("\n")));
        write("Patient.ndjson", "{'resourceType':'Patient','id':'1'}\n\n{'resourceType':'Patient','id':'2'}");
        write("Provenance.ndjson", "{'resourceType':'Provenance','id':'1','target':[{'reference':'Encounter/3'}]}");

        assertThat(load()).isEqualTo(1);
        assertThat(load("--source", folder.toAbsolutePath().toString())).isEqualTo(1);

        assertThat(server.stored("Patient")).hasSize(2);
        assertThat(server.stored("Encounter")).hasSize(200);
        assertThat(server.stored("Provenance")).hasSize(1);
        assertThat(server.stored("Encounter"))
                .anyMatch(encounter -> encounter.path("partOf").has("reference"));
        assertThat(out.toString()).contains("refused: Encounter.ndjson line 2: not JSON");
    }

    @Test
    void resourcesWithTheSameIdFromTwoSourcesAreTwoPersons() throws IOException {
        write("Patient.ndjson", "{'resourceType':'Patient','id':'1'}");

        assertThat(load("--source", "clinic A")).isZero();
        assertThat(load("--source", "clinic B")).isZero();

        assertThat(server.stored("Patient")).hasSize(2);
    }

    @Test
    void searchResultsAndCompressedFilesAreRead() throws IOException {
        try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(folder.resolve("s.json.gz")))) {
            file.write(json("{'resourceType':'Bundle','type':'searchset','entry':["
                            + "{'fullUrl':'http://x/fhir/Observation/9','resource':{'resourceType':'Observation','id':'9','status':'final',"
                            + "'valueDecimal':1.50,'subject':{'reference':'Patient/8'}}},"
                            + "{'fullUrl':'http://x/fhir/Patient/8','resource':{'resourceType':'Patient','id':'8'}},"
                            + "{'resource':{'resourceType':'OperationOutcome'},'search':{'mode':'outcome'}}]}")
                    .getBytes(StandardCharsets.UTF_8));
        }

        assertThat(load()).isZero();

        assertThat(server.stored("Observation")
                        .get(0)
                        .path("subject")
                        .path("reference")
                        .asText())
                .startsWith("Patient/");
        assertThat(server.stored("Observation").get(0).path("valueDecimal").toString())
                .isEqualTo("1.50");
    }

    @Test
    void aBusyServerIsAskedAgain() throws IOException {
        AtomicInteger failures = new AtomicInteger(2);
        server.fails(request -> request.startsWith("POST") && failures.getAndDecrement() > 0 ? 503 : 0);
        write("a.json", transaction(PATIENT));

        assertThat(load()).isZero();

        assertThat(server.stored("Patient")).hasSize(1);
    }

    @Test
    void aCallerThatIsNotLetInStopsWithOneLine() throws IOException {
        server.fails(request -> request.startsWith("POST") ? 401 : 0);
        write("a.json", transaction(PATIENT));

        assertThat(load()).isEqualTo(1);

        assertThat(err.toString()).contains("does not let us in").contains("--token-file");
    }

    @Test
    void withoutAServerItSaysSo() throws IOException {
        write("a.json", transaction(PATIENT));
        server.close();

        assertThat(load()).isEqualTo(1);

        assertThat(err.toString()).contains("no server answers at " + server.baseUrl());
    }

    @Test
    void aFolderThatIsNotThereIsAnErrorAndNoFileIsAUsageError() {
        assertThat(run(
                        "load",
                        "--base-url",
                        server.baseUrl(),
                        folder.resolve("nothing").toString()))
                .isEqualTo(1);
        assertThat(run("load")).isEqualTo(2);
        assertThat(run("load", "--help")).isZero();
    }

    private int load(String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "load";
        arguments[1] = "--base-url";
        arguments[2] = server.baseUrl();
        System.arraycopy(options, 0, arguments, 3, options.length);
        arguments[arguments.length - 1] = folder.toString();
        return run(arguments);
    }

    private int run(String... arguments) {
        return new CommandLine(new Program())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private long posts() {
        return server.requests().stream()
                .filter(request -> request.startsWith("POST"))
                .count();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), json(text));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static String transaction(String... entries) {
        return "{'resourceType':'Bundle','type':'transaction','entry':[" + String.join(",", entries) + "]}";
    }

    private static String observation(String id, String subject) {
        return "{'fullUrl':'urn:uuid:" + id + "','resource':{'resourceType':'Observation','id':'" + id
                + "','status':'final','subject':" + "{'reference':'" + subject
                + "'}},'request':{'method':'POST','url':'Observation'}}";
    }

    @CommandLine.Command(subcommands = LoadCommand.class)
    private static final class Program {}
}
