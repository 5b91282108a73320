package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.gateway.Caller.Answer;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.InputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class StreamingComponentTest {
    private static final long MEGABYTE = 1L << 20;
    private static final long BODY_BYTES = 300 * MEGABYTE;

    /** One part of the store's client, the buffers of both ends of the connection and what the service does meanwhile. */
    private static final long MOST_MEMORY = 80 * MEGABYTE;

    private final Caller gateway = new Caller();

    @Test
    void holdsAFewMegabytesOfALargeBody() {
        gateway.upload("small.zip", BodyPublishers.ofString("warm"));
        long before = usedMemory();
        AtomicLong atTheEnd = new AtomicLong();
        Answer answer = gateway.upload(
                "large.zip",
                BodyPublishers.ofInputStream(() -> new Zeros(BODY_BYTES, () -> atTheEnd.set(usedMemory()))));
        assertEquals(201, answer.status(), answer::toString);
        assertEquals(BODY_BYTES, answer.json().path("bytes").asLong());
        long held = atTheEnd.get() - before;
        assertTrue(held < MOST_MEMORY, () -> "expected at most " + MOST_MEMORY + " bytes held, found " + held);
    }

    /** What cannot be collected, on the heap and beside it. */
    private static long usedMemory() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return heap
                + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
    }

    /** Zeros of a stated length; tells when the last has been read. */
    private static final class Zeros extends InputStream {
        private final Runnable end;
        private long left;

        Zeros(long bytes, Runnable end) {
            this.left = bytes;
            this.end = end;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int n = (int) Math.min(left, length);
            Arrays.fill(buffer, offset, offset + n, (byte) 0);
            left -= n;
            if (left == 0) {
                end.run();
            }
            return n;
        }
    }
}
