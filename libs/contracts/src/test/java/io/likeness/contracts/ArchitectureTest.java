package io.likeness.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.likeness.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final JavaClasses CONTRACTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.likeness.contracts");

    @Test
    void keepsTheRulesOfTheArchitecture() {
        ArchitectureRules.check("io.likeness.contracts");
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
}
