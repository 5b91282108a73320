package io.likeness.gateway.ledger;

import io.likeness.contracts.Require;
import io.likeness.gateway.request.Times;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Where a list goes on that is ordered by time and, within it, by id: behind one of its items.
 *
 * @param at the item's time
 * @param id the item's
 */
public record Position(Instant at, String id) {
    private static final Pattern ID = Pattern.compile("[\\w.-]{1,200}");

    /** As a cursor, which means nothing to its holder. */
    public String encoded() {
        byte[] text = (at + "/" + id).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /**
     * What {@link #encoded} gave; absent for none.
     *
     * @throws io.likeness.contracts.LikenessException {@code INVALID_REQUEST} for what is none of ours
     */
    public static @Nullable Position decoded(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int slash = text.indexOf('/');
            Instant at = Times.parse(text.substring(0, Math.max(slash, 0)));
            String id = text.substring(slash + 1);
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException("an id of another form");
            }
            return new Position(at, id);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Require.invalid("cursor", "one that the link to the next page had", "'" + cursor + "'");
        }
    }

    /**
     * The condition, behind others, of what follows a position in a list; none where the list begins.
     *
     * @param time the column of the items' time
     */
    public static String condition(@Nullable Position after, String time, boolean oldestFirst) {
        return after == null
                ? ""
                : " AND (" + time + ", id) " + (oldestFirst ? ">" : "<") + " (:positionAt, :positionId)";
    }

    /** Binds what {@link #condition} asks for. */
    public static <S extends SqlStatement<S>> S bind(S sql, @Nullable Position after) {
        return after == null ? sql : sql.bind("positionAt", after.at).bind("positionId", after.id);
    }
}
