package io.likeness.platform.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.contracts.training.StartTraining;
import io.likeness.platform.web.Problem.Violation;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProblemMapperTest {
    private static final ObjectMapper MAPPER =
            Json.configure(JsonMapper.builder()).build();

    private final ProblemMapper mapper = new ProblemMapper();

    @Test
    void namesTheFieldThatWasRefused() {
        Problem problem =
                problem(new LikenessException(ErrorCode.INVALID_REQUEST, "epochs: expected 1 to 10000, found 0"));
        assertEquals("/problems/invalid-request", problem.type());
        assertEquals("Invalid request", problem.title());
        assertEquals(400, problem.status());
        assertEquals("INVALID_REQUEST", problem.code());
        assertEquals(List.of(new Violation("epochs", "expected 1 to 10000, found 0")), problem.violations());
    }

    @Test
    void saysWhenToTryAgain() {
        Response response =
                mapper.toResponse(new LikenessException(ErrorCode.DATABASE_UNAVAILABLE, "the database did not answer"));
        assertEquals(503, response.getStatus());
        assertEquals("5", response.getHeaderString("Retry-After"));
        assertEquals("application/problem+json", response.getMediaType().toString());
        assertNull(((Problem) response.getEntity()).violations());
    }

    @Test
    void hidesADefect() {
        Problem problem = problem(new IllegalStateException("secret of io.likeness.Class"));
        assertEquals(500, problem.status());
        assertEquals("an unexpected error", problem.detail());
    }

    @Test
    void keepsTheStatusOfTheFramework() {
        assertEquals("NOT_FOUND", problem(new NotFoundException()).code());
        assertEquals(405, problem(new WebApplicationException(405)).status());
        Problem broken = problem(new WebApplicationException(502));
        assertEquals(502, broken.status());
        assertEquals("INTERNAL_ERROR", broken.code());
    }

    @Test
    void findsTheRefusalOfARecordInsideAJsonFailure() {
        String body = "{\"trainingId\":\"t\",\"datasetId\":\"d\",\"modelName\":\"m\",\"preset\":\"seed\",\"epochs\":0,"
                + "\"seed\":1,\"deadline\":\"2030-01-01T00:00:00Z\"}";
        Problem problem = problem(new WebApplicationException(jsonFailure(body, StartTraining.class), 400));
        assertEquals(400, problem.status());
        assertEquals("epochs", violation(problem).field());
    }

    @Test
    void namesNoClassOfABodyThatHasAnotherForm() {
        Problem field =
                problem(new WebApplicationException(jsonFailure("{\"manifest\":[1]}", RegisterVersion.class), 400));
        assertEquals("manifest: expected an object, found another kind of value", field.detail());
        Problem syntax = problem(new WebApplicationException(jsonFailure("{\"manifest\"", RegisterVersion.class), 400));
        assertFalse(String.valueOf(syntax.detail()).contains("io.likeness"), () -> "detail: " + syntax.detail());
        assertEquals(400, syntax.status());
    }

    private static Violation violation(Problem problem) {
        List<Violation> violations = problem.violations();
        assertNotNull(violations);
        return violations.getFirst();
    }

    private static JsonProcessingException jsonFailure(String body, Class<?> type) {
        return assertThrows(JsonProcessingException.class, () -> MAPPER.readValue(body, type));
    }

    private Problem problem(Throwable thrown) {
        return (Problem) mapper.toResponse(thrown).getEntity();
    }
}
