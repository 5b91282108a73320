package io.likeness.registry;

import io.likeness.testkit.ConfigurationRules;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ConfigurationTest {

    @Test
    void everyKeyIsDocumentedAndItsDefaultRecorded() throws IOException {
        ConfigurationRules.check("io.likeness.registry");
    }
}
