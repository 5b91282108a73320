package io.likeness.generator.generation;

import io.likeness.contracts.generation.GenerationIndex;
import java.util.List;

/** Keys of the objects of one attempt at a job: no other attempt writes them, however late it wakes. */
record ResultKeys(String generationId, long fence) {

    /** Of the copy of a job's request, which goes with the job's. */
    static ResultKeys ofShadow(String generationId, long fence) {
        return new ResultKeys(generationId + GenerationIndex.SHADOW, fence);
    }

    /** Whether somebody is told of the result: whoever looks for one finds its index, which has to be there last. */
    boolean announced() {
        return !generationId.endsWith(GenerationIndex.SHADOW);
    }

    String faces() {
        return key("faces.bin");
    }

    String grid() {
        return key("grid.png");
    }

    String animation() {
        return key("animation.png");
    }

    String index() {
        return key(GenerationIndex.FILE);
    }

    List<String> all() {
        return List.of(faces(), grid(), animation(), index());
    }

    private String key(String name) {
        return generationId + "/" + fence + "/" + name;
    }
}
