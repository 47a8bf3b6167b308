package org.oudfhir.fhir;

/** Every URI that the product writes or compares, once. */
public final class Systems {

    /** The canonical base of our own implementation guide. */
    public static final String BASE = "https://oud-fhir.github.io/ig";

    public static final String GUIDE = BASE + "/ImplementationGuide/oud-fhir-guide";

    /** The CapabilityStatement (kind requirements) of the guide. */
    public static final String REQUIREMENTS = BASE + "/CapabilityStatement/oud-server";

    /** What the canonicals of our own operations begin with. */
    public static final String OPERATION = BASE + "/OperationDefinition/";

    public static final String LOINC = "http://loinc.org";
    public static final String SNOMED = "http://snomed.info/sct";
    public static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";
    public static final String ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm";
    public static final String UCUM = "http://unitsofmeasure.org";

    public static final String OBSERVATION_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category";
    public static final String CONDITION_CATEGORY = "http://terminology.hl7.org/CodeSystem/condition-category";
    public static final String CONDITION_CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical";
    public static final String CONDITION_VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
    public static final String DATA_ABSENT_REASON = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
    public static final String INTERPRETATION = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
    public static final String NULL_FLAVOR = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor";
    public static final String ROLE_CODE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
    public static final String FLAG_CATEGORY = "http://terminology.hl7.org/CodeSystem/flag-category";
    public static final String CAREPLAN_CATEGORY = "http://hl7.org/fhir/us/core/CodeSystem/careplan-category";

    public static final String FACTOR = code("oud-factor");
    public static final String FACTOR_CATEGORY = code("oud-factor-category");
    public static final String FINDING_VALUE = code("oud-finding-value");
    public static final String FINDING_METHOD = code("oud-finding-method");
    public static final String ITEM = code("oud-item");
    public static final String CRITERION = code("oud-criterion");
    public static final String SCORE = code("oud-score");
    public static final String SCORE_BAND = code("oud-score-band");
    public static final String COMPONENT = code("oud-component");
    public static final String RISK = code("oud-risk");
    public static final String SAFETY_FLAG = code("oud-safety-flag");
    public static final String ANSWER = code("oud-answer");
    public static final String PLAN_CATEGORY = code("oud-plan-category");
    public static final String SAFETY_RULE = code("oud-safety-rule");
    public static final String OVERRIDE_REASON = code("oud-override-reason");
    public static final String PROBLEM = code("oud-problem");
    public static final String PRIVACY_NOTICE = code("oud-privacy-notice");
    public static final String PRIVACY_TASK = code("oud-privacy-task");

    /** System of the identifier that every resource derived by the server carries; see {@link Keys}. */
    public static final String KEY = BASE + "/NamingSystem/oud-key";

    public static final String PATIENT_ID = BASE + "/NamingSystem/oud-patient-id";

    /** System of the identifier that a loaded resource carries, so that loading it again finds it. */
    public static final String SOURCE = BASE + "/NamingSystem/oud-source";

    public static final String FACTOR_ADDRESSED = profile("factor-addressed");
    public static final String BIOLOGICAL_RELATION = profile("biological-relation");
    public static final String SUPERVISED_OPIOID_ONLY = profile("supervised-opioid-only");
    public static final String RULE_VERSION = profile("rule-version");
    public static final String SCORE_INCOMPLETE = profile("score-incomplete");
    public static final String ORDINAL_VALUE = "http://hl7.org/fhir/StructureDefinition/ordinalValue";

    /** Who stands behind what the server derives. */
    public static final String SERVER_DEVICE = "Device/oud-fhir-server";

    /** Link relations of the answer to a write: decisions 5.7. */
    public static final String REL_ALERT = BASE + "/rel/alert";

    public static final String REL_TASK = BASE + "/rel/task";

    private Systems() {}

    /** The canonical of one of our profiles or extensions. */
    public static String profile(String id) {
        return BASE + "/StructureDefinition/" + id;
    }

    /** The canonical of one of our questionnaires, with its version. */
    public static String questionnaire(String id) {
        return BASE + "/Questionnaire/" + id + "|1.0.0";
    }

    private static String code(String id) {
        return BASE + "/CodeSystem/" + id;
    }
}
