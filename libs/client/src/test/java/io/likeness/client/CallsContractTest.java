package io.likeness.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The calls are those of {@code docs/openapi.yaml}: paths, parameters, the fields of bodies, and the fields of answers with their kinds
 * and whether they may be absent.
 */
final class CallsContractTest {
    @SuppressWarnings("NullAway.Init")
    private static JsonNode document;

    private final List<String> differences = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        document = YAMLMapper.builder()
                .build()
                .readTree(Path.of(System.getProperty("likeness.root"), "docs", "openapi.yaml")
                        .toFile());
    }

    static Stream<Call<?>> calls() {
        return Arrays.stream(Calls.class.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Call.class)
                .map(CallsContractTest::call);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isTheOperationOfTheDocument(Call<?> call) {
        JsonNode path = document.path("paths").path(call.path());
        JsonNode operation = path.path(call.method().toLowerCase(Locale.ROOT));
        assertTrue(operation.isObject(), () -> call + ": expected an operation, found " + path);
        assertEquals(Set.of(), missing(call.parameters(), parameters(path, operation)));
        if (call.body() != null) {
            compareRequest(call.body(), schema(operation.path("requestBody")), call.path());
        }
        if (call.answer() != Void.class) {
            compareAnswer(call.answer(), answer(operation), call.path());
        }
        assertEquals(List.of(), differences);
    }

    @Test
    void knowsTheFieldsOfAProblem() {
        compareFields(
                ProblemException.Problem.class, document.at("/components/schemas/Problem"), "Problem", Absence.OPEN);
        assertEquals(List.of(), differences);
    }

    @Test
    void knowsTheFieldsOfAChange() {
        compareAnswer(ChangedThing.class, document.at("/components/schemas/ChangedThing"), "ChangedThing");
        assertEquals(List.of(), differences);
    }

    private void compareRequest(Class<?> body, JsonNode schema, String where) {
        compareFields(body, schema, where, Absence.OPEN);
        Set<String> names = new HashSet<>();
        Arrays.stream(body.getRecordComponents()).forEach(component -> names.add(component.getName()));
        resolve(schema)
                .path("required")
                .forEach(name -> check(names.contains(name.asText()), where + ": " + name + " is required"));
    }

    private void compareAnswer(Type type, JsonNode schema, String where) {
        compare(type, schema, where, Absence.TOLD);
    }

    private void compareFields(Class<?> record, JsonNode unresolved, String where, Absence absence) {
        JsonNode schema = resolve(unresolved);
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (RecordComponent component : record.getRecordComponents()) {
            String field = where + "." + component.getName();
            JsonNode property = schema.path("properties").path(component.getName());
            check(!property.isMissingNode(), field + ": no such field");
            if (!property.isMissingNode()) {
                boolean absent = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
                check(
                        absence == Absence.OPEN || absent || required.contains(component.getName()),
                        field + ": may be absent, and is read as if it might not");
                compare(component.getGenericType(), property, field, absence);
            }
        }
    }

    private void compare(Type type, JsonNode unresolved, String where, Absence absence) {
        JsonNode schema = resolve(unresolved);
        if (type instanceof Class<?> array && array.isArray()) {
            kind(schema, "array", where);
            compare(array.getComponentType(), schema.path("items"), where, absence);
        } else if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            kind(schema, "array", where);
            compare(list.getActualTypeArguments()[0], schema.path("items"), where, absence);
        } else if (type instanceof ParameterizedType || type == JsonNode.class) {
            kind(schema, "object", where);
        } else if (type instanceof Class<?> record && record.isRecord()) {
            kind(schema, "object", where);
            compareFields(record, schema, where, absence);
        } else {
            kind(schema, plain((Class<?>) type), where);
        }
    }

    private static String plain(Class<?> type) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "integer";
        }
        if (type == double.class || type == Double.class) {
            return "number";
        }
        return type == boolean.class || type == Boolean.class ? "boolean" : "string";
    }

    private void kind(JsonNode schema, String expected, String where) {
        JsonNode type = schema.path("type");
        boolean fits = type.isArray()
                ? type.valueStream().anyMatch(one -> one.asText().equals(expected))
                : type.asText().equals(expected);
        check(fits, where + ": expected " + expected + ", found " + schema);
    }

    private void check(boolean holds, String difference) {
        if (!holds) {
            differences.add(difference);
        }
    }

    private static JsonNode answer(JsonNode operation) {
        return operation
                .path("responses")
                .propertyStream()
                .filter(response -> response.getKey().startsWith("2"))
                .map(response -> schema(response.getValue()))
                .filter(schema -> !schema.isMissingNode())
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode schema(JsonNode content) {
        return content.path("content").path("application/json").path("schema");
    }

    private static JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        if (!reference.isEmpty()) {
            return resolve(document.at(reference.substring(1)));
        }
        JsonNode only = schema.path("allOf").path(0);
        return only.isMissingNode() ? schema : resolve(only);
    }

    private static Set<String> parameters(JsonNode path, JsonNode operation) {
        Set<String> names = new HashSet<>();
        Stream.of(path, operation)
                .flatMap(node -> node.path("parameters").valueStream())
                .map(CallsContractTest::resolve)
                .forEach(parameter -> names.add(parameter.path("name").asText()));
        return names;
    }

    private static Set<String> missing(Set<String> wanted, Set<String> there) {
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(there);
        return missing;
    }

    private static Call<?> call(Field field) {
        try {
            return (Call<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the document has to tell which fields are always there. */
    private enum Absence {
        TOLD,
        OPEN
    }
}
