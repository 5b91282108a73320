package io.likeness.gateway.ledger;

import io.likeness.contracts.Require;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.request.Times;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs of a kind are listed, and from where on.
 *
 * @param tenant whose jobs alone
 * @param states any of them; empty: whatever the state
 * @param fields what each job has to have
 * @param createdAfter not before it
 * @param createdBefore earlier than it
 * @param oldestFirst in place of the newest
 * @param after the last job of the page before
 * @param limit 1 or more
 */
public record JobQuery(
        Tenant tenant,
        JobKind kind,
        Set<JobStatus> states,
        Map<JobField, String> fields,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        boolean oldestFirst,
        @Nullable Position after,
        int limit) {
    public JobQuery {
        states = Set.copyOf(states);
        fields = Map.copyOf(fields);
        Require.between("limit", limit, 1, Integer.MAX_VALUE);
    }

    /** Where a list goes on: behind a job of it. */
    public record Position(Instant createdAt, String id) {
        private static final Pattern ID = Pattern.compile("[\\w-]{1,64}");

        static Position of(Job job) {
            return new Position(job.times().createdAt(), job.id());
        }

        /** As a cursor, which means nothing to its holder. */
        public String encoded() {
            byte[] text = (createdAt + "/" + id).getBytes(StandardCharsets.UTF_8);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
        }

        /** @throws io.likeness.contracts.LikenessException {@code INVALID_REQUEST} for what is none of ours */
        public static Position decoded(String cursor) {
            try {
                String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                int slash = text.indexOf('/');
                Instant createdAt = Times.parse(text.substring(0, Math.max(slash, 0)));
                String id = text.substring(slash + 1);
                if (!ID.matcher(id).matches()) {
                    throw new IllegalArgumentException("an id of another form");
                }
                return new Position(createdAt, id);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw Require.invalid("cursor", "one that the link to the next page had", "'" + cursor + "'");
            }
        }
    }
}
