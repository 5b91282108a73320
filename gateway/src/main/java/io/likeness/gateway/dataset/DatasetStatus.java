package io.likeness.gateway.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How far a dataset is. The last three are final. */
public enum DatasetStatus {
    @JsonProperty("queued")
    QUEUED,
    @JsonProperty("importing")
    IMPORTING,
    @JsonProperty("sealed")
    SEALED,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("canceled")
    CANCELED;

    static DatasetStatus parse(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
