package io.likeness.gateway.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/**
 * Documents what the records say already: a field of an answer is there unless it is marked as absent at times, and a request has no fields
 * beside its own. Also the names by which clients know operations, and the server, which is whoever serves the document.
 */
@OpenApiFilter(RunStage.BUILD)
public class SchemaDocumentation implements OASFilter {
    private static final String COMPONENT = "#/components/schemas/";
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName INCLUSION = DotName.createSimple(JsonInclude.class);
    private static final DotName UNWRAPPED = DotName.createSimple(JsonUnwrapped.class);
    private static final DotName SCHEMA =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);

    private final Map<String, List<String>> present = new HashMap<>();

    public SchemaDocumentation(IndexView index) {
        index.getKnownClasses().stream()
                .filter(ClassInfo::isRecord)
                .filter(record -> record.name().toString().startsWith("io.likeness."))
                .forEach(record ->
                        present.put(name(record), present(record, index).toList()));
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.addServer(
                OASFactory.createServer().url("/").description("The service that answers with this document"));
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        Set<String> requests = requests(document, schemas);
        schemas.forEach((name, schema) -> {
            if (name.endsWith("Request")) {
                schema.setAdditionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
            }
            if (!requests.contains(name)) {
                require(schema, present.getOrDefault(name, List.of()));
            }
        });
    }

    @Override
    public Operation filterOperation(Operation operation) {
        String id = operation.getOperationId();
        if (id != null && id.contains("Resource_")) {
            operation.setOperationId(Character.toLowerCase(id.charAt(0)) + clientName(id.substring(1)));
        }
        return operation;
    }

    /** {@code atasetResource_list}: {@code atasetList}. */
    private static String clientName(String id) {
        int end = id.indexOf("Resource_");
        String method = id.substring(end + "Resource_".length());
        return id.substring(0, end) + Character.toUpperCase(method.charAt(0)) + method.substring(1);
    }

    private static void require(Schema schema, List<String> fields) {
        Map<String, Schema> properties = schema.getProperties();
        if (properties != null) {
            fields.stream().filter(properties::containsKey).forEach(schema::addRequired);
        }
    }

    /** Of bodies that callers send, with all that is in them. */
    private static Set<String> requests(OpenAPI document, Map<String, Schema> schemas) {
        Set<String> names = new HashSet<>();
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .map(Operation::getRequestBody)
                .filter(body -> body != null && body.getContent() != null)
                .flatMap((RequestBody body) -> body.getContent().getMediaTypes().values().stream())
                .map(MediaType::getSchema)
                .forEach(schema -> collect(schema, schemas, names));
        return names;
    }

    private static void collect(@Nullable Schema schema, Map<String, Schema> schemas, Set<String> names) {
        if (schema == null) {
            return;
        }
        String reference = schema.getRef();
        if (reference != null && reference.startsWith(COMPONENT)) {
            String name = reference.substring(COMPONENT.length());
            if (names.add(name)) {
                collect(schemas.get(name), schemas, names);
            }
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(property -> collect(property, schemas, names));
        }
        collect(schema.getItems(), schemas, names);
        collect(schema.getAdditionalPropertiesSchema(), schemas, names);
    }

    private static String name(ClassInfo record) {
        return record.hasDeclaredAnnotation(SCHEMA)
                        && record.declaredAnnotation(SCHEMA).value("name") != null
                ? record.declaredAnnotation(SCHEMA).value("name").asString()
                : record.simpleName();
    }

    private static Stream<String> present(ClassInfo record, IndexView index) {
        return record.recordComponents().stream()
                .filter(component -> !component.type().hasAnnotation(NULLABLE))
                .filter(component -> !leftOut(record.field(component.name())))
                .flatMap(component -> record.field(component.name()).hasAnnotation(UNWRAPPED)
                        ? present(index.getClassByName(component.type().name()), index)
                        : Stream.of(component.name()));
    }

    /** Whether a field is absent where it is empty. */
    private static boolean leftOut(FieldInfo field) {
        AnnotationInstance inclusion = field.annotation(INCLUSION);
        return inclusion != null
                && inclusion.value() != null
                && inclusion.value().asEnum().equals(JsonInclude.Include.NON_EMPTY.name());
    }
}
