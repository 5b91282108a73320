package io.likeness.gateway.model;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.VersionComparison;
import io.likeness.contracts.model.VersionFilter;
import io.likeness.contracts.model.VersionLineage;
import io.likeness.contracts.model.VersionNotes;
import io.likeness.contracts.model.VersionRef;
import io.likeness.gateway.access.CurrentPrincipal;
import io.likeness.gateway.access.Needs;
import io.likeness.gateway.access.Scope;
import io.likeness.gateway.request.Page;
import io.likeness.platform.web.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is said of versions, what they are looked for by, where they come from and how they differ, over HTTP. */
@Path("/v1/models")
@Needs(changing = Scope.TRAIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "4. Models")
public class VersionResource {
    private final Models models;
    private final VersionNames names;
    private final CurrentPrincipal principal;

    public VersionResource(Models models, VersionNames names, CurrentPrincipal principal) {
        this.principal = principal;
        this.models = models;
        this.names = names;
    }

    @GET
    @Path("{name}/versions")
    @Operation(summary = "Look for versions of a model", description = "Those that fulfil all of it, the newest first.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = ListedVersion.class)))
    @APIResponse(
            responseCode = "400",
            description = "A filter is malformed",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public List<ListedVersion> versions(
            @Parameter(example = "celeba") @PathParam("name") String name,
            @Parameter(
                            description = "A tag that they have, as key:value; several are all needed",
                            example = "[\"season:winter\"]")
                    @QueryParam("tag")
                    List<String> tags,
            @Parameter(description = "Within description, a tag's value or an alias, in upper or lower case")
                    @QueryParam("text")
                    @Nullable
                    String text,
            @Parameter(description = "An alias that names it") @QueryParam("alias") @Nullable String alias,
            @Parameter(
                            description = "At most so many",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200"))
                    @QueryParam("limit")
                    @DefaultValue(Page.DEFAULT_LIMIT)
                    int limit) {
        ModelName model = new ModelName(name);
        VersionFilter filter = VersionFilter.of(tags, text, alias, limit);
        Optional<ModelVersion> champion = models.findChampion(principal.tenant(), model);
        Map<Integer, List<String>> erasures = models.erasures(name);
        return names.search(principal.tenant(), model, filter).stream()
                .map(found -> ListedVersion.of(
                        found.version(),
                        champion.filter(found.version()::equals).isPresent(),
                        erasures.getOrDefault(found.version().version(), List.of()),
                        found.notes()))
                .toList();
    }

    @PATCH
    @Path("{name}/versions/{version}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Describe and tag a version",
            description = "The version itself never changes. What is absent stays, null removes.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = NotesRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed; this is all that is said of it now",
            content = @Content(schema = @Schema(implementation = VersionNotes.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such model or version",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "410",
            description = "It was deleted",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public VersionNotes describe(
            @Parameter(example = "celeba") @PathParam("name") String name,
            @PathParam("version") int version,
            @Nullable NotesRequest request) {
        return names.changeNotes(
                principal.tenant(),
                VersionRef.of(name, version),
                Require.present("body", request).change());
    }

    @GET
    @Path("{name}/versions/{version}/lineage")
    @Operation(
            summary = "See where a version comes from",
            description =
                    "Its dataset, training, configuration, code and cost, and those of the versions that it goes on from, back"
                            + " to random weights or to one that was deleted. Of more than 50 ancestors the last one's `parent`"
                            + " says where it goes on.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = VersionLineage.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such model or version",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "410",
            description = "It was deleted",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public VersionLineage lineage(
            @Parameter(example = "celeba") @PathParam("name") String name, @PathParam("version") int version) {
        return names.fetchLineage(principal.tenant(), VersionRef.of(name, version));
    }

    @GET
    @Path("{name}/versions/{version}/comparison")
    @Operation(
            summary = "Compare a version with another one of its model",
            description =
                    "Numbers side by side with their differences, of configuration, dataset, origin and labels what differs, and"
                            + " what the quality gate found where it compared the two.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = VersionComparison.class)))
    @APIResponse(
            responseCode = "400",
            description = "It is compared with itself, or with no number",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such model or version",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "410",
            description = "It was deleted",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public VersionComparison comparison(
            @Parameter(example = "celeba") @PathParam("name") String name,
            @PathParam("version") int version,
            @Parameter(required = true, description = "The number of the other version", example = "1")
                    @QueryParam("with")
                    @Nullable
                    String with) {
        return names.compare(principal.tenant(), VersionRef.of(name, version), number("with", with));
    }

    private static int number(String field, @Nullable String text) {
        return (int) Require.between(field, Require.integer(field, text), 1, Integer.MAX_VALUE);
    }
}
