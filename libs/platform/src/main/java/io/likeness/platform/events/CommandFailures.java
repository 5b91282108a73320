package io.likeness.platform.events;

import io.likeness.contracts.LikenessException;

/**
 * Ends what a command asked for that can never be carried out: somebody waits for it. A service that takes commands has one bean of
 * it, idempotent and safe for threads.
 */
public interface CommandFailures {

    /**
     * Announces the end of the command's aggregate as failed, unless this service has taken on the aggregate by an earlier command: then
     * it ends by itself.
     *
     * @return whether the aggregate has ended
     * @throws LikenessException that is retriable; it is called again then
     */
    boolean end(UnhandledCommand command);
}
