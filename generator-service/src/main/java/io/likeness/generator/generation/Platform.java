package io.likeness.generator.generation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Names what the bytes of a PNG depend on beside model, seed and index. Stateless. */
final class Platform {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    /** The widest first: ONNX Runtime picks its kernels by them. */
    private static final List<String> EXTENSIONS = List.of("avx512f", "avx2", "avx");

    private static final String DESCRIPTION = "%s %s, Java %s"
            .formatted(System.getProperty("os.arch"), extension(), System.getProperty("java.vm.version"));

    private Platform() {}

    /** Architecture, instruction set and JDK build, such as {@code amd64 avx2, Java 25.0.1+8-LTS}. */
    static String describe() {
        return DESCRIPTION;
    }

    private static String extension() {
        try {
            List<String> flags = Files.readAllLines(PROCESSORS).stream()
                    .filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> List.of(line.toLowerCase(Locale.ROOT).split("\\s+")))
                    .orElse(List.of());
            return EXTENSIONS.stream().filter(flags::contains).findFirst().orElse("baseline");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
