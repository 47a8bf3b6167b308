import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.formats.JsonParser;
import org.hl7.fhir.r4.formats.XmlParser;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r5.elementmodel.Manager.FhirFormat;
import org.hl7.fhir.r5.model.CodeSystem;
import org.hl7.fhir.r5.model.Enumerations.CodeSystemContentMode;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import org.hl7.fhir.r5.utils.validation.constants.ReferenceValidationPolicy;
import org.hl7.fhir.utilities.http.ManagedWebAccess;
import org.hl7.fhir.utilities.npm.NpmPackage;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.hl7.fhir.validation.IgLoader;
import org.hl7.fhir.validation.ValidationEngine;
import org.hl7.fhir.validation.instance.advisor.BasePolicyAdvisorForFullValidation;
import org.hl7.fhir.validation.service.model.InstanceValidatorParameters;

/**
 * Asks HL7's official validator, in a version and a JVM of its own and without a network, what it thinks of the guide: every
 * definition and example of the package, and further files. Run from source:
 *
 * <pre>java -Duser.home=(a folder to work in) -cp (validator) OfficialValidation.java guide.tgz [file.json …]</pre>
 *
 * Prints one line for each error (file, place, text) and at last the number of resources that it looked at.
 */
final class OfficialValidation {

    private static final String CORE = "hl7.fhir.r4.core";
    private static final String VERSION = "4.0.1";

    /** Where HAPI's artifact with FHIR's own definitions keeps them. */
    private static final String DEFINITIONS = "/org/hl7/fhir/r4/model/";

    /** Code systems of guides that no Maven repository serves: they exist, their codes are taken as they are. */
    private static final List<String> FOREIGN = List.of(
            "http://hl7.org/fhir/us/core/CodeSystem/careplan-category",
            "http://hl7.org/fhir/us/core/CodeSystem/condition-category",
            "http://hl7.org/fhir/uv/sdc/CodeSystem/launchContext");

    private static final List<String> BUNDLES = List.of(
            "profile/profiles-types.xml",
            "profile/profiles-resources.xml",
            "profile/profiles-others.xml",
            "extension/extension-definitions.xml",
            "valueset/valuesets.xml",
            "valueset/v2-tables.xml",
            "valueset/v3-codesystems.xml",
            "sp/search-parameters.json");

    public static void main(String[] args) throws Exception {
        PrintStream report = System.out;
        System.setOut(System.err);
        ManagedWebAccess.setAccessPolicy(ManagedWebAccess.WebAccessPolicy.PROHIBITED);
        Path packages = Path.of(System.getProperty("user.home"), ".fhir", "packages");
        writeCorePackage(packages.resolve(CORE + "#" + VERSION));
        writePackage(packages.resolve("hl7.fhir.xver-extensions#0.1.0"), "hl7.fhir.xver-extensions", "0.1.0", Map.of());

        ValidationEngine engine = new ValidationEngine.ValidationEngineBuilder()
                .withVersion(VERSION)
                .withNoTerminologyServer()
                .withCanRunWithoutTerminologyServer(true)
                .withDefaultInstanceValidatorParameters(new InstanceValidatorParameters()
                        .setAssumeValidRestReferences(true)
                        .setExtensions(List.of("any"))
                        .setAllowExampleUrls(true)
                        .setBestPracticeLevel(BestPracticeWarningLevel.Ignore))
                .fromSource(CORE + "#" + VERSION);
        engine.getContext().setCanRunWithoutTerminology(true);
        engine.setPolicyAdvisor(new BasePolicyAdvisorForFullValidation(
                ReferenceValidationPolicy.CHECK_TYPE_IF_EXISTS, Set.of()));
        new IgLoader(engine.getPcm(), engine.getContext(), engine.getVersion(), false)
                .loadIg(engine.getIgs(), engine.getBinaries(), args[0], false);
        for (String system : FOREIGN) {
            engine.seeResource(new CodeSystem().setUrl(system).setContent(CodeSystemContentMode.NOTPRESENT));
        }
        engine.prepare();

        Map<String, byte[]> resources = resources(args);
        for (Map.Entry<String, byte[]> resource : resources.entrySet()) {
            List<ValidationMessage> messages = new ArrayList<>();
            engine.validate(resource.getValue(), FhirFormat.JSON, List.of(), messages);
            for (ValidationMessage message : messages) {
                if (message.getLevel().isError()) {
                    report.println(resource.getKey() + " | " + message.getLocation() + " | "
                            + message.getMessage().replace('\n', ' '));
                }
            }
        }
        report.println(resources.size() + " resources");
        report.flush();
        System.exit(0);
    }

    private static Map<String, byte[]> resources(String[] args) throws IOException {
        Map<String, byte[]> resources = new TreeMap<>();
        try (InputStream tgz = new FileInputStream(args[0])) {
            NpmPackage guide = NpmPackage.fromPackage(tgz);
            for (String folder : List.of("package", "example")) {
                for (String file : guide.list(folder)) {
                    if (file.endsWith(".json") && !file.startsWith(".") && !file.equals("package.json")) {
                        resources.put(file, guide.load(folder, file).readAllBytes());
                    }
                }
            }
        }
        for (int i = 1; i < args.length; i++) {
            resources.put(args[i], Files.readAllBytes(Path.of(args[i])));
        }
        return resources;
    }

    private static void writeCorePackage(Path folder) throws IOException {
        if (Files.exists(folder)) {
            return;
        }
        Map<String, byte[]> files = new HashMap<>();
        for (String name : BUNDLES) {
            try (InputStream stream = OfficialValidation.class.getResourceAsStream(DEFINITIONS + name)) {
                Bundle bundle = (Bundle) (name.endsWith(".xml") ? new XmlParser() : new JsonParser()).parse(stream);
                for (Bundle.BundleEntryComponent entry : bundle.getEntry()) {
                    ByteArrayOutputStream json = new ByteArrayOutputStream();
                    new JsonParser().compose(json, entry.getResource());
                    String file = entry.getResource().fhirType() + "-" + entry.getResource().getIdPart() + ".json";
                    files.putIfAbsent(file, json.toByteArray());
                }
            }
        }
        writePackage(folder, CORE, VERSION, files);
    }

    /** Into a folder of another name first, so that a package which is there is whole. */
    private static void writePackage(Path folder, String name, String version, Map<String, byte[]> files)
            throws IOException {
        if (Files.exists(folder)) {
            return;
        }
        Path unfinished = folder.resolveSibling(name + ".unfinished");
        Path content = Files.createDirectories(unfinished.resolve("package"));
        String manifest = "{\"name\":\"%s\",\"version\":\"%s\",\"type\":\"fhir.core\",\"fhirVersions\":[\"%s\"]}";
        Files.writeString(content.resolve("package.json"), manifest.formatted(name, version, VERSION));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(content.resolve(file.getKey()), file.getValue());
        }
        Files.move(unfinished, folder);
    }
}
