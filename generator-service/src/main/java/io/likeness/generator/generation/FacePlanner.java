package io.likeness.generator.generation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.generation.FaceOperation.Edit;
import io.likeness.contracts.generation.FaceOperation.Interpolate;
import io.likeness.contracts.generation.FaceOperation.Reconstruct;
import io.likeness.contracts.generation.FaceOperation.Sample;
import io.likeness.contracts.generation.FaceOperation.Vary;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.decoding.ModelLease;
import io.likeness.imaging.ImageTensor;
import io.likeness.latents.FaceCode;
import io.likeness.latents.LatentSampler;
import io.likeness.latents.LatentSpace;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Decides which faces a job draws; a face depends on model, operation, seed and index alone. Safe for threads. */
@ApplicationScoped
class FacePlanner {
    private final FaceSources sources;
    private final long mostPixels;

    FacePlanner(FaceSources sources, GeneratorConfiguration configuration) {
        this.sources = sources;
        this.mostPixels = Require.between(
                "likeness.generator.most-pixels", configuration.mostPixels().asLongValue(), 1, Long.MAX_VALUE);
    }

    /**
     * The faces of a command.
     *
     * @throws LikenessException {@code INVALID_REQUEST} for what the model does not know or what takes too many pixels, or as {@link
     *     FaceSources#find} does
     */
    FacePlan plan(GenerateFaces command, ModelLease model) {
        requireRoom(command, model);
        return switch (command.task()) {
            case Sample sample -> sampled(command, sample, model.space());
            case Interpolate walk -> interpolated(walk, model);
            case Reconstruct photo -> reconstructed(photo, model);
            case Edit edit -> edited(edit, model);
            case Vary vary -> varied(command, vary, model);
        };
    }

    private static FacePlan sampled(GenerateFaces command, Sample sample, LatentSpace space) {
        LatentSampler sampler = space.sampler(sample.labels());
        return FacePlan.of(each(
                command.count(),
                index -> space.code(sampler.sample(
                        LatentSampler.imageSeed(command.rule(), command.seed(), index), sample.temperature()))));
    }

    private FacePlan interpolated(Interpolate walk, ModelLease model) {
        List<FaceCode> faces =
                walk.faces().stream().map(face -> sources.find(face, model)).toList();
        return FacePlan.walk(
                each(walk.images().orElseThrow(), frame -> {
                    FaceCode from = faces.get(frame / walk.steps());
                    FaceCode to = faces.get((frame / walk.steps() + 1) % faces.size());
                    return model.space().between(from, to, (double) (frame % walk.steps()) / walk.steps());
                }),
                walk.steps());
    }

    private FacePlan reconstructed(Reconstruct reconstruct, ModelLease model) {
        EncodedPhoto photo = sources.encode(reconstruct.face(), model);
        return FacePlan.beside(photo.picture(), photo.code());
    }

    private FacePlan edited(Edit edit, ModelLease model) {
        FaceCode face = sources.find(edit.face(), model);
        int steps = edit.steps();
        if (steps == 1) {
            return FacePlan.beside(decoded(face, model), model.space().edited(face, edit.attributes(), 1));
        }
        return FacePlan.walk(
                each(steps, step -> model.space().edited(face, edit.attributes(), (double) step / (steps - 1))),
                steps - 1);
    }

    private FacePlan varied(GenerateFaces command, Vary vary, ModelLease model) {
        FaceCode face = sources.find(vary.face(), model);
        return FacePlan.of(each(
                command.count(),
                index -> model.space()
                        .around(
                                face,
                                vary.strength(),
                                LatentSampler.imageSeed(command.rule(), command.seed(), index))));
    }

    private static ImageTensor decoded(FaceCode face, ModelLease model) {
        return ImageTensor.ofUnit(model.shape(), model.decode(List.of(face)), 0);
    }

    private static List<FaceCode> each(int count, IntFunction<FaceCode> code) {
        return IntStream.range(0, count).mapToObj(code).toList();
    }

    private void requireRoom(GenerateFaces command, ModelLease model) {
        int size = model.shape().size();
        if ((long) command.count() * size > mostPixels) {
            throw new LikenessException(
                    ErrorCode.INVALID_REQUEST,
                    "count: expected at most %d for images of %d values, found %d"
                            .formatted(mostPixels / size, size, command.count()));
        }
    }
}
