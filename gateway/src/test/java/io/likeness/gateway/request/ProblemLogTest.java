package io.likeness.gateway.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.platform.web.ProblemMapper;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Here, where there is a web framework and a log to write to. */
final class ProblemLogTest {
    private final ProblemMapper mapper = new ProblemMapper();

    @Test
    void logsEveryFailureThatIsNotTheCallersWithItsCause() {
        List<LogRecord> logged = logged(() -> {
            mapper.toResponse(new LikenessException(
                    ErrorCode.OBJECT_STORE_UNAVAILABLE, "the store did not answer", new IOException("refused")));
            mapper.toResponse(new LikenessException(ErrorCode.DIGEST_MISMATCH, "another content"));
            mapper.toResponse(new WebApplicationException(502));
            mapper.toResponse(new LikenessException(ErrorCode.NOT_FOUND, "id: expected one that is there"));
        });
        assertEquals(3, logged.size(), logged::toString);
        assertEquals(Level.WARNING.intValue(), logged.getFirst().getLevel().intValue());
        assertTrue(text(logged.getFirst()).contains("java.io.IOException: refused"), () -> text(logged.getFirst()));
        assertEquals("another content", logged.get(1).getThrown().getMessage());
    }

    private static List<LogRecord> logged(Runnable action) {
        List<LogRecord> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logRecord) {
                logged.add(logRecord);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(ProblemMapper.class.getName());
        logger.addHandler(handler);
        try {
            action.run();
        } finally {
            logger.removeHandler(handler);
        }
        return logged;
    }

    private static String text(LogRecord logRecord) {
        return logRecord.getMessage() + Arrays.toString(logRecord.getParameters());
    }
}
