package io.likeness.client;

import io.likeness.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    @Test
    void keepsTheRulesOfTheArchitecture() {
        ArchitectureRules.check("io.likeness.client");
    }
}
