package io.likeness.platform.web;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Finds the code of any failure: what we threw ourselves, a database that is away, or a defect. */
public final class Failures {

    private Failures() {}

    public static LikenessException classify(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof LikenessException own) {
                return own;
            }
            if (cause instanceof SQLException sql && away(sql.getSQLState())) {
                return new LikenessException(ErrorCode.DATABASE_UNAVAILABLE, "the database did not answer", thrown);
            }
        }
        return new LikenessException(ErrorCode.INTERNAL_ERROR, "an unexpected error", thrown);
    }

    /**
     * Connection failures (class 08), resources (53), operator intervention (57) and serialisation (40) of PostgreSQL's appendix
     * "Error Codes"; the pool's own failures carry no state.
     */
    private static boolean away(@Nullable String sqlState) {
        return sqlState == null
                || sqlState.startsWith("08")
                || sqlState.startsWith("53")
                || sqlState.startsWith("57")
                || sqlState.startsWith("40");
    }
}
