package io.likeness.contracts.model;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import java.util.List;

/**
 * Ways through latent space along which one attribute changes and, as far as it could be had, no other: {@code z + s v}. The content of
 * {@code directions.json}.
 *
 * @param latents D, length of a latent vector
 * @param directions by attribute, each once
 */
public record LatentDirections(int latents, List<Direction> directions) {
    public LatentDirections {
        Require.between("latents", latents, 1, 65_536);
        directions = List.copyOf(Require.present("directions", directions));
        for (Direction direction : directions) {
            Require.between("directions.vector", direction.vector.length, latents, latents);
        }
    }

    /** Those of a version that has no such file. */
    public static LatentDirections none(int latents) {
        return new LatentDirections(latents, List.of());
    }

    /**
     * The direction of an attribute.
     *
     * @param field that carries the name, for the message
     * @throws LikenessException {@code INVALID_REQUEST} naming the attributes that there are
     */
    public Direction require(String field, String attribute) {
        return directions.stream()
                .filter(direction -> direction.attribute.equals(attribute))
                .findFirst()
                .orElseThrow(() -> Require.invalid(
                        field,
                        "attributes that the model knows, "
                                + directions.stream().map(Direction::attribute).toList(),
                        "'" + attribute + "'"));
    }

    /**
     * The direction of one attribute.
     *
     * @param attribute the label from which it was found, such as {@code Smiling}
     * @param vector v, {@code double[D]}; strength s = 1 moves by the distance between the mean face without and the mean face with it.
     *     Owned by the record: callers neither change what they pass nor what they get.
     */
    @SuppressWarnings("ArrayRecordComponent") // Read by index in one loop; boxing serves nobody.
    public record Direction(String attribute, double[] vector) {
        public Direction {
            Require.text("directions.attribute", attribute);
            Require.present("directions.vector", vector);
        }
    }
}
