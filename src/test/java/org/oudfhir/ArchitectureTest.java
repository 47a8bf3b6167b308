package org.oudfhir;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ca.uhn.fhir.interceptor.api.Interceptor;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.servlet.http.HttpServlet;
import org.oudfhir.server.Feature;

/** How the house is built: read it as sentences. */
@AnalyzeClasses(packages = "org.oudfhir", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("org.oudfhir.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule sharedWordsDependOnNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("org.oudfhir.fhir..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.oudfhir",
                    "org.oudfhir.server..",
                    "org.oudfhir.storage..",
                    "org.oudfhir.profiles..",
                    "org.oudfhir.assessment..",
                    "org.oudfhir.treatment..",
                    "org.oudfhir.privacy..",
                    "org.oudfhir.exchange..",
                    "org.oudfhir.data..",
                    "org.oudfhir.telemetry..");

    @ArchTest
    static final ArchRule theKernelKnowsNoFeature = noClasses()
            .that()
            .resideInAnyPackage("org.oudfhir.server..", "org.oudfhir.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.oudfhir",
                    "org.oudfhir.profiles..",
                    "org.oudfhir.assessment..",
                    "org.oudfhir.treatment..",
                    "org.oudfhir.privacy..",
                    "org.oudfhir.exchange..",
                    "org.oudfhir.data..");

    @ArchTest
    static final ArchRule onlyStorageAndTheAuthorizationServerKnowSpring = noClasses()
            .that()
            .resideOutsideOfPackages("org.oudfhir.storage..", "org.oudfhir.privacy.issuer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.hibernate..", "jakarta.persistence..");

    @ArchTest
    static final ArchRule onlyTreatmentUsesAnotherFeature = noClasses()
            .that()
            .resideInAnyPackage("org.oudfhir.assessment..", "org.oudfhir.profiles..", "org.oudfhir.privacy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.oudfhir.treatment..", "org.oudfhir.exchange..", "org.oudfhir.data..");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            classes().that().areAnnotatedWith(Interceptor.class).should().haveSimpleNameEndingWith("Interceptor");

    @ArchTest
    static final ArchRule servletsAreNamedSo =
            classes().that().areAssignableTo(HttpServlet.class).should().haveSimpleNameEndingWith("Servlet");

    @ArchTest
    static final ArchRule featuresAreNamedSo =
            classes().that().implement(Feature.class).should().haveSimpleNameEndingWith("Feature");

    @ArchTest
    static final ArchRule nothingIsNamedAfterItsEmptiness =
            noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Base)");
}
