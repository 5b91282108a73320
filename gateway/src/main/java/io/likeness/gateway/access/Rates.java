package io.likeness.gateway.access;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Counts requests of keys that have a rate, for all gateways together: the generic cell rate algorithm (ITU-T I.371, annex A) in one
 * statement. A key has a time at which its requests so far are paid for, at its rate; a request that would move it further ahead than a
 * burst takes is refused and moves nothing. Safe for threads.
 */
@Singleton
public class Rates {
    private static final String TAKE = "INSERT INTO key_rate AS rate (key_id, due_at)"
            + " VALUES (:key, clock_timestamp() + make_interval(secs => :each))"
            + " ON CONFLICT (key_id) DO UPDATE"
            + " SET due_at = greatest(rate.due_at, clock_timestamp()) + make_interval(secs => :each)"
            + " WHERE greatest(rate.due_at, clock_timestamp()) + make_interval(secs => :each)"
            + " <= clock_timestamp() + make_interval(secs => :burst)"
            + " RETURNING extract(epoch FROM due_at - clock_timestamp())";
    private static final String AHEAD =
            "SELECT extract(epoch FROM due_at - clock_timestamp()) FROM key_rate WHERE key_id = :key";

    private final Jdbi jdbi;

    public Rates(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Takes one request of what a key has, if it has one left. */
    Taken take(String keyId, double perSecond) {
        Rate rate = Rate.of(perSecond);
        return jdbi.withHandle(handle -> handle.createQuery(TAKE)
                .bind("key", keyId)
                .bind("each", rate.secondsEach())
                .bind("burst", rate.secondsOfBurst())
                .mapTo(Double.class)
                .findOne()
                .<Taken>map(ahead -> new Taken.Granted(rate, rate.left(ahead), seconds(ahead)))
                .orElseGet(() -> refused(handle, keyId, rate)));
    }

    private static Taken refused(Handle handle, String keyId, Rate rate) {
        double ahead = handle.createQuery(AHEAD)
                .bind("key", keyId)
                .mapTo(Double.class)
                .findOne()
                .orElse(0.0);
        double wait = ahead + rate.secondsEach() - rate.secondsOfBurst();
        return new Taken.Refused(rate, seconds(ahead), Duration.ofSeconds(Math.max(1, seconds(wait))));
    }

    private static long seconds(double ahead) {
        return (long) Math.ceil(Math.max(0, ahead));
    }

    /** What came of a request. */
    sealed interface Taken {
        Rate rate();

        /** How many requests are left at once. */
        long left();

        /** In how many seconds all of them are. */
        long seconds();

        record Granted(Rate rate, long left, long seconds) implements Taken {}

        record Refused(Rate rate, long seconds, Duration pause) implements Taken {
            @Override
            public long left() {
                return 0;
            }
        }
    }

    /** @param burst requests at once, 1 or more */
    record Rate(double perSecond, long burst) {
        static Rate of(double perSecond) {
            return new Rate(perSecond, Math.max(1, (long) perSecond));
        }

        double secondsEach() {
            return 1 / perSecond;
        }

        double secondsOfBurst() {
            return burst / perSecond;
        }

        /** The least time in which a burst comes again, for a header that knows whole seconds only. */
        long window() {
            return Math.max(1, Math.round(secondsOfBurst()));
        }

        long left(double ahead) {
            return Math.max(0, (long) Math.floor((secondsOfBurst() - ahead) * perSecond + 1e-6));
        }
    }
}
