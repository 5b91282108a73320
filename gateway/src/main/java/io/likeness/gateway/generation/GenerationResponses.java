package io.likeness.gateway.generation;

import io.likeness.contracts.ObjectReference;
import io.likeness.gateway.request.FileResponses;
import io.likeness.gateway.request.Preference;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Answers with generations and their faces. Safe for threads. */
@Singleton
class GenerationResponses {
    static final String PNG = "image/png";
    static final String ZIP = "application/zip";

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";

    private final Faces faces;
    private final FileResponses files;

    GenerationResponses(Faces faces, FileResponses files) {
        this.faces = faces;
        this.files = files;
    }

    /** What of a generation whoever asked for it wants to be answered with. */
    enum Form {
        JOB(MediaType.APPLICATION_JSON),
        PICTURE(PNG),
        ALL(ZIP);

        private final MediaType type;

        Form(String type) {
            this.type = MediaType.valueOf(type);
        }

        /** How long the caller waits who does not say: whoever wants faces can do nothing with a job. */
        Optional<Duration> patience() {
            return this == JOB ? Optional.empty() : Optional.of(Preference.LONGEST);
        }
    }

    /** The form that a caller likes most, the job where all are alike. */
    static Form accepted(List<MediaType> likedFirst) {
        return likedFirst.stream()
                .flatMap(liked -> Arrays.stream(Form.values()).filter(form -> form.type.isCompatible(liked)))
                .findFirst()
                .orElse(Form.JOB);
    }

    ResponseBuilder job(Generation generation, int status) {
        return at(generation, Response.status(status).entity(generation).type(MediaType.APPLICATION_JSON));
    }

    /**
     * A generation when its caller waits no more: in the form that is wanted if it has ended, else the job.
     *
     * @throws io.likeness.contracts.LikenessException {@code STATE_CONFLICT} where faces are wanted and it has ended without
     */
    ResponseBuilder waited(Generation generation, Form form) {
        if (!generation.status().ended()) {
            return job(generation, 202);
        }
        return switch (form) {
            case JOB -> job(generation, 200);
            case PICTURE ->
                at(generation, files.answer(generation.requireResult().grid(), PNG))
                        .contentLocation(URI.create(generation.links().grid()));
            case ALL -> at(generation, zip(generation));
        };
    }

    ResponseBuilder zip(Generation generation) {
        return files.answer(faces.zip(generation))
                .type(ZIP)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"generation-" + generation.id() + ".zip\"");
    }

    Response png(ObjectReference picture) {
        return immutable(files.answer(picture));
    }

    Response png(byte[] picture) {
        return immutable(files.answer(picture));
    }

    private static ResponseBuilder at(Generation generation, ResponseBuilder answer) {
        return answer.location(URI.create(generation.links().self()));
    }

    private static Response immutable(ResponseBuilder png) {
        return png.header(HttpHeaders.CACHE_CONTROL, IMMUTABLE).build();
    }
}
