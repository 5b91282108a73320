package io.likeness.gateway.upload;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An upload that a client begins.
 *
 * @param fileName empty of a piece
 * @param length of the whole in bytes, absent if the client does not know yet
 * @param piece whether it is only there to be put together with others
 * @param pieces ids of those that it is put together of; empty if it comes from the client
 * @param piecesText these as the client named them
 * @param metadata as the client gave it
 */
record Creation(
        String fileName,
        @Nullable String datasetName,
        @Nullable Long length,
        boolean piece,
        List<String> pieces,
        @Nullable String piecesText,
        @Nullable String metadata) {
    Creation {
        pieces = List.copyOf(pieces);
    }
}
