package org.oudfhir.privacy.part2;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Systems;

/**
 * The security labels that the server keeps on a resource: by where it comes from, then by what it says. A client may add a
 * label and never take one away; a label that would lessen protection is not taken over. Each resource has a level, so that one
 * without was never looked at, and counts as a Part 2 record until it is.
 */
public final class Labels {

    public static final String CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
    public static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

    /** Labels that no published code system has. */
    public static final String OWN = Systems.BASE + "/CodeSystem/oud-security-label";

    public static final String PART2 = "42CFRPart2";
    public static final String COUNSELING_NOTE = "sud-counseling-note";
    public static final String VIOLENCE = "SDV";
    private static final String OPIOID = "OPIOIDUD";

    /** What a receiver for payment or operations is bound to: a mark of one disclosure, and no label of the record. */
    public static final String MINIMUM_NECESSARY = "MINEC";

    private static final String DS4P = "http://hl7.org/fhir/uv/security-label-ds4p/StructureDefinition/";

    /** Of a label: on what document it rests. */
    public static final String RELATED_ARTIFACT = DS4P + "extension-sec-label-related-artifact";

    /** Of a resource: what is to be shown with it. */
    public static final String DISPLAY = DS4P + "extension-display";

    /** What a record of a program has, whatever it says. */
    public static final Set<String> OF_PROGRAM = Set.of("R", PART2, OPIOID, "ETH", "NORDSCLCD");

    /** What a resource has by where it comes from, or by being a note: never by what it refers to. */
    private static final Set<String> OF_ORIGIN =
            Set.of("U", "L", "M", "N", "R", "V", PART2, OPIOID, "ETH", "NORDSCLCD", "NODSCLCD", COUNSELING_NOTE);

    private static final String INTEGRITY = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
    private static final String REDACTED = "REDACTED";

    /** Least to most confidential. */
    static final List<String> LEVELS = List.of("U", "L", "M", "N", "R", "V");

    /** Withdrawn codes that are still sent. */
    private static final Map<String, String> SYNONYMS = Map.of("NORDSLCD", "NORDSCLCD");

    /** Whether a resource comes from a Part 2 program, or from what does. */
    public enum Origin {
        PROGRAM,
        ELSEWHERE
    }

    private Labels() {}

    /**
     * Labels a resource that is about to be stored.
     *
     * @param before the version that it replaces
     */
    public static void label(Resource resource, Origin origin, @Nullable Resource before) {
        Set<String> sent = codes(resource);
        Set<String> kept = before == null ? Set.of() : codes(before);
        boolean part2 = origin == Origin.PROGRAM || sent.contains(PART2) || kept.contains(PART2);
        boolean note =
                sent.contains(COUNSELING_NOTE) || kept.contains(COUNSELING_NOTE) || Content.isCounselingNote(resource);
        boolean violence = sent.contains(VIOLENCE) || kept.contains(VIOLENCE) || Content.tellsOfViolence(resource);
        boolean opioid = part2 || note || Content.tellsOfOpioids(resource);

        Set<String> acts = new LinkedHashSet<>();
        add(acts, part2, PART2);
        add(acts, opioid, OPIOID);
        add(acts, part2, "ETH"); // for receivers that know no finer code
        add(acts, part2, "NORDSCLCD");
        add(acts, note, "NODSCLCD");
        add(acts, violence, VIOLENCE);
        acts.addAll(acts(before));
        acts.addAll(acts(resource));

        String level = note ? "V" : part2 || opioid || violence ? "R" : "N";
        Meta meta = resource.getMeta();
        List<Coding> others = others(meta);
        if (before != null) {
            others(before.getMeta()).stream()
                    .filter(old -> others.stream().noneMatch(old::equalsDeep))
                    .forEach(others::add);
        }
        List<Coding> labels = new ArrayList<>();
        labels.add(new Coding().setSystem(CONFIDENTIALITY).setCode(highest(level, sent, kept)));
        acts.forEach(code -> labels.add(new Coding().setSystem(ACT_CODE).setCode(code)));
        if (note) {
            labels.add(new Coding().setSystem(OWN).setCode(COUNSELING_NOTE));
        }
        labels.addAll(others);
        meta.setSecurity(labels);
        meta.getExtension().removeIf(mark -> DISPLAY.equals(mark.getUrl()));
    }

