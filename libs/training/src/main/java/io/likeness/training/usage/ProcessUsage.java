package io.likeness.training.usage;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What this process has used so far. On Linux the kernel's own account; elsewhere memory is that of the JVM alone, which native
 * libraries add to.
 *
 * @param cpuSeconds of all processors, user and system
 * @param peakResidentBytes the greatest resident size
 * @param anonymousResidentBytes now resident and backed by no file: without mapped images and libraries
 */
public record ProcessUsage(double cpuSeconds, long peakResidentBytes, long anonymousResidentBytes) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double NANOS = 1e9;
    private static final long KIBIBYTE = 1024;

    public static ProcessUsage now() {
        return now(STATUS);
    }

    /** @param status in the form of Linux's {@code /proc/self/status}; may be missing */
    static ProcessUsage now(Path status) {
        return new ProcessUsage(
                processorSeconds(),
                kibibytes(status, "VmHWM:").orElseGet(ProcessUsage::peakOfJvm),
                kibibytes(status, "RssAnon:").orElseGet(ProcessUsage::usedByJvm));
    }

    private static double processorSeconds() {
        long nanos = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : -1;
        if (nanos >= 0) {
            return nanos / NANOS;
        }
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()
                / NANOS;
    }

    private static OptionalLong kibibytes(Path status, String field) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> KIBIBYTE
                            * Long.parseLong(line.substring(field.length()).replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static long peakOfJvm() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(peak -> peak == null ? 0 : peak.getUsed())
                .sum();
    }

    private static long usedByJvm() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        return memory.getHeapMemoryUsage().getUsed()
                + memory.getNonHeapMemoryUsage().getUsed();
    }
}
