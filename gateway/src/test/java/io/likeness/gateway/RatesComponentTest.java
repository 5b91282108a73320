package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.gateway.Caller.Answer;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Keys that may ask so often and no more. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class RatesComponentTest {

    @Test
    void refusesWhatIsMoreThanAKeyMayAndSaysWhenToComeAgain() {
        KeyHolder holder = holder("{\"requestsPerSecond\": 0.05}");
        Answer first = holder.get("/v1/models");
        assertEquals(200, first.status(), first::toString);
        assertEquals("\"key\";q=1;w=20", first.header("RateLimit-Policy"));
        assertEquals("\"key\";r=0;t=20", first.header("RateLimit"));
        Answer second = holder.get("/v1/models");
        assertEquals(429, second.status(), second::toString);
        assertEquals("TOO_MANY_REQUESTS", second.text("code"));
        int pause = Integer.parseInt(second.header("Retry-After"));
        assertTrue(pause > 10 && pause <= 20, () -> "after " + pause);
        assertEquals("\"key\";q=1;w=20", second.header("RateLimit-Policy"));
    }

    @Test
    void tellsWhatIsLeftOfABurst() {
        KeyHolder holder = holder("{\"requestsPerSecond\": 100}");
        Answer answer = holder.get("/v1/models");
        assertEquals("\"key\";q=100;w=1", answer.header("RateLimit-Policy"));
        assertEquals("\"key\";r=99;t=1", answer.header("RateLimit"));
    }

    @Test
    void countsNothingOfAKeyWithoutARate() {
        Answer answer = holder("{\"openJobs\": 1}").get("/v1/models");
        assertFalse(answer.response().headers().firstValue("RateLimit").isPresent());
    }

    private static KeyHolder holder(String limits) {
        Answer made = new Caller()
                .post("/v1/keys", "{\"name\": \"a\", \"scopes\": [\"read\"], \"limits\": %s}".formatted(limits));
        assertEquals(201, made.status(), made::toString);
        return KeyHolder.of(made.text("key"));
    }
}
