package io.likeness.testkit;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** What packages may know of each other. */
final class PackageRules {

    private PackageRules() {}

    /** Modules cannot need each other in a circle, the build sees to that; packages of one module could. */
    static ArchRule packagesHaveNoCycle() {
        return SlicesRuleDefinition.slices()
                .assignedFrom(new EveryPackage())
                .should()
                .beFreeOfCycles()
                .as("no packages need each other in a circle")
                .because("a package is understood with those that it needs: "
                        + "move what both need into one of them, or into a package below both");
    }

    private static final class EveryPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return name.startsWith("io.likeness") ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of Likeness";
        }
    }
}
