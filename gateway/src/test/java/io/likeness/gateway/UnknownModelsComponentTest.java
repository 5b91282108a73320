package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.gateway.Caller.Answer;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** What names that nobody knows cost. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class UnknownModelsComponentTest extends GatewayScenario {
    private static final int FLOOD = 20;

    private final String unknown = "none-" + UUID.randomUUID().toString().substring(0, 8);

    @Inject
    Jdbi jdbi;

    @Test
    void anUnknownNameIsAskedForOnceAndLeavesNoRow() {
        registry.add(Loop.version(store, name));
        long champions = registry.requests("/v1/champions");
        long rows = rows();
        for (int request = 0; request < FLOOD; request++) {
            assertNotFound(gateway.post("/v1/generations", "{\"model\": \"%s\"}".formatted(unknown)));
        }
        assertEquals(1, registry.requests("/v1/models/" + unknown + "/champion"));
        assertEquals(champions, registry.requests("/v1/champions"));
        assertEquals(rows, rows());
    }

    @Test
    void anUnknownVersionIsAskedForOnceAndLeavesNoRow() {
        long rows = rows();
        for (int request = 0; request < FLOOD; request++) {
            assertNotFound(gateway.post("/v1/generations", "{\"model\": \"%s\", \"version\": 7}".formatted(unknown)));
        }
        assertEquals(1, registry.requests("/v1/models/" + unknown + "/versions/7"));
        assertEquals(rows, rows());
    }

    @Test
    void aModelThatOnlyTheRegistryKnowsIsLearntAloneAndOnce() {
        registry.add(Loop.version(store, name));
        registry.add(Loop.version(store, name + "-beside"));
        long champions = registry.requests("/v1/champions");
        long rows = rows();
        for (int request = 0; request < 3; request++) {
            assertEquals(
                    202,
                    gateway.post("/v1/generations", "{\"model\": \"%s\"}".formatted(name))
                            .status());
        }
        assertEquals(1, registry.requests("/v1/models/" + name + "/champion"));
        assertEquals(rows + 2, rows(), "the model and its version");
        assertEquals(202, gateway.post("/v1/generations", "{}").status(), "the most recently promoted one");
        assertEquals(champions, registry.requests("/v1/champions"));
    }

    private static void assertNotFound(Answer answer) {
        assertEquals(404, answer.status(), answer::toString);
        assertEquals("MODEL_NOT_FOUND", answer.text("code"));
    }

    private long rows() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT (SELECT count(*) FROM model) + (SELECT count(*) FROM model_version)")
                .mapTo(Long.class)
                .one());
    }
}
