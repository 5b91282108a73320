package io.likeness.generator.generation;

import io.likeness.contracts.model.ModelVersion;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the text chunks of a PNG say of its origin, in a fixed order. Stateless. */
final class FaceText {

    private FaceText() {}

    /** Of a grid: the request as a whole. */
    static Map<String, String> ofRequest(ModelVersion version, long seed) {
        Map<String, String> text = new LinkedHashMap<>();
        text.put("Software", "Likeness");
        text.put("likeness:model", version.name());
        text.put("likeness:version", Integer.toString(version.version()));
        text.put("likeness:digest", version.digest());
        text.put("likeness:seed", Long.toString(seed));
        return text;
    }

    /** Of one face. */
    static Map<String, String> ofImage(ModelVersion version, long seed, int index, long imageSeed) {
        Map<String, String> text = ofRequest(version, seed);
        text.put("likeness:index", Integer.toString(index));
        text.put("likeness:image-seed", Long.toString(imageSeed));
        return text;
    }
}
