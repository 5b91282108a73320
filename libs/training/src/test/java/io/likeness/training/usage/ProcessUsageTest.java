package io.likeness.training.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessUsageTest {
    private static final long MEBIBYTE = 1L << 20;

    @TempDir
    private Path folder;

    @Test
    void countsTheTimeOfThisProcess() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double before = ProcessUsage.now().cpuSeconds();
        long start = threads.getCurrentThreadCpuTime();
        double sum = 0;
        while (threads.getCurrentThreadCpuTime() - start < 100_000_000) {
            sum += Math.sqrt(sum + 1);
        }
        double spent = ProcessUsage.now().cpuSeconds() - before;
        // The two clocks tick in steps of up to 10 ms each.
        assertTrue(spent >= 0.08, "expected at least the 0.1 s of this thread, found " + spent);
    }

    @Test
    void readsThePeakAndTheAnonymousMemoryOfLinux() throws IOException {
        Path status = folder.resolve("status");
        Files.writeString(status, "Name:\tjava\nVmHWM:\t  204800 kB\nRssAnon:\t   1024 kB\nRssFile:\t 99 kB\n");
        ProcessUsage usage = ProcessUsage.now(status);
        assertEquals(200 * MEBIBYTE, usage.peakResidentBytes());
        assertEquals(MEBIBYTE, usage.anonymousResidentBytes());
    }

    @Test
    void fallsBackToTheMemoryOfTheJvm() {
        ProcessUsage usage = ProcessUsage.now(folder.resolve("missing"));
        // A JVM that runs tests holds more than that in heap and metadata, and never its whole address space.
        assertTrue(usage.anonymousResidentBytes() > 5 * MEBIBYTE, usage.toString());
        assertTrue(usage.peakResidentBytes() > 5 * MEBIBYTE, usage.toString());
        assertTrue(usage.peakResidentBytes() < 4096 * MEBIBYTE, usage.toString());
    }

    @Test
    void anAllocationShowsInTheMemoryNow() {
        byte[] held = new byte[(int) (96 * MEBIBYTE)];
        for (int page = 0; page < held.length; page += 4096) {
            held[page] = 1;
        }
        ProcessUsage usage = ProcessUsage.now();
        assertTrue(usage.anonymousResidentBytes() >= held.length, usage.toString());
        assertTrue(usage.peakResidentBytes() >= usage.anonymousResidentBytes(), usage.toString());
    }
}