    /** What a record of a program has, whatever it says. */
    public static List<Coding> ofProgram() {
        return OF_PROGRAM.stream()
                .map(code -> new Coding(LEVELS.contains(code) ? CONFIDENTIALITY : ACT_CODE, code, null))
                .toList();
    }

    /** What the labels of a resource say. */
    public static Sensitivity of(Resource resource, Optional<String> patient) {
        Set<String> codes = codes(resource);
        return new Sensitivity(
                resource.fhirType(),
                resource.fhirType() + "/" + resource.getIdElement().getIdPart(),
                patient,
                codes.contains(PART2) || !hasLevel(resource),
                codes.contains(COUNSELING_NOTE),
                codes.contains(VIOLENCE),
                codes);
    }

    /** Whether a label says where a resource comes from, not what it says. */
    static boolean isOfOrigin(String code) {
        return OF_ORIGIN.contains(code);
    }

    /** Whether it is marked as a copy from which something was taken. */
    public static boolean isRedacted(Resource resource) {
        return resource.getMeta().getSecurity().stream()
                .anyMatch(label -> INTEGRITY.equals(label.getSystem()) && REDACTED.equals(label.getCode()));
    }

    /**
     * The labels of a redacted copy.
     *
     * @param gone labels that stand for what was taken out; a level that only they called for goes with them
     */
    static List<Coding> redacted(Resource resource, Set<String> gone) {
        List<Coding> labels = new ArrayList<>();
        for (Coding label : resource.getMeta().getSecurity()) {
            if (!isOther(label) && label.hasCode() && !gone.contains(label.getCode())) {
                labels.add(new Coding(label.getSystem(), label.getCode(), null));
            }
        }
        boolean sensitive = labels.stream().anyMatch(label -> !CONFIDENTIALITY.equals(label.getSystem()));
        if (!sensitive) {
            labels.stream().filter(label -> "R".equals(label.getCode())).forEach(level -> level.setCode("N"));
        }
        labels.add(new Coding(INTEGRITY, REDACTED, null));
        return labels;
    }

    private static boolean hasLevel(Resource resource) {
        return resource.getMeta().getSecurity().stream()
                .anyMatch(label -> CONFIDENTIALITY.equals(label.getSystem()) && label.hasCode());
    }

    private static void add(Set<String> codes, boolean applies, String code) {
        if (applies) {
            codes.add(code);
        }
    }

    private static Set<String> codes(Resource resource) {
        return resource.getMeta().getSecurity().stream()
                .filter(label -> label.hasCode() && !isOther(label))
                .map(Coding::getCode)
                .collect(Collectors.toSet());
    }

    private static Set<String> acts(@Nullable Resource resource) {
        return resource == null
                ? Set.of()
                : resource.getMeta().getSecurity().stream()
                        .filter(label -> ACT_CODE.equals(label.getSystem()) && label.hasCode())
                        .map(label -> SYNONYMS.getOrDefault(label.getCode(), label.getCode()))
                        .filter(code -> !code.equals(MINIMUM_NECESSARY))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String highest(String level, Set<String> sent, Set<String> kept) {
        String highest = level;
        for (String each : LEVELS) {
            if ((sent.contains(each) || kept.contains(each)) && LEVELS.indexOf(each) > LEVELS.indexOf(highest)) {
                highest = each;
            }
        }
        return highest;
    }

    private static List<Coding> others(Meta meta) {
        return new ArrayList<>(
                meta.getSecurity().stream().filter(Labels::isOther).toList());
    }

    private static boolean isOther(Coding label) {
        return !CONFIDENTIALITY.equals(label.getSystem())
                && !ACT_CODE.equals(label.getSystem())
                && !(OWN.equals(label.getSystem()) && COUNSELING_NOTE.equals(label.getCode()));
    }
}
