package io.likeness.training.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.training.protocol.Device;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.nd4j.common.io.Resource;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4jBackend;

class BackendTest {
    @Test
    void theNormalBuildComputesOnTheCpu() {
        for (Device device : List.of(Device.AUTO, Device.CPU)) {
            Backend backend = Backend.require(device);
            assertEquals("CPU, ND4J native", backend.description());
            assertEquals(1, backend.devices());
            backend.attach(3);
        }
    }

    @Test
    void theNormalBuildRefusesCudaInOneLine() {
        assertEquals(
                "device: expected a CUDA GPU, found none (backend CpuBackend, built without the profile cuda)",
                refusal(() -> Backend.require(Device.CUDA)));
    }

    @Test
    void aBuildForCudaSaysWhyThereIsNoGpu() {
        List<Nd4jBackend> missing = List.of(new Gpu(() -> {
            throw new UnsatisfiedLinkError(
                    "/cache/cuda/libjnicudart.so: libcuda.so.1: cannot open shared object file\nand more");
        }));
        List<Nd4jBackend> none = List.of(new Gpu(() -> {
            throw new ExceptionInInitializerError(new IllegalStateException("No CUDA devices were found in system"));
        }));
        String found = "device: expected a CUDA GPU, found none (backend Gpu: ";
        assertEquals(
                found + "libjnicudart.so: libcuda.so.1: cannot open shared object file)",
                refusal(() -> Backend.require(Device.CUDA, missing)));
        assertEquals(
                found + "No CUDA devices were found in system)", refusal(() -> Backend.require(Device.AUTO, none)));
        assertEquals(
                "device: expected the CPU, found a build for CUDA (backend Gpu)",
                refusal(() -> Backend.require(Device.CPU, none)));
    }

    @Test
    void aClassPathWithoutABackendIsRefused() {
        assertEquals(
                "device: expected an ND4J backend on the class path, found none",
                refusal(() -> Backend.require(Device.AUTO, List.of())));
    }

    @Test
    void countsGpusByName() {
        Backend backend = new Backend(List.of("NVIDIA A10", "NVIDIA T4", "NVIDIA A10"));
        assertEquals("CUDA, 2 x NVIDIA A10, 1 x NVIDIA T4", backend.description());
        assertEquals(3, backend.devices());
    }

    private static String refusal(Runnable asked) {
        LikenessException refused = assertThrows(LikenessException.class, asked::run);
        assertEquals(ErrorCode.DEVICE_UNAVAILABLE, refused.code());
        assertNull(refused.getCause(), "the cause would be printed with its stack");
        return "" + refused.getMessage();
    }

    /** A backend for GPUs whose look for one ends as the test says. */
    private static final class Gpu extends Nd4jBackend {
        private final BooleanSupplier look;

        Gpu(BooleanSupplier look) {
            this.look = look;
        }

        @Override
        public boolean canRun() {
            return look.getAsBoolean();
        }

        @Override
        public int getPriority() {
            return BACKEND_PRIORITY_GPU;
        }

        @Override
        public boolean isAvailable() {
            throw new AssertionError("it prints the stack");
        }

        @Override
        public boolean allowsOrder() {
            return false;
        }

        @Override
        public Resource getConfigurationResource() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Class<?> getNDArrayClass() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Environment getEnvironment() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String buildInfo() {
            return "";
        }

        @Override
        public void logBackendInit() {}
    }
}
