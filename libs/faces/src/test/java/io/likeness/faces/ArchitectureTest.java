package io.likeness.faces;

import io.likeness.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    @Test
    void keepsTheRulesOfTheArchitecture() {
        ArchitectureRules.check("io.likeness.faces");
    }
}
