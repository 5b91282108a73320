package io.likeness.standalone.supervisor;

import io.likeness.standalone.servers.ServerFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * {@code up}: starts a system and keeps it until this process is told to end.
 *
 * @param data the folder of data, credentials and logs
 * @param run the folder of the state file, one system each
 * @param ports of the system
 * @param deployment describes the system, after ports and disk were checked
 */
record UpCommand(Path data, Path run, Ports ports, Function<Ports, Deployment> deployment) {

    private static final long LEAST_FREE_BYTES = 1L << 30;

    int execute(Progress progress) throws InterruptedException, IOException {
        Files.createDirectories(run);
        try (FileChannel channel = lockFile();
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new ServerFailure("Likeness runs already: './likeness status' says where");
            }
            Leftovers.kill(run, progress);
            ports.requireFree();
            requireSpace();
            run(progress);
            return 0;
        }
    }

    private void run(Progress progress) throws InterruptedException {
        Supervision supervision = new Supervision(progress, this::save);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(supervision), "stop"));
        save(List.of());
        start(supervision);
        progress.line(String.format(
                Locale.ROOT,
                "Ready after %.1f s: http://127.0.0.1:%d (data: %s). Stop it with Ctrl-C or './likeness down'.",
                progress.seconds(),
                ports.gateway(),
                data));
        // From here on it waits; nothing else would collect what the start has left.
        System.gc();
        stopped.await();
    }

    /** A child that ends because the whole system is told to end, while it starts, is no failure. */
    private void start(Supervision supervision) throws InterruptedException {
        try {
            supervision.start(deployment.apply(ports));
        } catch (ServerFailure failure) {
            if (supervision.isStopping()) {
                new CountDownLatch(1).await();
            }
            throw failure;
        }
    }

    private void stop(Supervision supervision) {
        supervision.stop();
        SystemState.delete(run);
    }

    private void save(List<ChildState> children) {
        ProcessHandle self = ProcessHandle.current();
        Instant started = self.info().startInstant().orElseGet(Instant::now);
        new SystemState(self.pid(), started, ports.gateway(), data.toString(), children).save(run);
    }

    private FileChannel lockFile() throws IOException {
        return FileChannel.open(run.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private void requireSpace() throws IOException {
        Files.createDirectories(data);
        long free = Files.getFileStore(data).getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new ServerFailure("the disk of " + data + " is full: expected " + (LEAST_FREE_BYTES >> 20)
                    + " MiB free, found " + (free >> 20) + " MiB");
        }
    }
}
