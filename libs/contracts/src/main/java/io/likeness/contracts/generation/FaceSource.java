package io.likeness.contracts.generation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;

/** A face to start from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DrawnFace.class, name = "drawn"),
    @JsonSubTypes.Type(value = FacePhoto.class, name = "photo")
})
public sealed interface FaceSource permits DrawnFace, FacePhoto {

    /** Values by name that are known of the face, as the dataset's rows carry them. */
    Map<String, Double> labels();
}
