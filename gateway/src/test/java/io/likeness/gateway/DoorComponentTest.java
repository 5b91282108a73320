package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in, and that nothing of a body is waited for before that is known. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class DoorComponentTest {
    private static final String LOCAL = "Host: localhost:";
    private static final String UPLOAD = "POST /v1/uploads?fileName=a.zip HTTP/1.1";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String TWO_GIGABYTES = "Content-Length: 2147483648";

    @ParameterizedTest
    @CsvSource({
        "/v1/models",
        "/",
        "/q/openapi",
        "/q/swagger-ui/",
    })
    void answersNobodyWhoCameByAReboundName(String path) throws IOException {
        try (RawRequest request = RawRequest.open("GET " + path + " HTTP/1.1", "Host: evil.example:8080")) {
            assertEquals(421, request.status());
            assertTrue(request.rest().contains("FOREIGN_HOST"));
        }
    }

    @Test
    void refusesAFormOfAnotherSiteBeforeItsBody() throws IOException {
        String local = LOCAL + RawRequest.port();
        assertRefused(403, UPLOAD, local, "Origin: http://evil.example", FORM, TWO_GIGABYTES);
        assertRefused(403, UPLOAD, local, "Origin: null", FORM, TWO_GIGABYTES);
        assertRefused(403, UPLOAD, local, "Sec-Fetch-Site: cross-site", FORM, TWO_GIGABYTES);
        assertRefused(421, UPLOAD, "Host: evil.example", "Origin: http://evil.example", FORM, TWO_GIGABYTES);
        assertRefused(421, UPLOAD, local, "Host: evil.example", TWO_GIGABYTES);
    }

    @Test
    void letsItsOwnPageAndProgramsIn() throws IOException {
        String local = LOCAL + RawRequest.port();
        String own = "Origin: http://localhost:" + RawRequest.port();
        try (RawRequest request =
                RawRequest.open(UPLOAD, local, own, "Sec-Fetch-Site: same-origin", "Content-Length: 1")) {
            request.send("a");
            assertEquals(201, request.status());
        }
        assertEquals(
                201, new Caller().upload("a.zip", BodyPublishers.ofString("a")).status());
        try (RawRequest probe = RawRequest.open("GET /q/health/live HTTP/1.1", "Host: 10.1.2.3:8080")) {
            assertEquals(200, probe.status());
        }
    }

    private static void assertRefused(int status, String... lines) throws IOException {
        try (RawRequest request = RawRequest.open(lines)) {
            assertEquals(status, request.status());
        }
    }
}
