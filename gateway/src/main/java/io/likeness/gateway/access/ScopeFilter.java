package io.likeness.gateway.access;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Refuses a request whose key lacks the scope that its operation needs, before anything else of it is looked at. Safe for threads. */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class ScopeFilter implements ContainerRequestFilter {
    private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final Map<Method, Need> needs = new ConcurrentHashMap<>();
    private final ResourceInfo resource;
    private final CurrentPrincipal principal;

    public ScopeFilter(@Context ResourceInfo resource, CurrentPrincipal principal) {
        this.resource = resource;
        this.principal = principal;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Method operation = resource.getResourceMethod();
        if (operation == null) {
            return;
        }
        Need need = needs.computeIfAbsent(operation, ScopeFilter::require);
        if (!need.scopes().isEmpty()) {
            need.refusal(principal.get()).ifPresent(refusal -> {
                throw refusal;
            });
        }
    }

    private static Need require(Method operation) {
        return need(operation)
                .orElseThrow(() ->
                        new LikenessException(ErrorCode.INTERNAL_ERROR, operation + ": expected @Needs, found none"));
    }

    /** Absent where neither the operation nor its resource says. */
    static Optional<Need> need(Method operation) {
        Class<?> resource = operation.getDeclaringClass();
        String method = method(operation);
        if (resource.isAnnotationPresent(OpenToAll.class) || method.equals(HttpMethod.OPTIONS)) {
            return Optional.of(Need.NOTHING);
        }
        return Optional.ofNullable(operation.getAnnotation(Needs.class))
                .or(() -> Optional.ofNullable(resource.getAnnotation(Needs.class)))
                .map(needs -> Need.of(needs, READING.contains(method)));
    }

    /** GET, or whatever else its annotation says. */
    private static String method(Method operation) {
        return Arrays.stream(operation.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(method -> method != null)
                .map(HttpMethod::value)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(operation + ": expected an operation, found none"));
    }
}
