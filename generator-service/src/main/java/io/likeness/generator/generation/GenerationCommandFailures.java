package io.likeness.generator.generation;

import io.likeness.contracts.generation.GenerationFailed;
import io.likeness.platform.events.CommandFailures;
import io.likeness.platform.events.UnhandledCommand;
import jakarta.enterprise.context.ApplicationScoped;

/** Fails a generation that has no result; one that has ended before. Safe for threads. */
@ApplicationScoped
class GenerationCommandFailures implements CommandFailures {
    private final ResultFiles results;
    private final Announcements announcements;

    GenerationCommandFailures(ResultFiles results, Announcements announcements) {
        this.results = results;
        this.announcements = announcements;
    }

    @Override
    public boolean end(UnhandledCommand command) {
        String id = command.aggregateId();
        if (results.find(id).isEmpty()) {
            announcements.publish(new GenerationFailed(id, command.failure()), command.correlationId());
        }
        return true;
    }
}
