package org.oudfhir.profiles;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.Resource;

/**
 * The definitions of this product: its profiles, terminology, questionnaires, rules, search parameters and operations, from
 * the FHIR package that the build puts beside this class. Read once; a resource is parsed when it is first asked for, is
 * then shared, and must not be changed.
 */
public final class Guide {

    static final String FILE = "oud-fhir-guide.tgz";

    static final String FOLDER = "package/";
    static final String EXAMPLES = "package/example/";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Definitions refer to those before them: the order in which a server can install them. */
    private static final List<String> INSTALLATION_ORDER = List.of(
            "NamingSystem",
            "CodeSystem",
            "ValueSet",
            "ConceptMap",
            "StructureDefinition",
            "SearchParameter",
            "OperationDefinition",
            "Questionnaire",
            "Library",
            "ActivityDefinition",
            "PlanDefinition",
            "Measure",
            "CapabilityStatement",
            "ImplementationGuide");

    private final FhirContext context;
    private final Map<String, byte[]> files;
    private final String fingerprint;
    private final JsonNode manifest;
    private final List<PackageIndex.Entry> index;
    private final Map<String, PackageIndex.Entry> byCanonical = new HashMap<>();
    private final Map<String, Resource> parsed = new ConcurrentHashMap<>();

    private Guide(FhirContext context, Map<String, byte[]> files, String fingerprint) throws IOException {
        this.context = context;
        this.files = files;
        this.fingerprint = fingerprint;
        this.manifest = JSON.readTree(file("package/package.json"));
        this.index = index(FOLDER).files().stream()
                .sorted(Comparator.comparing(entry -> INSTALLATION_ORDER.indexOf(entry.resourceType())))
                .toList();
        for (PackageIndex.Entry entry : index) {
            if (entry.url() != null) {
                byCanonical.put(entry.url(), entry);
            }
        }
        requireComplete();
    }

    /** The guide inside the jar. Ends with an exception when it is missing or incomplete: the server cannot work without. */
    public static Guide load(FhirContext context) {
        try (InputStream stream = Guide.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException("This build lacks its FHIR package " + FILE + ": build with Maven");
            }
            return read(context, stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("The FHIR package " + FILE + " cannot be read", e);
        }
    }

    static Guide read(FhirContext context, byte[] tgz) throws IOException {
        String hash = HexFormat.of().formatHex(DigestUtils.sha256(tgz));
        return new Guide(context, Tgz.read(new ByteArrayInputStream(tgz)), "urn:oud-fhir-guide:sha256:" + hash);
    }

    /** The name of the package. */
    public String name() {
        return manifest.path("name").asText();
    }

    /** The version of the package and of every definition in it. */
    public String version() {
        return manifest.path("version").asText();
    }

    /** Names the package's very content, as a URN. */
    public String fingerprint() {
        return fingerprint;
    }

    /** How many definitions there are. */
    public int size() {
        return index.size();
    }

    /** The definition with this canonical URL, given with or without a version; empty when the version is another one. */
    public <T extends Resource> Optional<T> find(Class<T> type, String canonical) {
        int bar = canonical.indexOf('|');
        PackageIndex.Entry entry = byCanonical.get(bar < 0 ? canonical : canonical.substring(0, bar));
        if (entry == null || (bar >= 0 && !canonical.substring(bar + 1).equals(entry.version()))) {
            return Optional.empty();
        }
        Resource resource = get(entry);
        return type.isInstance(resource) ? Optional.of(type.cast(resource)) : Optional.empty();
    }

    /** All definitions of a type, by file name. */
    public <T extends Resource> List<T> list(Class<T> type) {
        String typeName = context.getResourceType(type);
        return index.stream()
                .filter(entry -> entry.resourceType().equals(typeName))
                .map(entry -> type.cast(get(entry)))
                .toList();
    }

    /** Fresh copies of all definitions, in an order in which a server can store them. They are the caller's own. */
    public List<Resource> copies() {
        return index.stream().map(this::parse).toList();
    }

    /** Whether a canonical URL lies in the guide's own name space. */
    public boolean owns(String canonical) {
        return canonical.startsWith(manifest.path("canonical").asText() + "/");
    }

    /**
     * Keeps clients from changing what the server stores of itself.
     *
     * @param installed the definitions, and what else no client may write
     */
    public Object fixed(List<Resource> installed) {
        return new FixedDefinitionsInterceptor(
                this,
                installed.stream()
                        .map(each -> each.fhirType() + "/" + each.getIdElement().getIdPart())
                        .collect(Collectors.toSet()));
    }

    /** Gives the definitions to HAPI's validator. */
    public IValidationSupport validationSupport() {
        return new GuideValidationSupport(context, this);
    }

    Collection<String> canonicals() {
        return byCanonical.keySet();
    }

    private Resource get(PackageIndex.Entry entry) {
        return parsed.computeIfAbsent(entry.filename(), name -> parse(entry));
    }

    private Resource parse(PackageIndex.Entry entry) {
        String text = new String(file(FOLDER + entry.filename()), StandardCharsets.UTF_8);
        return (Resource) context.newJsonParser().parseResource(text);
    }

    private byte[] file(String path) {
        byte[] file = files.get(path);
        if (file == null) {
            throw new IllegalStateException("The FHIR package " + FILE + " is incomplete: " + path + " is missing");
        }
        return file;
    }

    /** Every indexed file is there, and everything that the ImplementationGuide lists is indexed. */
    private void requireComplete() throws IOException {
        index.forEach(entry -> file(FOLDER + entry.filename()));
        List<PackageIndex.Entry> present = new ArrayList<>(index);
        present.addAll(index(EXAMPLES).files());
        Set<String> references =
                present.stream().map(PackageIndex.Entry::reference).collect(Collectors.toSet());
        List<String> missing = list(ImplementationGuide.class).stream()
                .flatMap(guide -> guide.getDefinition().getResource().stream())
                .map(entry -> entry.getReference().getReference())
                .filter(reference -> !references.contains(reference))
                .toList();
        if (index.isEmpty() || !missing.isEmpty()) {
            throw new IllegalStateException("The FHIR package " + FILE + " is incomplete: it lacks " + missing);
        }
    }

    private PackageIndex index(String folder) throws IOException {
        return JSON.readValue(file(folder + PackageIndex.FILE), PackageIndex.class);
    }
}
