package io.likeness.generator.generation;

import java.util.List;

/** Keys of the objects of one attempt at a job: no other attempt writes them, however late it wakes. */
record ResultKeys(String generationId, long fence) {

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
        return key("index.json");
    }

    List<String> all() {
        return List.of(faces(), grid(), animation(), index());
    }

    private String key(String name) {
        return generationId + "/" + fence + "/" + name;
    }
}
