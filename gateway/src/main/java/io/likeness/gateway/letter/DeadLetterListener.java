package io.likeness.gateway.letter;

import io.likeness.contracts.LikenessException;
import io.likeness.platform.web.Failures;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every record of every dead-letter topic. There is no further place for one that cannot be kept: it waits, whatever the reason,
 * and is not acknowledged.
 */
@ApplicationScoped
public class DeadLetterListener {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterListener.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2000;

    private final Letters letters;

    public DeadLetterListener(Letters letters) {
        this.letters = letters;
    }

    @Incoming("dead-letters")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (!kept(record)) {
            TimeUnit.MILLISECONDS.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private boolean kept(ConsumerRecord<String, byte[]> record) {
        try {
            letters.keep(record);
            LOG.warn("dead letter kept topic={} offset={} key={}", record.topic(), record.offset(), record.key());
            return true;
        } catch (RuntimeException e) {
            LikenessException failure = Failures.classify(e);
            LOG.warn(
                    "dead letter waits topic={} offset={} code={}",
                    record.topic(),
                    record.offset(),
                    failure.code(),
                    failure.retriable() ? null : e);
            return false;
        }
    }
}
