package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What clients are made from is what is served. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class ContractComponentTest {
    private static final String WRITE = "openapi.write";
    private static final String COMMAND =
            "mvn -B -ntp verify -pl gateway -am -Dtest=none -Dit.test=ContractComponentTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false -D" + WRITE;

    private final Path contract =
            Path.of(System.getProperty("likeness.root")).resolve("docs").resolve("openapi.yaml");

    @Test
    void theDocumentInTheRepositoryIsTheOneThatIsServed() throws IOException {
        String served = new Caller().get("/q/openapi").body();
        if (System.getProperty(WRITE) != null) {
            Files.writeString(contract, served);
        }
        assertEquals(
                Files.readString(contract), served, () -> "docs/openapi.yaml is not what is served; anew: " + COMMAND);
    }
}
