package io.likeness.generator.generation;

import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.decoding.DrawingMemories;
import io.likeness.generator.decoding.DrawingMemory.Share;
import io.likeness.generator.decoding.ModelLease;
import io.likeness.latents.FaceCode;
import java.util.ArrayList;
import java.util.List;

/** Draws and keeps what was drawn. */
final class Drawn {
    private Drawn() {}

    static List<Face> by(
            FaceDrawing drawing,
            GeneratorConfiguration configuration,
            GenerateFaces command,
            ModelLease lease,
            List<FaceCode> codes) {
        List<Face> faces = new ArrayList<>();
        try (Share share = DrawingMemories.ofOneGibibyte(configuration).reserve(lease.shape(), codes.size(), 1)) {
            drawing.draw(command, lease, codes, share, faces::add);
            return faces;
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a test", e);
        }
    }
}
