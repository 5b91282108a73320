package io.likeness.ingest;

import io.likeness.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsTheRulesOfTheArchitecture() {
        ArchitectureRules.check("io.likeness.ingest");
    }
}
