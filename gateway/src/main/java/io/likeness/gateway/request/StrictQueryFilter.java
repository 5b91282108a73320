package io.likeness.gateway.request;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Refuses a query with all that its operation does not know or cannot read: unknown names, repeated ones, and values of another form. */
@Provider
public class StrictQueryFilter implements ContainerRequestFilter {
    private final ResourceInfo resource;

    public StrictQueryFilter(@Context ResourceInfo resource) {
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Map<String, List<String>> query = request.getUriInfo().getQueryParameters();
        Method operation = query.isEmpty() ? null : resource.getResourceMethod();
        if (operation == null) {
            return;
        }
        List<String> violations = violations(operation, query);
        if (!violations.isEmpty()) {
            throw new LikenessException(ErrorCode.INVALID_REQUEST, violations);
        }
    }

    static List<String> violations(Method operation, Map<String, List<String>> query) {
        Map<String, QueryParameter> known = parameters(operation);
        List<String> violations = new ArrayList<>();
        query.forEach((name, values) -> {
            QueryParameter parameter = known.get(name);
            if (parameter == null) {
                String expected = known.isEmpty() ? "no query" : Nearest.expected(name, known.keySet());
                violations.add("%s: expected %s, found an unknown parameter".formatted(name, expected));
            } else if (values.size() > 1 && !parameter.several()) {
                violations.add("%s: expected it once, found it %d times".formatted(name, values.size()));
            } else {
                values.forEach(value -> broken(parameter, value)
                        .ifPresent(expected ->
                                violations.add("%s: expected %s, found '%s'".formatted(name, expected, value))));
            }
        });
        return violations;
    }

    /** Those of the operation itself and of the records in which it takes some. */
    private static Map<String, QueryParameter> parameters(Method operation) {
        Map<String, QueryParameter> known = new TreeMap<>();
        for (Parameter parameter : operation.getParameters()) {
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Field field : parameter.getType().getDeclaredFields()) {
                    add(known, field, field.getType(), field.getGenericType());
                }
            } else {
                add(known, parameter, parameter.getType(), parameter.getParameterizedType());
            }
        }
        return known;
    }

    private static void add(Map<String, QueryParameter> known, AnnotatedElement element, Class<?> type, Type generic) {
        QueryParam name = element.getAnnotation(QueryParam.class);
        if (name != null) {
            boolean several = type == List.class;
            Class<?> single = several && generic instanceof ParameterizedType list
                    ? (Class<?>) list.getActualTypeArguments()[0]
                    : type;
            known.put(name.value(), new QueryParameter(single, several, schema(element)));
        }
    }

    /** What a value must be, if it is not. */
    private static Optional<String> broken(QueryParameter parameter, String value) {
        Class<?> type = parameter.type();
        if (type == boolean.class || type == Boolean.class) {
            return value.equals("true") || value.equals("false") ? Optional.empty() : Optional.of("true or false");
        }
        if (type.isEnum()) {
            List<String> constants = Constants.of(type);
            return constants.contains(value) ? Optional.empty() : Optional.of("one of " + constants);
        }
        Schema schema = parameter.schema();
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return brokenNumber(value, type, schema);
        }
        return type == String.class ? Bounds.brokenBy(value, schema) : Optional.empty();
    }

    private static Optional<String> brokenNumber(String value, Class<?> type, @Nullable Schema schema) {
        try {
            boolean small = type == int.class || type == Integer.class;
            long number = small ? Integer.parseInt(value) : Long.parseLong(value);
            return Bounds.brokenBy(BigDecimal.valueOf(number), schema);
        } catch (NumberFormatException e) {
            return Optional.of("an integer");
        }
    }

    private static @Nullable Schema schema(AnnotatedElement element) {
        org.eclipse.microprofile.openapi.annotations.parameters.Parameter documented =
                element.getAnnotation(org.eclipse.microprofile.openapi.annotations.parameters.Parameter.class);
        return documented == null ? null : documented.schema();
    }

    /** @param several whether it may be given more than once */
    private record QueryParameter(
            Class<?> type, boolean several, @Nullable Schema schema) {}
}
