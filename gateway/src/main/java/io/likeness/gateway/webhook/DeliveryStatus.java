package io.likeness.gateway.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.likeness.contracts.Require;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How far a delivery is. */
enum DeliveryStatus {
    /** It is being tried, or will be. */
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("succeeded")
    SUCCEEDED,
    /** The last attempt has failed. */
    @JsonProperty("failed")
    FAILED;

    /** The form of the wire and of the tables. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws io.likeness.contracts.LikenessException {@code INVALID_REQUEST} naming the field and those that there are */
    static DeliveryStatus parse(String field, String word) {
        List<String> words = Arrays.stream(values()).map(DeliveryStatus::word).toList();
        return values()[words.indexOf(Require.oneOf(field, word, words))];
    }
}
