package io.likeness.trainer.run;

import io.likeness.contracts.Require;

/** What the attempts of a training have used so far, apart from what the engine itself counts. */
record Spending(double wallSeconds, long bytesRead, long bytesWritten) {
    static final Spending NONE = new Spending(0, 0, 0);

    Spending {
        Require.notNegative("wallSeconds", wallSeconds);
        Require.between("bytesRead", bytesRead, 0, Long.MAX_VALUE);
        Require.between("bytesWritten", bytesWritten, 0, Long.MAX_VALUE);
    }
}
