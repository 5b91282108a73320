package io.likeness.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final JavaClasses CONTRACTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.likeness.contracts");

    @Test
    void contractsNeedNoFramework() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "com.fasterxml.jackson..", "org.jspecify.annotations", "io.likeness.contracts..")
                .because(
                        "every service, the engine and foreign readers carry this jar; put what needs more into platform")
                .check(CONTRACTS);
    }

    @Test
    void payloadsAreRecordsOfASealedFamily() {
        classes()
                .that()
                .implement(Payload.class)
                .and()
                .areNotInterfaces()
                .should()
                .beRecords()
                .because(
                        "a payload is data that is written and read back equal; make it a record of its topic's family")
                .check(CONTRACTS);
    }

    @Test
    void nothingSharedCanBeChanged() {
        fields().should()
                .beFinal()
                .because("wire types are shared between threads; what has a state belongs to who changes it")
                .check(CONTRACTS);
    }

    @Test
    void namesSayWhatATypeIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Message|Dto|Manager|Helper|Util|Utils|Impl)")
                .because("events are past tense and commands imperative; name the thing, not its role in a framework")
                .check(CONTRACTS);
    }
}
