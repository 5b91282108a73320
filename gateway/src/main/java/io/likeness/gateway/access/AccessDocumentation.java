package io.likeness.gateway.access;

import io.likeness.platform.web.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/** Documents which scopes each operation needs, as {@link Needs} declares them: one of several is enough. */
@OpenApiFilter(RunStage.BUILD)
public class AccessDocumentation implements OASFilter {
    private static final String BEARER = "bearer";
    /** Of which one is enough. */
    private static final String SCOPES = "x-scopes";

    private static final DotName NEEDS = DotName.createSimple(Needs.class);
    private static final DotName PATH = DotName.createSimple("jakarta.ws.rs.Path");

    /** By the operation's id, as the framework makes it and as it is published. */
    private final Map<String, AnnotationInstance> needs = new HashMap<>();

    public AccessDocumentation(IndexView index) {
        index.getAnnotations(PATH).stream()
                .map(AnnotationInstance::target)
                .filter(target -> target.kind() == AnnotationTarget.Kind.CLASS)
                .forEach(target -> target.asClass().methods().forEach(method -> put(target.asClass(), method)));
    }

    private void put(ClassInfo resource, MethodInfo operation) {
        AnnotationInstance found =
                operation.hasAnnotation(NEEDS) ? operation.annotation(NEEDS) : resource.declaredAnnotation(NEEDS);
        if (found != null) {
            String name = resource.simpleName().replaceAll("Resource$", "");
            needs.put(resource.simpleName() + "_" + operation.name(), found);
            needs.put(lower(name) + upper(operation.name()), found);
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents()
                .addSecurityScheme(
                        BEARER,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme(BEARER)
                                .description(
                                        "A key, `lk_...`, or a token of the OpenID Connect provider that the gateway is"
                                                + " configured with. Pages have a cookie in its place, from `/v1/session`."
                                                + " On its own machine a system may let everybody in without."));
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().forEach((method, operation) -> document(method, operation)));
    }

    private void document(PathItem.HttpMethod method, Operation operation) {
        AnnotationInstance found = method == PathItem.HttpMethod.OPTIONS ? null : needs.get(operation.getOperationId());
        if (found == null) {
            operation.setSecurity(List.of());
            return;
        }
        boolean reading = method == PathItem.HttpMethod.GET || method == PathItem.HttpMethod.HEAD;
        List<String> scopes =
                reading ? scopes(found.value("reading"), Scope.READ) : scopes(found.value("changing"), Scope.ADMIN);
        operation.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(BEARER, List.of())));
        // The specification lets roles stand in the requirement; common linters take them for scopes of OAuth that
        // nobody declares.
        operation.addExtension(SCOPES, scopes);
        String whose =
                found.value("operator") != null && found.value("operator").asBoolean()
                        ? " of the tenant " + Tenant.MAIN
                        : "";
        operation.getResponses().addAPIResponse("401", problem("No valid key is shown"));
        operation
                .getResponses()
                .addAPIResponse("403", problem("The key lacks the scope: " + String.join(" or ", scopes) + whose));
    }

    private static List<String> scopes(@Nullable AnnotationValue value, Scope otherwise) {
        return value == null
                ? List.of(otherwise.word())
                : List.of(value.asEnumArray()).stream()
                        .map(name -> Scope.valueOf(name).word())
                        .toList();
    }

    private static APIResponse problem(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))));
    }

    private static String lower(String text) {
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private static String upper(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
