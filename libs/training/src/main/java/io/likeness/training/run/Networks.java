package io.likeness.training.run;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.network.Backend;
import io.likeness.training.network.Discriminator;
import io.likeness.training.network.DiscriminatorDesign;
import io.likeness.training.network.Network;
import io.likeness.training.network.SameDiffDiscriminator;
import io.likeness.training.network.SameDiffNetwork;
import io.likeness.training.onednn.OneDnnDiscriminator;
import io.likeness.training.onednn.OneDnnNetwork;
import io.likeness.training.protocol.Device;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Which network trains on this machine: SameDiff on GPUs, oneDNN on a processor that has it, else SameDiff. Safe for threads. */
public final class Networks {
    private static final int LARGEST_BATCH = 1024;

    private final TrainingConfiguration configuration;
    private final Backend backend;
    private final boolean oneDnn;

    private Networks(TrainingConfiguration configuration, Backend backend, boolean oneDnn) {
        this.configuration = configuration;
        this.backend = backend;
        this.oneDnn = oneDnn;
    }

    /**
     * The fastest for that device.
     *
     * @throws io.likeness.contracts.LikenessException {@code DEVICE_UNAVAILABLE} for a GPU where there is none
     */
    public static Networks of(TrainingConfiguration configuration, Device device) {
        Backend backend = Backend.require(device);
        int batch = Math.min(LARGEST_BATCH, configuration.batch() * backend.devices());
        return new Networks(
                configuration.withBatch(batch), backend, backend.gpus().isEmpty() && OneDnnNetwork.available());
    }

    /** A replica's network, made on the thread that will use it. */
    Network create(int replica) {
        if (oneDnn) {
            return new OneDnnNetwork(configuration);
        }
        backend.attach(replica);
        return reference();
    }

    /** A replica's discriminator, made on the thread that will use it. */
    Discriminator discriminator(int replica, DiscriminatorDesign design) {
        if (oneDnn) {
            return new OneDnnDiscriminator(design);
        }
        backend.attach(replica);
        return new SameDiffDiscriminator(design, DataType.FLOAT);
    }

    /** The network as Deeplearning4j's graph engine computes it, against which any other is checked. */
    Network reference() {
        if (backend.gpus().isEmpty()) {
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
        }
        return new SameDiffNetwork(configuration, DataType.FLOAT);
    }

    /** Whether {@link #create} gives another implementation than {@link #reference}. */
    boolean checked() {
        return oneDnn;
    }

    /** What is trained: with several GPUs, each has a batch of the configured size. */
    TrainingConfiguration configuration() {
        return configuration;
    }

    /** How many replicas there are to be: one a GPU, as many as wished for on a processor. */
    int replicas(int wished) {
        return backend.gpus().isEmpty() ? wished : backend.devices();
    }

    /** In words for a person, such as {@code CPU, oneDNN 2.5.2, 2 replicas}. */
    String description(int replicas) {
        String copies = replicas == 1 ? "1 replica" : replicas + " replicas";
        return (oneDnn ? "CPU, " + OneDnnNetwork.libraryVersion() : backend.description()) + ", " + copies;
    }
}
