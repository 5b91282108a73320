package io.likeness.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/**
 * The one JSON form of the project: UTF-8, camelCase, times as ISO 8601, absent instead of null, map keys sorted, fields that a
 * reader does not know ignored. The same record always gives the same bytes. Safe for threads.
 */
public final class Json {
    private static final ObjectMapper MAPPER = configure(JsonMapper.builder()).build();

    private Json() {}

    /** Applies the project's form to a mapper that a framework builds. */
    public static JsonMapper.Builder configure(JsonMapper.Builder builder) {
        return builder.addModules(new JavaTimeModule(), new Jdk8Module())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
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
        String found =
                e instanceof JsonProcessingException json ? json.getOriginalMessage() : String.valueOf(e.getMessage());
        return new LikenessException(
                ErrorCode.MALFORMED_EVENT, "expected JSON of " + type.getSimpleName() + ", found: " + found, e);
    }
}
