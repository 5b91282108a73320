package io.likeness.contracts.generation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.likeness.contracts.Require;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** What a generation does. Labels and attributes are those of the model's manifest and {@code directions.json}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FaceOperation.Sample.class, name = "sample"),
    @JsonSubTypes.Type(value = FaceOperation.Interpolate.class, name = "interpolate"),
    @JsonSubTypes.Type(value = FaceOperation.Reconstruct.class, name = "reconstruct"),
    @JsonSubTypes.Type(value = FaceOperation.Edit.class, name = "edit"),
    @JsonSubTypes.Type(value = FaceOperation.Vary.class, name = "vary")
})
public sealed interface FaceOperation {
    int MOST_FACES_OF_A_PATH = 8;
    int MOST_STEPS = 60;
    double GREATEST_STRENGTH = 3;
    double GREATEST_TEMPERATURE = 2;

    /** As the wire and the API name it, such as {@code sample}. */
    default String name() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** How many images it ends as; empty where the command's count says so. */
    OptionalInt images();

    /**
     * Draws faces that nobody has.
     *
     * @param temperature 0 to 2: scales the spread around the density's centres; 1 is the density itself
     * @param labels values by name that the faces are asked to have, as the dataset's rows carry them; the others are drawn
     */
    record Sample(double temperature, Map<String, Double> labels) implements FaceOperation {
        public Sample {
            Require.between("temperature", temperature, 0, GREATEST_TEMPERATURE);
            labels = Require.numbers("labels", labels);
        }

        /** The density itself, whatever the labels. */
        public static Sample plain() {
            return new Sample(1, Map.of());
        }

        @Override
        public OptionalInt images() {
            return OptionalInt.empty();
        }
    }

    /**
     * Walks from face to face.
     *
     * @param faces 2 to 8
     * @param steps 2 to 60 frames from one face to the next, the first of the two counted
     * @param loop whether it walks on from the last face to the first; if not, the last face is one frame more
     */
    record Interpolate(List<FaceSource> faces, int steps, boolean loop) implements FaceOperation {
        public Interpolate {
            faces = List.copyOf(Require.present("faces", faces));
            Require.between("faces", faces.size(), 2, MOST_FACES_OF_A_PATH);
            Require.between("steps", steps, 2, MOST_STEPS);
        }

        @Override
        public OptionalInt images() {
            return OptionalInt.of(loop ? faces.size() * steps : (faces.size() - 1) * steps + 1);
        }
    }

    /** Encodes a photo and decodes it. */
    record Reconstruct(FacePhoto face) implements FaceOperation {
        public Reconstruct {
            Require.present("face", face);
        }

        @Override
        public OptionalInt images() {
            return OptionalInt.of(1);
        }
    }

    /**
     * Changes attributes of a face.
     *
     * @param attributes strength by attribute, -3 to 3: 1 is the way from the mean face without to the mean face with it
     * @param steps 1: the changed face; 2 to 60: as many faces on the way there, the first unchanged
     */
    record Edit(FaceSource face, Map<String, Double> attributes, int steps) implements FaceOperation {
        public Edit {
            Require.present("face", face);
            attributes = Require.numbers("attributes", attributes);
            if (attributes.isEmpty()) {
                throw Require.invalid("attributes", "at least one", "none");
            }
            attributes.forEach((name, strength) ->
                    Require.between("attributes." + name, strength, -GREATEST_STRENGTH, GREATEST_STRENGTH));
            Require.between("steps", steps, 1, MOST_STEPS);
        }

        @Override
        public OptionalInt images() {
            return OptionalInt.of(steps);
        }
    }

    /**
     * Draws faces that resemble one.
     *
     * @param strength 0 to 1: 0 is the face itself, 1 a face that has nothing to do with it
     */
    record Vary(FaceSource face, double strength) implements FaceOperation {
        public Vary {
            Require.present("face", face);
            Require.between("strength", strength, 0, 1);
        }

        @Override
        public OptionalInt images() {
            return OptionalInt.empty();
        }
    }
}
