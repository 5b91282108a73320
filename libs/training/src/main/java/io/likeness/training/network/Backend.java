package io.likeness.training.network;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.training.protocol.Device;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * What ND4J computes on. The build decides which backend is on the class path (Maven profile {@code cuda}); {@link #require} is
 * called before anything else of ND4J, whose own answer to a missing GPU is a stack of native errors. Immutable, safe for threads.
 *
 * @param gpus names of the GPUs, by their index; empty on the CPU
 */
public record Backend(List<String> gpus) {
    public Backend {
        gpus = List.copyOf(gpus);
    }

    /**
     * Loads the backend of the class path.
     *
     * @throws LikenessException {@code DEVICE_UNAVAILABLE} if it is not for that device, or the device is not there
     */
    public static Backend require(Device device) {
        return require(device, ServiceLoader.load(Nd4jBackend.class));
    }

    static Backend require(Device device, Iterable<Nd4jBackend> found) {
        Nd4jBackend backend = StreamSupport.stream(found.spliterator(), false)
                .max(Comparator.comparingInt(Nd4jBackend::getPriority))
                .orElseThrow(() -> unavailable("an ND4J backend on the class path, found none"));
        boolean cuda = backend.getPriority() == Nd4jBackend.BACKEND_PRIORITY_GPU;
        String name = backend.getClass().getSimpleName();
        if (device == Device.CPU && cuda) {
            throw unavailable("the CPU, found a build for CUDA (backend " + name + ")");
        }
        if (device == Device.CUDA && !cuda) {
            throw unavailable("a CUDA GPU, found none (backend " + name + ", built without the profile cuda)");
        }
        try {
            return load(backend, cuda);
        } catch (LinkageError | RuntimeException e) {
            String wanted = cuda ? "a CUDA GPU" : "the CPU";
            throw unavailable(wanted + ", found none (backend " + name + ": " + reason(e) + ")");
        }
    }

    /** How many devices share a batch: the GPUs, or 1 on the CPU. */
    public int devices() {
        return Math.max(1, gpus.size());
    }

    /** Binds the calling thread, which is that of a replica, to the GPU of its turn; nothing on the CPU. */
    public void attach(int replica) {
        if (!gpus.isEmpty()) {
            Nd4j.getAffinityManager().unsafeSetDevice(replica % gpus.size());
        }
    }

    /** In words for a person, such as {@code CUDA, 2 x NVIDIA A10} or {@code CPU, ND4J native}. */
    public String description() {
        if (gpus.isEmpty()) {
            return "CPU, ND4J native";
        }
        return "CUDA, "
                + new TreeSet<>(gpus)
                        .stream()
                                .map(name -> Collections.frequency(gpus, name) + " x " + name)
                                .collect(Collectors.joining(", "));
    }

    /** ND4J's own loading prints what {@code canRun} throws, so that is asked first. */
    private static Backend load(Nd4jBackend backend, boolean cuda) {
        if (!backend.canRun()) {
            throw new IllegalStateException("it cannot run here");
        }
        Nd4j.getExecutioner();
        if (!cuda) {
            return new Backend(List.of());
        }
        NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
        List<String> names = new ArrayList<>();
        for (int index = 0; index < operations.getAvailableDevices(); index++) {
            names.add(operations.getDeviceName(index).strip());
        }
        if (names.isEmpty()) {
            throw new IllegalStateException("it sees no device");
        }
        return new Backend(names);
    }

    /** The first line of the innermost cause, without the folders of this machine. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.lines().findFirst().orElse("").replaceAll("\\S*/", "").strip();
    }

    private static LikenessException unavailable(String expectedAndFound) {
        return new LikenessException(ErrorCode.DEVICE_UNAVAILABLE, "device: expected " + expectedAndFound);
    }
}
