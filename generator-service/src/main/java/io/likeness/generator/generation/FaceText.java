package io.likeness.generator.generation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Json;
import io.likeness.contracts.generation.DrawnFace;
import io.likeness.contracts.generation.FaceOperation;
import io.likeness.contracts.generation.FaceOperation.Edit;
import io.likeness.contracts.generation.FaceOperation.Interpolate;
import io.likeness.contracts.generation.FaceOperation.Reconstruct;
import io.likeness.contracts.generation.FaceOperation.Sample;
import io.likeness.contracts.generation.FaceOperation.Vary;
import io.likeness.contracts.generation.FacePhoto;
import io.likeness.contracts.generation.FaceSource;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.latents.LatentSampler;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the text chunks of a PNG say of its origin, in a fixed order. Stateless. */
final class FaceText {

    private FaceText() {}

    /** Of a grid: the request as a whole. */
    static Map<String, String> ofRequest(ModelVersion version, GenerateFaces command) {
        Map<String, String> text = new LinkedHashMap<>();
        text.put("Software", "Likeness");
        text.put("likeness:model", version.name());
        text.put("likeness:version", Integer.toString(version.version()));
        text.put("likeness:digest", version.digest());
        text.put("likeness:operation", command.task().name());
        text.put("likeness:parameters", new String(Json.encode(parameters(command.task())), UTF_8));
        text.put("likeness:seed", Long.toString(command.seed()));
        text.put("likeness:seed-rule", command.rule().name().toLowerCase(Locale.ROOT));
        return text;
    }

    /** Of one face. */
    static Map<String, String> ofImage(ModelVersion version, GenerateFaces command, int index) {
        Map<String, String> text = ofRequest(version, command);
        text.put("likeness:index", Integer.toString(index));
        text.put("likeness:image-seed", Long.toString(LatentSampler.imageSeed(command.rule(), command.seed(), index)));
        return text;
    }

    private static Map<String, Object> parameters(FaceOperation operation) {
        return switch (operation) {
            case Sample(double temperature, Map<String, Double> labels) ->
                Map.of("temperature", temperature, "labels", labels);
            case Interpolate walk ->
                Map.of(
                        "faces",
                        walk.faces().stream().map(FaceText::face).toList(),
                        "steps",
                        walk.steps(),
                        "loop",
                        walk.loop());
            case Reconstruct(FacePhoto photo) -> Map.of("face", face(photo));
            case Edit edit -> Map.of("face", face(edit.face()), "attributes", edit.attributes(), "steps", edit.steps());
            case Vary(FaceSource face, double strength) -> Map.of("face", face(face), "strength", strength);
        };
    }

    /** A photo is named by its digest: whoever is shown the image learns nothing with which to fetch the photo. */
    private static Object face(FaceSource face) {
        return switch (face) {
            case DrawnFace drawn -> drawn;
            case FacePhoto photo -> {
                Map<String, Object> shown = new LinkedHashMap<>();
                shown.put("photo", photo.photo().sha256());
                if (photo.crop() != null) {
                    shown.put("crop", photo.crop());
                }
                shown.put("labels", photo.labels());
                yield shown;
            }
        };
    }
}
