package io.likeness.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which upload becomes a dataset, and how; what is absent has the gateway's default. */
public record DatasetWanted(
        String name,
        String uploadId,
        @Nullable List<String> companionUploadIds,
        @Nullable String addTo,
        @Nullable Integer channels,
        @Nullable Integer side,
        @Nullable String terms) {}
