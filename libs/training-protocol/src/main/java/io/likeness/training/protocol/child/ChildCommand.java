package io.likeness.training.protocol.child;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * How a child JVM is started. Immutable, safe for threads.
 *
 * @param javaHome the JDK or JRE of 21 or later that runs it
 * @param classPath the engine with everything it needs, such as {@code training/lib/*}
 * @param heapMegabytes limit of the Java heap, 128 or more: weights, batches and latents live there, images and tensors do not
 * @param nativeMegabytes limit of ND4J's native memory, 256 or more
 * @param nativeCache folder into which native libraries are unpacked, about 400 MB, kept between runs
 */
public record ChildCommand(Path javaHome, String classPath, int heapMegabytes, int nativeMegabytes, Path nativeCache) {
    private static final int DEFAULT_HEAP_MEGABYTES = 512;
    private static final int YOUNG_MEGABYTES = 32;
    private static final int DEFAULT_NATIVE_MEGABYTES = 2048;
    private static final int FIRST_JDK_WITH_UNSAFE_WARNINGS = 23;

    public ChildCommand {
        Require.text("classPath", classPath);
        Require.between("heapMegabytes", heapMegabytes, 128, Integer.MAX_VALUE);
        Require.between("nativeMegabytes", nativeMegabytes, 256, Integer.MAX_VALUE);
    }

    /** A child on this process's own Java, from a folder of jars, with default limits. */
    public static ChildCommand of(Path libraries, Path nativeCache) {
        return new ChildCommand(
                Path.of(System.getProperty("java.home")),
                libraries.resolve("*").toString(),
                DEFAULT_HEAP_MEGABYTES,
                DEFAULT_NATIVE_MEGABYTES,
                nativeCache);
    }

    /**
     * The words of the command line.
     *
     * @param temporary where the child leaves what it unpacks: it ends without deleting it
     * @param mainClass that runs in the child
     */
    List<String> words(Path temporary, String mainClass) {
        List<String> words = new ArrayList<>();
        words.add(javaHome.resolve("bin").resolve("java").toString());
        words.add("-Xmx" + heapMegabytes + "m");
        // ND4J frees the arrays of a step only when the collector finds them: a small young generation keeps the
        // process at 1 GB,
        // not 2.5 GB, at the same speed.
        words.add("-Xmn" + YOUNG_MEGABYTES + "m");
        words.add("-XX:+UseSerialGC");
        words.add("-XX:+ExitOnOutOfMemoryError");
        words.add("--enable-native-access=ALL-UNNAMED");
        if (feature() >= FIRST_JDK_WITH_UNSAFE_WARNINGS) {
            words.add("--sun-misc-unsafe-memory-access=allow");
        }
        words.add("-Dorg.bytedeco.javacpp.maxbytes=" + nativeMegabytes + "m");
        // 0 is no limit: the check counts the mapped images too, and near its limit ND4J crashes instead of throwing.
        words.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
        words.add("-Dorg.bytedeco.javacpp.cachedir=" + nativeCache);
        words.add("-Djava.io.tmpdir=" + temporary);
        words.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        words.add("-Dorg.slf4j.simpleLogger.log.org.nd4j.imports.converters.ImportClassMapping=error");
        words.add("-Dorg.slf4j.simpleLogger.log.org.nd4j.autodiff.functions.DifferentialFunction=error");
        words.add("-cp");
        words.add(classPath);
        words.add(mainClass);
        return words;
    }

    private int feature() {
        try {
            Properties release = new Properties();
            release.load(new StringReader(Files.readString(javaHome.resolve("release"))));
            String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
            return Runtime.Version.parse(version).feature();
        } catch (IOException | IllegalArgumentException e) {
            throw new LikenessException(
                    ErrorCode.TRAINING_FAILED, "javaHome: expected a JDK or JRE with its release file: " + javaHome, e);
        }
    }
}
