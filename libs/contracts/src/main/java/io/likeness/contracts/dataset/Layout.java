package io.likeness.contracts.dataset;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How a dataset's archive is laid out. */
public enum Layout {
    /** {@code NNNNNN.jpg} with attribute, partition and identity files. */
    @JsonProperty("celeba")
    CELEBA,
    /** {@code Person_Name/Person_Name_NNNN.jpg}. */
    @JsonProperty("lfw")
    LFW,
    /** {@code age_gender_race_date.jpg}. */
    @JsonProperty("utkface")
    UTKFACE,
    /** A folder for each person: VGGFace2, CASIA-WebFace, AT&T's, or one's own. */
    @JsonProperty("people")
    PEOPLE,
    /** A folder for each class, such as {@code happy} and {@code sad}. */
    @JsonProperty("classes")
    CLASSES,
    /** Any folders of images. */
    @JsonProperty("folder")
    FOLDER,
    /** One that a newer writer knows. It can be told of, not asked for. */
    @JsonEnumDefaultValue
    @JsonProperty("unknown")
    UNKNOWN
}
