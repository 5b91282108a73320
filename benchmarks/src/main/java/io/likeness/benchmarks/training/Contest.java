package io.likeness.benchmarks.training;

import io.likeness.contracts.Json;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.protocol.CacheFile;
import io.likeness.training.protocol.Device;
import io.likeness.training.protocol.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts trainings on the same files.
 *
 * @param root of the project, built
 * @param natives folder into which native libraries are unpacked, kept between runs
 */
record Contest(Path root, Path natives, TrainingFiles files) {
    private static final int FIRST_JDK_WITH_UNSAFE_WARNINGS = 23;
    private static final int DAY = 86_400;

    /** Our engine as the service starts it, for the configuration's epochs. */
    Trainer ours(TrainingConfiguration configuration) throws IOException {
        Path output = Files.createTempDirectory(files.folder(), "ours");
        TrainingRequest request = new TrainingRequest(
                configuration,
                cache(files.train()),
                cache(files.validation()),
                cache(files.test()),
                output.toString(),
                TrainingRequest.defaultReplicas(),
                TrainingRequest.DEFAULT_MIXTURE_COMPONENTS,
                Device.CPU,
                DAY,
                null,
                null,
                null);
        Path file = output.resolve("request.json");
        Files.write(file, Json.encode(request));
        List<String> words = java();
        // As the service's child: io.likeness.training.protocol.child.ChildCommand.
        words.addAll(List.of("-Xmx512m", "-Xmn32m", "-Dorg.bytedeco.javacpp.maxbytes=2048m"));
        words.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
        words.addAll(List.of("-cp", root.resolve("libs/training/target/lib") + "/*:" + classes("benchmarks")));
        words.addAll(List.of(OurTraining.class.getName(), file.toString()));
        return Trainer.start("ours", words, 1);
    }

    /** The {@code seed} preset in libtorch. */
    Trainer libtorch(Setting setting, int batch) throws IOException {
        List<String> words = java();
        // Every native object is freed at the end of its step, so the collector need not look for them.
        words.addAll(List.of("-Xmx512m", "-Dorg.bytedeco.javacpp.nopointergc=true"));
        words.addAll(List.of(
                "-cp", root.resolve("benchmarks/libtorch/target/lib") + "/*:" + classes("benchmarks/libtorch")));
        words.add("io.likeness.benchmarks.libtorch.LibtorchTraining");
        words.add("train=" + files.train());
        words.add("validation=" + files.validation());
        words.add("test=" + files.test());
        words.add("orders=" + files.orders());
        words.add("weights=" + files.weights());
        words.add("batch=" + batch);
        words.add("threads=" + setting.threads());
        words.add("replicas=" + setting.replicas());
        return Trainer.start("libtorch, " + setting.name(), words, setting.threads());
    }

    private List<String> java() {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-XX:+UseSerialGC");
        words.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= FIRST_JDK_WITH_UNSAFE_WARNINGS) {
            words.add("--sun-misc-unsafe-memory-access=allow");
        }
        words.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
        words.add("-Dorg.bytedeco.javacpp.cachedir=" + natives);
        return words;
    }

    private Path classes(String module) {
        return root.resolve(module).resolve("target/classes");
    }

    private static CacheFile cache(Path file) throws IOException {
        return new CacheFile(file.toString(), TrainingFiles.count(file));
    }
}
