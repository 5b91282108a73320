package io.likeness.generator.decoding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.GeneratorConfiguration.ExecutionProvider;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens sessions on the configured execution provider, or openly on the CPU where that does not load; the gauge {@code
 * likeness.generator.execution.provider} is 1 for the one in use. Sessions belong to the caller. Safe for threads.
 */
@ApplicationScoped
public class DecoderSessions {
    private static final Logger LOG = LoggerFactory.getLogger(DecoderSessions.class);
    private static final int DEVICE = 0;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private volatile boolean cuda;

    DecoderSessions(GeneratorConfiguration configuration, MeterRegistry meters) {
        this.cuda = wantsCuda(configuration.executionProvider());
        for (String name : new String[] {"CPU", "CUDA"}) {
            Gauge.builder(
                            "likeness.generator.execution.provider",
                            this,
                            sessions -> sessions.provider().equals(name) ? 1 : 0)
                    .tag("provider", name)
                    .register(meters);
        }
    }

    OrtEnvironment environment() {
        return environment;
    }

    /** {@code CPU} or {@code CUDA}. */
    public String provider() {
        return cuda ? "CUDA" : "CPU";
    }

    /** A session of one intra-operation thread: small networks gain more from batches side by side. */
    OrtSession open(byte[] model) throws OrtException {
        if (cuda) {
            try {
                return open(model, true);
            } catch (OrtException e) {
                LOG.warn(
                        "CUDA does not load, decoding on the CPU from now on cause={}", String.valueOf(e.getMessage()));
                cuda = false;
            }
        }
        return open(model, false);
    }

    private OrtSession open(byte[] model, boolean onCuda) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            if (onCuda) {
                options.addCUDA(DEVICE);
            }
            return environment.createSession(model, options);
        }
    }

    private static boolean wantsCuda(ExecutionProvider choice) {
        return switch (choice) {
            case CPU -> false;
            case CUDA -> true;
            case AUTO -> OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
        };
    }
}
