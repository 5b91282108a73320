package io.likeness.gateway.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Excerpt;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Compares a body with the record that it is to become and with the bounds that the record's documentation states, and finds all that
 * does not fit, in the words of the body. Fields that are null count as absent. For one body.
 */
final class BodyShape {
    private static final int LONGEST_FOUND = 60;
    private static final int LONGEST_PATH = 200;

    /** A body may be of nothing but faults, and an answer has to end. */
    private static final int MOST = 20;

    private final List<String> violations = new ArrayList<>();

    private BodyShape() {}

    /** What does not fit, each as {@code field: expected X, found Y}; empty if all does. */
    static List<String> violations(JsonNode body, Class<?> record) {
        BodyShape shape = new BodyShape();
        shape.object("", body, record, false);
        return shape.violations;
    }

    /** @param partial whether fields may be absent that the record has to have */
    private void object(String path, JsonNode value, Class<?> record, boolean partial) {
        if (!value.isObject()) {
            refuse(path, "an object", value);
            return;
        }
        Map<String, RecordComponent> known = components(record);
        value.properties().forEach(field -> {
            if (!known.containsKey(field.getKey()) && violations.size() < MOST) {
                refuse(
                        below(path, field.getKey()),
                        Nearest.expected(field.getKey(), names(record)),
                        "an unknown field");
            }
        });
        known.forEach((name, component) -> {
            JsonNode field = value.path(name);
            if (!field.isMissingNode() && !field.isNull()) {
                Schema schema = schema(component);
                value(below(path, name), field, type(component, schema), schema, partial || document(component));
            } else if (!partial && required(component)) {
                refuse(below(path, name), "a value", "none");
            }
        });
    }

    private void value(String path, JsonNode value, Type type, @Nullable Schema schema, boolean partial) {
        if (type instanceof ParameterizedType generic) {
            container(path, value, generic, schema, partial);
        } else if (type instanceof Class<?> plain) {
            single(path, value, plain, schema, partial);
        }
    }

    private void container(
            String path, JsonNode value, ParameterizedType type, @Nullable Schema schema, boolean partial) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Map.class) {
            if (value.isObject()) {
                value.properties()
                        .forEach(
                                entry -> element(path + "." + entry.getKey(), entry.getValue(), arguments[1], partial));
            } else {
                refuse(path, "an object", value);
            }
        } else if (!value.isArray()) {
            refuse(path, "an array", value);
        } else {
            Bounds.brokenBy(value.size(), schema).ifPresent(bounds -> refuse(path, bounds, value.size() + " items"));
            for (int i = 0; i < value.size(); i++) {
                element(path + "[" + i + "]", value.get(i), arguments[0], partial);
            }
        }
    }

    private void element(String path, JsonNode value, Type type, boolean partial) {
        if (value.isNull() && type != Object.class) {
            refuse(path, "a value", "none");
        } else {
            value(path, value, type, null, partial);
        }
    }

    private void single(String path, JsonNode value, Class<?> type, @Nullable Schema schema, boolean partial) {
        if (type.isRecord()) {
            object(path, value, type, partial);
        } else if (type.isEnum()) {
            List<String> constants = Constants.of(type);
            if (!value.isTextual() || !constants.contains(value.textValue())) {
                refuse(path, "one of " + constants, value);
            }
        } else if (type == String.class) {
            if (value.isTextual()) {
                Bounds.brokenBy(value.textValue(), schema).ifPresent(bounds -> refuse(path, bounds, value));
            } else {
                refuse(path, "a text", value);
            }
        } else if (type == Boolean.class || type == boolean.class) {
            if (!value.isBoolean()) {
                refuse(path, "true or false", value);
            }
        } else if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            number(path, value, type, schema);
        }
    }

    private void number(String path, JsonNode value, Class<?> type, @Nullable Schema schema) {
        if (value.isNumber() && !Double.isFinite(value.doubleValue())) {
            refuse(path, "a number that a double can hold", value);
            return;
        }
        boolean fraction = type == Double.class || type == double.class;
        boolean fits = fraction
                ? value.isNumber()
                : value.isIntegralNumber()
                        && (type == Long.class || type == long.class
                                ? value.canConvertToLong()
                                : value.canConvertToInt());
        Optional<String> bounds = value.isNumber() ? Bounds.brokenBy(value.decimalValue(), schema) : Optional.empty();
        if (bounds.isPresent() || !fits) {
            refuse(path, bounds.orElse(fraction ? "a number" : "an integer"), value);
        }
    }

    private void refuse(String path, String expected, JsonNode found) {
        refuse(path, expected, found(found));
    }

    private void refuse(String path, String expected, String found) {
        if (violations.size() < MOST) {
            String field = path.isEmpty() ? "body" : Excerpt.of(path, LONGEST_PATH);
            violations.add("%s: expected %s, found %s".formatted(field, expected, found));
        }
    }

    private static String found(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "'" + Excerpt.of(value.textValue(), LONGEST_FOUND) + "'";
            case BINARY, BOOLEAN, MISSING, NULL, NUMBER, POJO -> Excerpt.of(value.asText(), LONGEST_FOUND);
        };
    }

    private static Map<String, RecordComponent> components(Class<?> record) {
        Map<String, RecordComponent> components = new LinkedHashMap<>();
        Arrays.stream(record.getRecordComponents())
                .forEach(component -> components.put(component.getName(), component));
        return components;
    }

    /** Of the record's fields and of those one level below, which are easily put a level too high. */
    private static TreeSet<String> names(Class<?> record) {
        TreeSet<String> names = new TreeSet<>();
        for (RecordComponent component : record.getRecordComponents()) {
            names.add(component.getName());
            if (type(component, schema(component)) instanceof Class<?> part && part.isRecord()) {
                components(part).keySet().forEach(name -> names.add(component.getName() + "." + name));
            }
        }
        return names;
    }

    /** What a document's fields are is told by its documentation alone. */
    private static Type type(RecordComponent component, @Nullable Schema schema) {
        return document(component) && schema != null ? schema.implementation() : component.getGenericType();
    }

    private static boolean document(RecordComponent component) {
        Schema schema = schema(component);
        return component.getType() == Map.class
                && schema != null
                && schema.implementation().isRecord();
    }

    /** Records of requests say so; in those of the wire, whatever is not marked as absent at times. */
    private static boolean required(RecordComponent component) {
        Schema schema = schema(component);
        return schema != null
                ? schema.required()
                : !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static @Nullable Schema schema(RecordComponent component) {
        try {
            return component
                    .getDeclaringRecord()
                    .getDeclaredField(component.getName())
                    .getAnnotation(Schema.class);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(component + ": expected a field of a record, found none", e);
        }
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
