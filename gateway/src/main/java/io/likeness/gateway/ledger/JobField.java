package io.likeness.gateway.ledger;

import java.util.Locale;

/** What a list of jobs may be narrowed to, by what their commands say. */
public enum JobField {
    /** Of a dataset. */
    NAME("command ->> 'name'"),
    /** That a training makes or a generation draws with. */
    MODEL("command ->> 'modelName'"),
    /** Of a training. */
    DATASET("command ->> 'datasetId'"),
    /** Of a generation. */
    SEED("command ->> 'seed'"),
    /** Of a generation: a plain sample names none. */
    OPERATION("coalesce(command -> 'operation' ->> 'type', 'sample')"),
    /** Of a generation. */
    VERSION("coalesce(documents -> 'result' ->> 'version', command ->> 'version')"),
    /** That a generation was asked for. */
    LABEL("CASE WHEN jsonb_exists(command -> 'operation' -> 'labels', :label) THEN :label END");

    private final String expression;

    JobField(String expression) {
        this.expression = expression;
    }

    /** In SQL, with the parameter of {@link #parameter}. */
    String condition() {
        return expression + " = :" + parameter();
    }

    String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }
}
