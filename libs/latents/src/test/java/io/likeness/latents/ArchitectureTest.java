package io.likeness.latents;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.likeness.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final JavaClasses LATENTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.likeness.latents");

    @Test
    void keepsTheRulesOfTheArchitecture() {
        ArchitectureRules.check("io.likeness.latents");
    }

    @Test
    void nothingSharedCanBeChanged() {
        fields().that()
                .areDeclaredInClassesThat()
                .doNotBelongToAnyOf(RandomStream.class)
                .should()
                .beFinal()
                .because("samplers are shared between threads; only a random stream has a state, for one thread")
                .check(LATENTS);
    }
}
