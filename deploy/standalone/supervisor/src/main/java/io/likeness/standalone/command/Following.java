package io.likeness.standalone.command;

import io.likeness.client.Answer;
import io.likeness.client.Job;
import io.likeness.client.JobKind;
import io.likeness.client.LikenessClient;
import io.likeness.contracts.Failure;

/** Shows a job until it ends. Who interrupts that is told how to go on with it. */
record Following(LikenessClient gateway, Console console) {

    /**
     * The job as it ended.
     *
     * @param lines whether each of its states is a line of JSON, and not its end alone
     */
    <J extends Job> Answer<J> follow(JobKind<J> kind, String id, boolean lines) {
        Thread interrupted = new Thread(() -> goesOn(kind.word(), id));
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            Answer<J> ended = gateway.await(kind, id, answer -> {
                console.progress().show(Step.of(answer.value()));
                if (lines && !answer.value().ended()) {
                    console.document(answer.document());
                }
            });
            console.progress().clear();
            return ended;
        } finally {
            remove(interrupted);
        }
    }

    /** @throws CommandFailure in the job's own words, if it did not end as it was wanted */
    static void requireSuccess(String what, Job job) {
        if (!job.succeeded()) {
            Failure failure = job.failure();
            throw CommandFailure.failed(what + " " + job.id() + " ended as " + job.status()
                    + (failure == null ? "" : ": " + failure.code() + ", " + failure.message()));
        }
    }

    private void goesOn(String kind, String id) {
        console.note(
                "The %s goes on. To follow it: ./likeness watch %s. To end it: ./likeness jobs cancel %s",
                kind, id, id);
    }

    /** Of no effect once the process ends. */
    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
