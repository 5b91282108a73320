package io.likeness.gateway.request;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
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
        Method operation = resource.getResourceMethod();
        Map<String, List<String>> query = request.getUriInfo().getQueryParameters();
        if (operation == null || query.isEmpty()) {
            return;
        }
        List<String> violations = violations(operation, query);
        if (!violations.isEmpty()) {
            throw new LikenessException(ErrorCode.INVALID_REQUEST, violations);
        }
    }

    static List<String> violations(Method operation, Map<String, List<String>> query) {
        Map<String, Parameter> known = parameters(operation);
        List<String> violations = new ArrayList<>();
        query.forEach((name, values) -> {
            Parameter parameter = known.get(name);
            if (parameter == null) {
                String expected = known.isEmpty() ? "no query" : Nearest.expected(name, known.keySet());
                violations.add("%s: expected %s, found an unknown parameter".formatted(name, expected));
            } else if (values.size() > 1 && parameter.getType() != List.class) {
                violations.add("%s: expected it once, found it %d times".formatted(name, values.size()));
            } else {
                values.forEach(value -> broken(parameter, value)
                        .ifPresent(expected ->
                                violations.add("%s: expected %s, found '%s'".formatted(name, expected, value))));
            }
        });
        return violations;
    }

    private static Map<String, Parameter> parameters(Method operation) {
        return Arrays.stream(operation.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(QueryParam.class))
                .collect(Collectors.toMap(
                        parameter -> parameter.getAnnotation(QueryParam.class).value(),
                        Function.identity(),
                        (one, other) -> one,
                        TreeMap::new));
    }

    /** What a value must be, if it is not. */
    private static Optional<String> broken(Parameter parameter, String value) {
        Class<?> type = parameter.getType();
        if (type == boolean.class || type == Boolean.class) {
            return value.equals("true") || value.equals("false") ? Optional.empty() : Optional.of("true or false");
        }
        @Nullable Schema schema = schema(parameter);
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

    private static @Nullable Schema schema(Parameter parameter) {
        org.eclipse.microprofile.openapi.annotations.parameters.Parameter documented =
                parameter.getAnnotation(org.eclipse.microprofile.openapi.annotations.parameters.Parameter.class);
        return documented == null ? null : documented.schema();
    }
}
