package io.likeness.training.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.likeness.contracts.Failure;

/** The one line that a child says of a comparison. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ComparisonUpdate.Compared.class, name = "compared"),
    @JsonSubTypes.Type(value = ComparisonUpdate.Failed.class, name = "failed")
})
public sealed interface ComparisonUpdate {

    /** Both were measured. */
    record Compared(ComparisonReport report) implements ComparisonUpdate {}

    /** Also made by the parent when the child ends without a word. */
    record Failed(Failure failure) implements ComparisonUpdate {}
}
