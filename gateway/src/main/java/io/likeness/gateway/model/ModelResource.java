package io.likeness.gateway.model;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.VersionRef;
import io.likeness.gateway.access.CurrentPrincipal;
import io.likeness.gateway.access.Needs;
import io.likeness.gateway.access.Scope;
import io.likeness.gateway.deletion.DeletionResponses;
import io.likeness.gateway.deletion.Deletions;
import io.likeness.gateway.request.Correlation;
import io.likeness.gateway.request.FileResponses;
import io.likeness.platform.web.Problem;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Models over HTTP. */
@Path("/v1/models")
@Needs(changing = Scope.TRAIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "4. Models", description = "Named models, their immutable versions and their files")
public class ModelResource {
    private static final String PAGE_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

    private final Models models;
    private final Artifacts artifacts;
    private final FileResponses files;
    private final Deletions deletions;
    private final VersionNames names;
    private final CurrentPrincipal principal;

    public ModelResource(
            Models models,
            VersionNames names,
            Artifacts artifacts,
            FileResponses files,
            Deletions deletions,
            CurrentPrincipal principal) {
        this.principal = principal;
        this.deletions = deletions;
        this.models = models;
        this.names = names;
        this.artifacts = artifacts;
        this.files = files;
    }

    @GET
    @Operation(summary = "List models with their champions")
    public List<ListedModel> models() {
        return models.fetchModels(principal.tenant()).stream()
                .map(ListedModel::of)
                .toList();
    }

    @GET
    @Path("{name}")
    @Operation(summary = "Look at a model and its versions")
    public ModelDetails model(@Parameter(example = "celeba") @PathParam("name") String name) {
        return ModelDetails.of(models.fetchModel(principal.tenant(), new ModelName(name)), models.erasures(name));
    }

    @GET
    @Path("{name}/versions/{version}")
    @Operation(summary = "Look at a version, its metrics, its labels and what people say of it")
    public VersionDetails version(@PathParam("name") String name, @PathParam("version") int version) {
        VersionRef wanted = VersionRef.of(name, version);
        ModelVersion found = models.fetchVersion(principal.tenant(), wanted);
        List<String> erasures = models.erasures(name).getOrDefault(version, List.of());
        return VersionDetails.of(
                found,
                models.findChampion(principal.tenant(), wanted.name())
                        .filter(found::equals)
                        .isPresent(),
                artifacts.manifest(found),
                erasures,
                names.fetchNotes(principal.tenant(), wanted));
    }

    @DELETE
    @Path("{name}/versions/{version}")
    @Operation(
            summary = "Delete a version and its files",
            description =
                    "Refused while it serves as champion, while something runs that needs it, and where another version"
                            + " began with it. In a champion's place the one serves that served before it, is still there and was"
                            + " not taken back, else"
                            + " none. The training that made it stays. The id is answered with 410 from then on; deleting again changes"
                            + " nothing.")
    @APIResponse(
            responseCode = "200",
            description = "Deleted; its files go within seconds",
            content = @Content(schema = @Schema(implementation = DeletionResponses.Report.class)))
    @APIResponse(
            responseCode = "409",
            description = "It is in use; nothing is changed",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = DeletionResponses.InUse.class)))
    public Response delete(
            @PathParam("name") String name,
            @PathParam("version") int version,
            @Parameter(description = "Whether what uses it is ended and deleted, too")
                    @QueryParam("cascade")
                    @DefaultValue("false")
                    boolean cascade) {
        VersionRef wanted = VersionRef.of(name, version);
        models.requireKnown(principal.tenant(), wanted);
        return DeletionResponses.of(deletions.delete(wanted, cascade, Correlation.current()));
    }

    @GET
    @Path("{name}/versions/{version}/artifacts/{file}")
    @Produces(MediaType.WILDCARD)
    @Operation(
            summary = "Download a file of a version",
            description = "decoder.onnx, encoder.onnx, density.json, directions.json, report.json, film.png, film.apng,"
                    + " manifest.json or evaluation.html, a page to look at, which loads and runs nothing. The"
                    + " ETag is the SHA-256 of the content, which is verified before it is sent.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response artifact(
            @PathParam("name") String name,
            @PathParam("version") int version,
            @Parameter(example = "decoder.onnx") @PathParam("file") String file) {
        ObjectReference artifact = artifacts.require(principal.tenant(), name, version, file);
        Response.ResponseBuilder response = files.answer(artifact)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .header("X-Content-Type-Options", "nosniff");
        return (file.equals(ModelManifest.EVALUATION) ? shown(response) : saved(response, file)).build();
    }

    /** As a page of a browser, with the rights that its pictures and its style need and no more. */
    private static Response.ResponseBuilder shown(Response.ResponseBuilder response) {
        return response.header(HttpHeaders.CONTENT_DISPOSITION, "inline")
                .header("Content-Security-Policy", PAGE_POLICY);
    }

    private static Response.ResponseBuilder saved(Response.ResponseBuilder response, String file) {
        return response.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"");
    }
}
