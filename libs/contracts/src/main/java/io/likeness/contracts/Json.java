package io.likeness.contracts;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON form of the project: UTF-8, camelCase, times as ISO 8601, absent instead of null, map keys sorted, fields that a
 * reader does not know ignored, a fraction or a text never taken for an integer. The same record always gives the same bytes. What
 * is decoded here may come from a newer writer: a constant that is not known is the enumeration's {@code UNKNOWN}, where it has one.
 * Safe for threads.
 */
public final class Json {
    private static final ObjectMapper MAPPER = configure(JsonMapper.builder())
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    private Json() {}

    /** Applies the project's form to a mapper that a framework builds, for requests: there an unknown constant is the caller's fault. */
    public static JsonMapper.Builder configure(JsonMapper.Builder builder) {
        return builder.addModules(new JavaTimeModule(), new Jdk8Module())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .serializationInclusion(JsonInclude.Include.NON_NULL);
    }

    public static byte[] encode(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new LikenessException(
                    ErrorCode.INTERNAL_ERROR, "cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /**
     * @throws LikenessException {@code MALFORMED_EVENT} if the bytes are not JSON of that type, or the code with which the type's
     *     own checks refuse them
     */
    public static <T> T decode(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw refused(type, e);
        }
    }

    public static JsonNode tree(byte[] json) {
        return decode(json, JsonNode.class);
    }

    private static LikenessException refused(Class<?> type, IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof LikenessException own) {
                return own;
            }
        }
        return new LikenessException(ErrorCode.MALFORMED_EVENT, describe(type, e), e);
    }

    /** Names the field and its form in words of the wire: the exception's own message names classes. */
    private static String describe(Class<?> type, IOException e) {
        if (e instanceof InputCoercionException overflow) {
            return outOfRange(overflow.getProcessor().getParsingContext().getCurrentName());
        }
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return "expected JSON of " + type.getSimpleName() + ", found none that can be read";
        }
        String field = mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(joining("."));
        if (mapping.getCause() instanceof InputCoercionException) {
            return outOfRange(field);
        }
        if (mapping instanceof InvalidTypeIdException kind) {
            return "%s.type: expected one of %s, found %s"
                    .formatted(field, kinds(kind), kind.getTypeId() == null ? "none" : "'" + kind.getTypeId() + "'");
        }
        String expected = mapping instanceof MismatchedInputException mismatch
                ? form(mismatch.getTargetType())
                : "a value of its type";
        String found = mapping instanceof InvalidFormatException invalid ? "'" + invalid.getValue() + "'" : "none such";
        return "%s: expected %s, found %s".formatted(field, expected, found);
    }

    private static List<String> kinds(InvalidTypeIdException kind) {
        JsonSubTypes known = kind.getBaseType().getRawClass().getAnnotation(JsonSubTypes.class);
        return known == null
                ? List.of()
                : Arrays.stream(known.value()).map(JsonSubTypes.Type::name).toList();
    }

    private static String outOfRange(@Nullable String field) {
        return field + ": expected an integer of its range, found one outside";
    }

    private static String form(@Nullable Class<?> type) {
        if (type == null) {
            return "a value of its type";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> MAPPER.convertValue(constant, String.class))
                            .toList();
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "an integer";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == Instant.class) {
            return "a time as ISO 8601";
        }
        if (type == String.class) {
            return "a text";
        }
        return Collection.class.isAssignableFrom(type) || type.isArray() ? "a list" : "an object";
    }
}
