package io.likeness.gateway.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Wire records in {@code jsonb} columns, and times. Stateless. */
public final class Documents {

    private Documents() {}

    /** What a {@code jsonb} parameter is bound to. */
    public static String text(Object document) {
        return new String(Json.encode(document), UTF_8);
    }

    /** @throws LikenessException {@code INTERNAL_ERROR}: what is stored is no fault of the caller, whatever its type says of it */
    public static <T> T read(String document, Class<T> type) {
        try {
            return Json.decode(document.getBytes(UTF_8), type);
        } catch (LikenessException e) {
            throw new LikenessException(
                    ErrorCode.INTERNAL_ERROR, "a stored " + type.getSimpleName() + " can no longer be read", e);
        }
    }

    public static <T> T require(ResultSet row, String column, Class<T> type) throws SQLException {
        return read(row.getString(column), type);
    }

    public static Instant requireTime(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    public static @Nullable Instant findTime(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
