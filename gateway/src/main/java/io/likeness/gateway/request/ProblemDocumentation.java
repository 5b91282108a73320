package io.likeness.gateway.request;

import io.likeness.platform.web.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Documents that every operation may answer a problem. */
@OpenApiFilter
public class ProblemDocumentation implements OASFilter {
    private static final String NAME = "Problem";

    @Override
    public Operation filterOperation(Operation operation) {
        operation.getResponses().addAPIResponse("default", answer());
        return operation;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents().addSchema(NAME, schema());
    }

    private static APIResponse answer() {
        return OASFactory.createAPIResponse()
                .description("Any failure, as RFC 9457 problem; one that may pass carries Retry-After")
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + NAME))));
    }

    private static Schema schema() {
        Schema violation = OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .addProperty("field", text("The field that was refused"))
                .addProperty("message", text("What was expected and what was found"));
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("An error (RFC 9457)")
                .addProperty("type", text("Identifies the kind of problem, such as /problems/invalid-request"))
                .addProperty("title", text("The kind of problem in words"))
                .addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER))
                .addProperty("detail", text("What was expected and what was found"))
                .addProperty("code", text("The reason, such as INVALID_REQUEST or MODEL_NOT_FOUND"))
                .addProperty("traceId", text("The request's correlation id, to look for in the logs"))
                .addProperty(
                        "violations",
                        OASFactory.createSchema().addType(SchemaType.ARRAY).items(violation));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
    }
}
