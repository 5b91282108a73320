package io.likeness.gateway.ledger;

import io.likeness.contracts.Failure;
import java.util.Map;

/** What an event means for a job that has not ended. Documents are kept with the job by name, the later in place of the earlier. */
public sealed interface Outcome {
    /** It was heard of before and is not even news. */
    record Repeated() implements Outcome {}

    /** Its owner lives and knows of it, which is all. */
    record Heard() implements Outcome {}

    /** It runs. */
    record Running(Map<String, Object> documents) implements Outcome {}

    record Succeeded(Map<String, Object> documents) implements Outcome {}

    record Failed(Failure failure) implements Outcome {}

    record Canceled() implements Outcome {}
}
