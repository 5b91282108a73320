package io.likeness.generator.generation;

import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.generator.decoding.DrawingMemory;
import io.likeness.generator.decoding.DrawingMemory.Share;
import io.likeness.generator.decoding.ModelLease;
import io.likeness.generator.generation.WorkFolder.Space;
import jakarta.enterprise.context.ApplicationScoped;

/** Draws a plan into files and stores them, within the job's share of memory and disk. Safe for threads. */
@ApplicationScoped
class ResultDrawing {
    private final DrawingMemory memory;
    private final WorkFolder workFolder;
    private final FaceDrawing drawing;
    private final ResultFiles results;

    ResultDrawing(DrawingMemory memory, WorkFolder workFolder, FaceDrawing drawing, ResultFiles results) {
        this.memory = memory;
        this.workFolder = workFolder;
        this.drawing = drawing;
        this.results = results;
    }

    /**
     * What is to be announced of the result, which is stored then.
     *
     * @param drawn called after each face
     */
    FacesGenerated draw(GenerateFaces command, ModelLease model, FacePlan plan, ResultKeys keys, Runnable drawn)
            throws InterruptedException {
        long start = System.nanoTime();
        try (Share share = memory.reserve(
                        model.shape(), plan.codes().size(), plan.grid().columns());
                Space space = workFolder.open();
                FaceFiles files = FaceFiles.open(
                        space.folder(), plan, model.shape(), FaceText.ofRequest(model.version(), command))) {
            drawing.draw(command, model, plan.codes(), share, face -> {
                files.add(face);
                drawn.run();
            });
            files.finish();
            return results.store(keys, command, model.version(), files, start);
        }
    }
}
