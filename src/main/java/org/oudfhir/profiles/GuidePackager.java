package org.oudfhir.profiles;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.ImplementationGuide.ImplementationGuideDefinitionResourceComponent;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.Resource;

/**
 * Makes the FHIR package of the guide while the product is built: the JSON of {@code profiles/generated}, with snapshots in
 * the StructureDefinitions and the CQL in the Libraries. Needs neither Node nor a network, and is skipped while nothing it
 * reads has changed.
 */
public final class GuidePackager {

    /** SUSHI leaves this content id where the file's text belongs. */
    private static final String CQL_PLACEHOLDER = "ig-loader-";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final FhirContext context = FhirContext.forR4();
    private final IParser parser = context.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
    private final Path profiles;

    private GuidePackager(Path profiles) {
        this.profiles = profiles;
    }

    /** {@code GuidePackager <project folder>} writes the package into {@code target/classes}. */
    public static void main(String[] args) throws IOException {
        Path project = Path.of(args[0]);
        Path target = project.resolve("target");
        Path output = target.resolve("classes/org/oudfhir/profiles").resolve(Guide.FILE);
        Path stamp = target.resolve("guide-package.sha256");
        String inputs = hashOfInputs(
                project, output.resolveSibling("GuidePackager.class"), output.resolveSibling("Snapshots.class"));
        if (Files.exists(output)
                && Files.exists(stamp)
                && Files.readString(stamp).equals(inputs)) {
            return;
        }
        Files.write(output, new GuidePackager(project.resolve("profiles")).pack());
        Files.writeString(stamp, inputs);
    }

    /** The bytes of the package made from a folder of profiles. */
    static byte[] pack(Path profiles) throws IOException {
        return new GuidePackager(profiles).pack();
    }

    private byte[] pack() throws IOException {
        List<Resource> resources = read();
        ImplementationGuide guide = guide(resources);
        Set<String> examples = examples(guide);
        Snapshots.add(context, resources);
        addCql(resources);

        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(Guide.FOLDER + "package.json", JSON.writeValueAsBytes(manifest(guide)));
        addFolder(files, Guide.FOLDER, resources, resource -> !examples.contains(reference(resource)));
        addFolder(files, Guide.EXAMPLES, resources, resource -> examples.contains(reference(resource)));
        return Tgz.write(files);
    }

    private List<Resource> read() throws IOException {
        List<Resource> resources = new ArrayList<>();
        for (Path file : list(profiles.resolve("generated"), ".json")) {
            try {
                resources.add((Resource) parser.parseResource(Files.readString(file)));
            } catch (RuntimeException e) {
                throw new IllegalStateException(file + " is not a valid FHIR R4 resource: " + e.getMessage(), e);
            }
        }
        return resources;
    }

    private static ImplementationGuide guide(List<Resource> resources) {
        List<ImplementationGuide> guides = resources.stream()
                .filter(ImplementationGuide.class::isInstance)
                .map(ImplementationGuide.class::cast)
                .toList();
        if (guides.size() != 1) {
            throw new IllegalStateException(
                    "profiles/generated must hold one ImplementationGuide, not " + guides.size());
        }
        return guides.get(0);
    }

    private static Set<String> examples(ImplementationGuide guide) {
        return guide.getDefinition().getResource().stream()
                .filter(GuidePackager::isExample)
                .map(entry -> entry.getReference().getReference())
                .collect(Collectors.toSet());
    }

    private static boolean isExample(ImplementationGuideDefinitionResourceComponent entry) {
        return entry.hasExampleCanonicalType()
                || (entry.hasExampleBooleanType()
                        && entry.getExampleBooleanType().booleanValue());
    }

    private void addCql(List<Resource> resources) throws IOException {
        Map<String, Path> sources =
                list(profiles, ".cql").stream().collect(Collectors.toMap(GuidePackager::fileName, file -> file));
        for (Resource resource : resources) {
            if (resource instanceof Library library) {
                for (Attachment content : library.getContent()) {
                    if (content.hasId() && content.getId().startsWith(CQL_PLACEHOLDER)) {
                        embed(content, sources);
                    }
                }
            }
        }
    }

    private static void embed(Attachment content, Map<String, Path> sources) throws IOException {
        String name = content.getId().substring(CQL_PLACEHOLDER.length());
        Path source = sources.get(name);
        if (source == null) {
            throw new IllegalStateException("A Library names " + name + ", but profiles/ has no such file");
        }
        content.setContentType("text/cql").setData(Files.readAllBytes(source)).setId(null);
    }

    private ObjectNode manifest(ImplementationGuide guide) {
        ObjectNode manifest = JSON.createObjectNode()
                .put("name", guide.getPackageId())
                .put("version", guide.getVersion())
                .put("tools-version", 3)
                .put("type", "IG")
                .put("license", guide.getLicense().toCode())
                .put("canonical", canonicalBase(guide))
                .put("url", canonicalBase(guide))
                .put("title", guide.getTitle())
                .put("description", guide.getDescription())
                .put("author", guide.getPublisher());
        manifest.putArray("fhirVersions").add(context.getVersion().getVersion().getFhirVersionString());
        manifest.putObject("dependencies")
                .put("hl7.fhir.r4.core", context.getVersion().getVersion().getFhirVersionString());
        manifest.putObject("directories").put("lib", "package").put("example", "example");
        return manifest;
    }

    private static String canonicalBase(ImplementationGuide guide) {
        return guide.getUrl().substring(0, guide.getUrl().indexOf("/ImplementationGuide/"));
    }

    private void addFolder(
            SortedMap<String, byte[]> files, String folder, List<Resource> resources, Predicate<Resource> wanted)
            throws IOException {
        List<PackageIndex.Entry> index = new ArrayList<>();
        for (Resource resource : resources.stream().filter(wanted).toList()) {
            String name = resource.fhirType() + "-" + resource.getIdElement().getIdPart() + ".json";
            String text = parser.encodeResourceToString(resource);
            files.put(folder + name, text.getBytes(StandardCharsets.UTF_8));
            index.add(entry(name, JSON.readTree(text)));
        }
        files.put(folder + PackageIndex.FILE, JSON.writeValueAsBytes(new PackageIndex(PackageIndex.VERSION, index)));
    }

    private static PackageIndex.Entry entry(String name, JsonNode resource) {
        return new PackageIndex.Entry(
                name,
                resource.path("resourceType").asText(),
                resource.path("id").asText(),
                resource.path("url").asText(null),
                resource.path("version").asText(null),
                resource.path("kind").asText(null),
                resource.path("type").isTextual() ? resource.path("type").asText() : null,
                resource.path("derivation").asText(null));
    }

    private static String reference(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    /** Everything that decides about the package: the definitions, the CQL, the library versions, the classes that make it. */
    private static String hashOfInputs(Path project, Path... classes) throws IOException {
        List<Path> inputs = new ArrayList<>(List.of(classes));
        inputs.add(project.resolve("pom.xml"));
        inputs.addAll(list(project.resolve("profiles/generated"), ".json"));
        inputs.addAll(list(project.resolve("profiles"), ".cql"));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path input : inputs) {
                digest.update(fileName(input).getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(input));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> list(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> fileName(file).endsWith(ending))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String fileName(Path file) {
        return Objects.requireNonNull(file.getFileName()).toString();
    }
}
