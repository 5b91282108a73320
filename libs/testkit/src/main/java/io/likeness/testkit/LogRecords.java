package io.likeness.testkit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** What this process logs from {@link #open} to {@link #close}, with the ids that are shown with it. Safe for threads. */
public final class LogRecords implements AutoCloseable {
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger("io.likeness");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            ExtLogRecord line = ExtLogRecord.wrap(record);
            lines.add(new Line(line.getFormattedMessage(), line.getMdcCopy()));
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is held open.
        }
    };

    private LogRecords() {
        logger.addHandler(handler);
    }

    /** A line and the ids of the work that it came from. */
    public record Line(String message, Map<String, String> ids) {
        public Line {
            ids = Map.copyOf(ids);
        }
    }

    public static LogRecords open() {
        return new LogRecords();
    }

    /** The lines so far that came from the work for one request. */
    public List<Line> of(String correlationId) {
        return lines.stream()
                .filter(line -> correlationId.equals(line.ids().get("correlationId")))
                .toList();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
