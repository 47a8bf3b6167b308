package org.oudfhir.profiles;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.IValidatorModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain.CacheConfiguration;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceFactory;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.oudfhir.fhir.Problem;
import org.oudfhir.fhir.Systems;

/**
 * Says what is wrong with a resource that somebody wants to store: one that claims a profile of ours must conform to it, one
 * that answers a questionnaire of ours must answer it correctly. Everything else is left to FHIR's own rules. Works without a
 * network; knows all code systems of the guide and of FHIR, and takes codes of other systems as they are.
 */
public final class WriteValidation {

    /** The invariant that says the same as {@link #categoryIssues}, but cannot point at the category. */
    private static final String CATEGORY_RULE = "oud-ff-4";

    private static final String UNKNOWN_PROFILE = "unknown-profile";
    private static final String UNKNOWN_QUESTIONNAIRE = "unknown-questionnaire";
    private static final String CATEGORY_MISMATCH = "category-mismatch";

    /** After these the validator has nothing to compare with. */
    private static final Set<String> UNKNOWN = Set.of(UNKNOWN_PROFILE, UNKNOWN_QUESTIONNAIRE);

    private final Guide guide;
    private final Function<QuestionnaireResponse, List<Problem.Issue>> answers;
    private final IValidationSupport support;
    private final FhirInstanceValidator module;
    private final ProfileValidator validator;
    private final ValidatorMessage messages;

    /**
     * @param answers what is wrong with the answers to a questionnaire of the guide: the questionnaire is known to exist, the
     *     response may be anything
     */
    public WriteValidation(
            FhirContext context, Guide guide, Function<QuestionnaireResponse, List<Problem.Issue>> answers) {
        this.guide = guide;
        this.answers = answers;
        this.support = support(context, guide);
        this.module = module(support);
        this.validator = new ProfileValidator(context, support);
        this.messages = new ValidatorMessage(guide);
    }

    /** What is wrong with the resource; empty when it may be stored. */
    public List<Problem.Issue> check(Resource resource) {
        List<Problem.Issue> issues = new ArrayList<>(unknownProfiles(resource));
        boolean answersOurs = resource instanceof QuestionnaireResponse response && answersOurForm(response);
        if (answersOurs) {
            issues.addAll(answerIssues((QuestionnaireResponse) resource));
        }
        if (resource instanceof Observation finding) {
            issues.addAll(categoryIssues(finding));
        }
        boolean comparable = issues.stream().noneMatch(issue -> UNKNOWN.contains(issue.code()));
        if (comparable && (answersOurs || claimsOurProfile(resource))) {
            issues.addAll(profileIssues(resource, issues));
        }
        return List.copyOf(issues);
    }

    /** Refuses what {@link #check} finds wrong, at the end of the write, when references are resolved. */
    public Object interceptor() {
        return new WriteValidationInterceptor(this);
    }

    /** The same validator for {@code $validate}. HAPI's own does not run with the patched core. */
    public IValidatorModule validatorModule() {
        return module;
    }

    /** The definitions and terminology by which the validator judges. */
    public IValidationSupport validationSupport() {
        return support;
    }

    /** Loads and compiles what the first write would otherwise wait for. Meant for a thread of its own. */
    public void warmUp() {
        guide.list(StructureDefinition.class).stream()
                .filter(profile -> profile.getKind() == StructureDefinition.StructureDefinitionKind.RESOURCE)
                .map(this::emptyInstance)
                .forEach(validator::validate);
    }

    private static IValidationSupport support(FhirContext context, Guide guide) {
        // Nothing in the chain changes while the server runs.
        CacheConfiguration cache = CacheConfiguration.defaultValues().setCacheTimeout(Duration.ofDays(365));
        ValidationSupportChain chain = new ValidationSupportChain(
                cache,
                guide.validationSupport(),
                new DefaultProfileValidationSupport(context),
                new CommonCodeSystemsTerminologyService(context),
                new InMemoryTerminologyServerValidationSupport(context),
                new ForeignCodeSystems(context, guide));
        // A code of the value set is required; translations may stand beside it.
        return chain.setCodeableConceptValidationSuccessfulIfNotAllCodingsAreValid(true);
    }

    private static FhirInstanceValidator module(IValidationSupport support) {
        FhirInstanceValidator module = new FhirInstanceValidator(support);
        module.setWrappedWorkerContext(support, new CoreWorkerContext(support));
        module.setHostApplicationServices(new ValidatorHost());
        module.setValidatorPolicyAdvisor(new ValidatorHost.Policy());
        module.setAnyExtensionsAllowed(true);
        module.setErrorForUnknownProfiles(false);
        module.setAssumeValidRestReferences(true);
        module.setNoExtensibleWarnings(true);
        module.setNoBindingMsgSuppressed(true);
        module.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
        return module;
    }

