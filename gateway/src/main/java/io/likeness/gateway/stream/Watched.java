package io.likeness.gateway.stream;

import io.likeness.contracts.LikenessException;
import java.time.Duration;

/** A thing that can be followed. Safe for threads. */
public interface Watched {
    /** The name of its events. */
    String name();

    /**
     * How it is now.
     *
     * @throws LikenessException {@code NOT_FOUND}, {@code MODEL_NOT_FOUND} or {@code GONE} where it is no more, which ends its stream; a retriable one
     *     where it cannot be looked at for now, which does not
     */
    State look();

    /** Has an action run whenever there may be news, until the subscription is closed. */
    AutoCloseable subscribe(Runnable news);

    /** How long to wait for news at most before looking all the same. */
    Duration betweenLooks();
}
