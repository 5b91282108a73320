package io.likeness.platform.web;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says why a JSON body was refused: the field, what was expected there and what was found, without naming a class. */
final class JsonRefusal {

    private JsonRefusal() {}

    static LikenessException of(JsonProcessingException json) {
        for (Throwable cause = json; cause != null; cause = cause.getCause()) {
            if (cause instanceof LikenessException own) {
                return own;
            }
        }
        return new LikenessException(ErrorCode.INVALID_REQUEST, describe(json), json);
    }

    private static String describe(JsonProcessingException json) {
        return switch (json) {
            case InvalidFormatException format ->
                field(format)
                        + ": expected "
                        + expected(format.getTargetType())
                        + ", found '"
                        + format.getValue()
                        + "'";
            case MismatchedInputException mismatch ->
                field(mismatch) + ": expected " + expected(mismatch.getTargetType()) + ", found another kind of value";
            case JsonMappingException mapping -> field(mapping) + ": expected a value that fits, found another";
            default -> "body: expected JSON, found an error" + place(json.getLocation());
        };
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null ? "" : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static String field(JsonMappingException mapping) {
        StringBuilder field = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return field.isEmpty() ? "body" : field.toString();
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "the documented type";
        }
        if (type.isEnum()) {
            return "one of " + names(type);
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number in range";
        }
        return Iterable.class.isAssignableFrom(type) || type.isArray() ? "an array" : "an object";
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(Field::isEnumConstant)
                .filter(constant -> !constant.isAnnotationPresent(JsonEnumDefaultValue.class))
                .map(JsonRefusal::name)
                .toList();
    }

    private static String name(Field constant) {
        JsonProperty property = constant.getAnnotation(JsonProperty.class);
        return property == null ? constant.getName() : property.value();
    }
}
