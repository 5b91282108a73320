package io.likeness.contracts.event;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schemas say of each record what its components say: the same names, the same types, required unless nullable; and of each sealed
 * interface which records it permits, told apart by {@code type}.
 */
final class SchemaContractTest {

    /** A record that some payload contains, and the name of its schema. */
    record Described(String schema, Class<?> type) {
        @Override
        public String toString() {
            return schema;
        }
    }

    static Stream<Described> all() {
        Map<Class<?>, Described> found = new LinkedHashMap<>();
        CataloguedPayload.all().forEach(payload -> collect(payload.type(), payload.payload(), found));
        return found.values().stream();
    }

    static Stream<Described> records() {
        return all().filter(described -> described.type().isRecord());
    }

    static Stream<Described> unions() {
        return all().filter(described -> described.type().isSealed());
    }

    @Test
    void foldersHoldAFileForEachAndNothingMore() throws IOException {
        Set<String> schemas = all().map(Described::schema).collect(toCollection(TreeSet::new));
        Set<String> payloads =
                CataloguedPayload.all().map(CataloguedPayload::type).collect(toCollection(TreeSet::new));

        assertEquals(schemas, namesIn("libs/contracts/src/main/resources" + SchemaFolder.FOLDER));
        assertEquals(payloads, namesIn("libs/contracts/src/test/resources" + CataloguedPayload.GOLDEN_FOLDER));
    }

    @ParameterizedTest
    @MethodSource("records")
    void propertiesAreTheComponentsInTheirOrder(Described described) {
        assertEquals(
                components(described).map(RecordComponent::getName).toList(),
                SchemaFolder.read(described.schema()).get("properties").properties().stream()
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("records")
    void requiredAreTheComponentsThatAreNotNullable(Described described) {
        List<String> required = components(described)
                .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .map(RecordComponent::getName)
                .toList();

        assertEquals(
                required,
                SchemaFolder.read(described.schema())
                        .get("required")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyPropertyIsDescribedAndHasItsComponentsType(Described described) {
        JsonNode schema = SchemaFolder.read(described.schema());
        assertEquals(described.type().getSimpleName(), schema.get("title").asText());
        assertTrue(schema.path("description").asText().endsWith("."), "a sentence describes the payload");
        components(described).forEach(component -> {
            JsonNode property = schema.get("properties").get(component.getName());
            assertTrue(
                    property.path("description").asText().endsWith("."),
                    () -> component.getName() + ": expected a sentence that describes it");
            assertTypeMatches(component.getName(), component.getGenericType(), property);
        });
    }

    @ParameterizedTest
    @MethodSource("unions")
    void sealedInterfacesAreOneOfTheirRecords(Described described) {
        JsonNode schema = SchemaFolder.read(described.schema());
        Map<String, String> permitted = Arrays.stream(
                        described.type().getAnnotation(JsonSubTypes.class).value())
                .collect(toMap(
                        JsonSubTypes.Type::name,
                        kind -> kind.value().getSimpleName(),
                        (a, b) -> a,
                        LinkedHashMap::new));

        assertEquals(described.type().getSimpleName(), schema.get("title").asText());
        assertEquals(
                List.copyOf(permitted.keySet()),
                schema.at("/properties/type/enum")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList());
        assertEquals(
                permitted,
                schema.get("oneOf")
                        .valueStream()
                        .collect(toMap(
                                one -> one.at("/properties/type/const").asText(),
                                one -> one.get("$ref").asText().replace(".json", ""))));
        assertEquals(
                Set.of(described.type().getPermittedSubclasses()),
                Arrays.stream(described.type().getAnnotation(JsonSubTypes.class).value())
                        .map(JsonSubTypes.Type::value)
                        .collect(toSet()));
    }

    private static void assertTypeMatches(String name, Type type, JsonNode property) {
        if (type instanceof ParameterizedType generic) {
            boolean list = generic.getRawType() == List.class;
            assertEquals(list ? "array" : "object", property.path("type").asText(), name);
            Type element = generic.getActualTypeArguments()[list ? 0 : 1];
            assertTypeMatches(name, element, property.path(list ? "items" : "additionalProperties"));
        } else if (type instanceof Class<?> plain && described(plain)) {
            assertEquals(plain.getSimpleName() + ".json", property.path("$ref").asText(), name);
        } else if (type instanceof Class<?> plain && plain.isEnum()) {
            assertEquals(
                    Arrays.stream(plain.getEnumConstants())
                            .filter(constant -> !constant.equals(unknown(plain)))
                            .map(constant -> Json.tree(Json.encode(constant)).asText())
                            .toList(),
                    property.path("enum").valueStream().map(JsonNode::asText).toList(),
                    name);
        } else if (property.has("enum")) {
            assertEquals(int.class, type, name);
            assertTrue(property.get("enum").valueStream().allMatch(JsonNode::isInt), name);
        } else {
            assertEquals(
                    plainType(type),
                    property.path("type").asText() + property.path("format").asText(),
                    name);
        }
    }

    /** What readers take a constant for that a newer writer added; no writer begins with it, so schemas do not name it. */
    private static @Nullable Object unknown(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(field -> field.isAnnotationPresent(JsonEnumDefaultValue.class))
                .map(field -> Enum.valueOf(type.asSubclass(Enum.class), field.getName()))
                .findFirst()
                .orElse(null);
    }

    private static String plainType(Type type) {
        if (type == int.class || type == Integer.class) {
            return "integerint32";
        }
        if (type == long.class) {
            return "integerint64";
        }
        if (type == double.class || type == Double.class) {
            return "number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        return type == Instant.class ? "stringdate-time" : "string";
    }

    private static Stream<RecordComponent> components(Described described) {
        return Arrays.stream(described.type().getRecordComponents());
    }

    private static void collect(String schema, Class<?> type, Map<Class<?>, Described> found) {
        if (found.putIfAbsent(type, new Described(schema, type)) == null) {
            parts(type)
                    .filter(SchemaContractTest::described)
                    .forEach(part -> collect(part.getSimpleName(), part, found));
        }
    }

    private static boolean described(Class<?> type) {
        return type.isRecord() || type.isSealed();
    }

    /** The types of a record's components and of their elements, or what a sealed interface permits. */
    private static Stream<Class<?>> parts(Class<?> type) {
        if (type.isSealed()) {
            return Arrays.stream(type.getPermittedSubclasses());
        }
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getGenericType)
                .map(part -> part instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : part)
                .filter(Class.class::isInstance)
                .map(part -> (Class<?>) part);
    }

    private static Set<String> namesIn(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("likeness.root"), folder))) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .collect(toCollection(TreeSet::new));
        }
    }
}
