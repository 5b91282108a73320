package io.likeness.training.protocol;

import io.likeness.contracts.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two versions that a child compares, the first line that it reads.
 *
 * @param sets real faces that took part in the training of neither, 1 or more sets
 * @param output existing folder for what the child unpacks
 * @param judge file that {@code ./likeness judge} wrote, in whose features faces are compared; absent: the bundled one
 */
public record ComparisonRequest(
        Version candidate,
        Version champion,
        List<RealSet> sets,
        String output,
        @Nullable String judge) {
    public ComparisonRequest {
        Require.present("candidate", candidate);
        Require.present("champion", champion);
        sets = List.copyOf(Require.present("sets", sets));
        Require.between("sets", sets.size(), 1, Integer.MAX_VALUE);
        Require.text("output", output);
    }

    /**
     * One of the two.
     *
     * @param folder with its {@code decoder.onnx}, {@code encoder.onnx} and {@code density.json}
     * @param channels C of its images, 1 or 3
     * @param side S of its images
     * @param conditions names of the labels that its networks take
     */
    public record Version(String folder, int channels, int side, List<String> conditions) {
        public Version {
            Require.text("version.folder", folder);
            Require.oneOf("version.channels", channels, List.of(1, 3));
            Require.between("version.side", side, 1, 1024);
            conditions = List.copyOf(Require.present("version.conditions", conditions));
        }
    }

    /**
     * Faces of one shape.
     *
     * @param channels C, 1 or 3
     * @param side S
     * @param most to be taken of them, evenly spread, 1 or more
     */
    public record RealSet(CacheFile images, int channels, int side, int most) {
        public RealSet {
            Require.present("set.images", images);
            Require.oneOf("set.channels", channels, List.of(1, 3));
            Require.between("set.side", side, 1, 1024);
            Require.between("set.most", most, 1, Integer.MAX_VALUE);
        }
    }
}
