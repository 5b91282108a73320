package io.likeness.contracts.dataset;

import io.likeness.contracts.Require;

/**
 * Remove an image from whatever ingest-service has stored or reads, and take it in no more.
 *
 * @param sha256 of the file as it was in an archive
 */
public record EraseImage(String erasureId, String sha256) implements DatasetCommand {
    public EraseImage {
        Require.text("erasureId", erasureId);
        Require.sha256("sha256", sha256);
    }

    @Override
    public String aggregateId() {
        return erasureId;
    }
}
