package io.likeness.training.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    @Test
    void needsTheJdkAndContractsOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "com.fasterxml.jackson.annotation",
                        "org.jspecify.annotations",
                        "org.slf4j",
                        "io.likeness.contracts..",
                        "io.likeness.training.protocol..")
                .because("the service and the engine carry this jar: what needs native code belongs to the engine")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.likeness.training.protocol"));
    }
}
