package io.likeness.generator;

import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.MeterRules;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "generator"))
@WithTestResource(RegistryStubResource.class)
class MetersComponentTest {

    @Test
    void showsTheMetersThatAreRecorded() throws InterruptedException {
        MeterRules.check(URI.create(ConfigProvider.getConfig().getValue("test.url", String.class)));
    }
}
