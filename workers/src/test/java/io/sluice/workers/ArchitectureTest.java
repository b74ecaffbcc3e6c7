package io.sluice.workers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the reactor alone does not hold: which libraries a module may see, and that packages do not go round in circles. */
@AnalyzeClasses(packages = "io.sluice", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule DEFINITIONS_ARE_PURE = classes()
            .that()
            .resideInAPackage("io.sluice.definitions..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.sluice.definitions..",
                    "java.lang..",
                    "java.math..",
                    "java.nio",
                    "java.nio.charset..",
                    "java.security..",
                    "java.io",
                    "java.time..",
                    "java.text..",
                    "java.util..",
                    "org.jspecify..",
                    "org.snakeyaml..",
                    "org.apache.avro..",
                    "org.apache.datasketches..");

    @ArchTest
    static final ArchRule WORKFLOWS_REACH_NO_ENGINE = noClasses()
            .that()
            .resideInAPackage("io.sluice.workflows..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.spark..",
                    "org.apache.iceberg..",
                    "org.apache.kafka..",
                    "org.redisson..",
                    "com.google.inject..",
                    "java.sql..",
                    "java.net..",
                    "java.nio.file..");

    @ArchTest
    static final ArchRule QUALITY_KNOWS_NO_WORKFLOW = noClasses()
            .that()
            .resideInAPackage("io.sluice.quality..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.temporal..", "org.apache.iceberg..", "io.sluice.workflows..");

    @ArchTest
    static final ArchRule ACTIVITIES_SCHEDULE_NOTHING = noClasses()
            .that()
            .resideInAPackage("io.sluice.activities..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.temporal.workflow..", "io.temporal.worker..");

    @ArchTest
    static final ArchRule FIELDS_ARE_NOT_INJECTED = noFields()
            .should()
            .beAnnotatedWith("com.google.inject.Inject")
            .orShould()
            .beAnnotatedWith("jakarta.inject.Inject");

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CIRCLE =
            slices().matching("io.sluice.(*).(*)..").should().beFreeOfCycles();
}