    private List<Problem.Issue> unknownProfiles(Resource resource) {
        List<Problem.Issue> issues = new ArrayList<>();
        List<CanonicalType> claimed = resource.getMeta().getProfile();
        for (int i = 0; i < claimed.size(); i++) {
            String profile = claimed.get(i).getValue();
            if (profile != null
                    && guide.owns(profile)
                    && guide.find(StructureDefinition.class, profile).isEmpty()) {
                issues.add(new Problem.Issue(
                        UNKNOWN_PROFILE,
                        resource.fhirType() + ".meta.profile[" + i + "]",
                        "There is no profile " + profile + ". The profiles of this server are those of "
                                + "GET [base]/StructureDefinition, version " + guide.version()));
            }
        }
        return issues;
    }

    private boolean claimsOurProfile(Resource resource) {
        return resource.getMeta().getProfile().stream()
                .map(CanonicalType::getValue)
                .anyMatch(profile -> profile != null && guide.owns(profile));
    }

    private boolean answersOurForm(QuestionnaireResponse response) {
        return response.hasQuestionnaire() && guide.owns(response.getQuestionnaire());
    }

    private List<Problem.Issue> answerIssues(QuestionnaireResponse response) {
        String form = response.getQuestionnaire();
        if (!form.contains("|")) {
            return List.of(unknownQuestionnaire("Name the questionnaire with its version (rule oud-qr-2)"));
        }
        if (guide.find(Questionnaire.class, form).isEmpty()) {
            return List.of(unknownQuestionnaire("There is no questionnaire " + form));
        }
        return answers.apply(response);
    }

    private static Problem.Issue unknownQuestionnaire(String text) {
        return new Problem.Issue(
                UNKNOWN_QUESTIONNAIRE,
                "QuestionnaireResponse.questionnaire",
                text + ": one of ours is " + Systems.questionnaire("oud-intake"));
    }

    /** A factor belongs to the category that its code system names, whatever a client's finding says. */
    private List<Problem.Issue> categoryIssues(Observation finding) {
        List<Problem.Issue> issues = new ArrayList<>();
        Optional<Coding> category = factorCategory(finding);
        for (int i = 0; i < finding.getCategory().size(); i++) {
            for (Coding coding : finding.getCategory().get(i).getCoding()) {
                if (category.isPresent()
                        && Systems.FACTOR_CATEGORY.equals(coding.getSystem())
                        && !category.get().getCode().equals(coding.getCode())) {
                    issues.add(new Problem.Issue(
                            CATEGORY_MISMATCH,
                            "Observation.category[" + i + "]",
                            "The factor " + factor(finding) + " belongs to the category "
                                    + category.get().getCode() + ", not to " + coding.getCode() + " (rule "
                                    + CATEGORY_RULE
                                    + ")"));
                }
            }
        }
        return issues;
    }

    private static String factor(Observation finding) {
        return finding.getCode().getCoding().stream()
                .filter(coding -> Systems.FACTOR.equals(coding.getSystem()))
                .map(Coding::getCode)
                .findFirst()
                .orElse("");
    }

    private Optional<Coding> factorCategory(Observation finding) {
        String factor = factor(finding);
        return guide.find(CodeSystem.class, Systems.FACTOR).stream()
                .flatMap(system -> system.getConcept().stream())
                .filter(concept -> concept.getCode().equals(factor))
                .flatMap(concept -> concept.getProperty().stream())
                .filter(property -> "category".equals(property.getCode()) && property.hasValueCoding())
                .map(CodeSystem.ConceptPropertyComponent::getValueCoding)
                .findFirst();
    }

    /** What the validator adds to issues that are known already; about those, the checks above speak better. */
    private List<Problem.Issue> profileIssues(Resource resource, List<Problem.Issue> known) {
        List<ValidationMessage> found = validator.validate(resource).stream()
                .filter(message -> known.isEmpty() || !ValidatorMessage.isAboutAnswers(message))
                .toList();
        return messages.issues(found).stream()
                .filter(issue -> known.stream().noneMatch(other -> saysTheSame(issue, other)))
                .toList();
    }

    private static boolean saysTheSame(Problem.Issue issue, Problem.Issue known) {
        return known.expression().equals(issue.expression())
                || (known.code().equals(CATEGORY_MISMATCH) && issue.text().contains(CATEGORY_RULE));
    }

    private Resource emptyInstance(StructureDefinition profile) {
        Resource resource = ResourceFactory.createResource(profile.getType());
        resource.getMeta().addProfile(profile.getUrl());
        return resource;
    }
}
