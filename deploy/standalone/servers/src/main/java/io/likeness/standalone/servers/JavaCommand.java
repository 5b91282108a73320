package io.likeness.standalone.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Command lines for child JVMs, tuned for a small footprint and a quick start, with this JVM's own JDK. */
public final class JavaCommand {

    private static final int FIRST_RELEASE_WITH_UNSAFE_WARNINGS = 23;
    private static final int FIRST_RELEASE_WITH_COMPACT_HEADERS = 25;

    private JavaCommand() {}

    /** A child that runs a main class from a class path. */
    public static List<String> ofMain(String heap, String classPath, String mainClass, List<String> arguments) {
        List<String> tail = Stream.concat(Stream.of("-cp", classPath, mainClass), arguments.stream())
                .toList();
        return of(heap, List.of("-XX:TieredStopAtLevel=1"), tail);
    }

    /** A child that runs a jar; {@code flags} are more JVM flags. */
    public static List<String> ofJar(String heap, List<String> flags, Path jar) {
        return of(heap, flags, List.of("-jar", jar.toString()));
    }

    /** What asks a JVM of this user for a full collection of its heap. */
    public static List<String> collection(long pid) {
        return List.of(
                program("jcmd"), "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", Long.toString(pid), "GC.run");
    }

    /** Whether a command starts a child JVM as this class does. */
    static boolean startsJvm(List<String> command) {
        return command.getFirst().equals(program("java"));
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static List<String> of(String heap, List<String> flags, List<String> tail) {
        List<String> command = new ArrayList<>();
        command.add(program("java"));
        command.addAll(List.of(
                "-Xmx" + heap,
                "-Xms16m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=30",
                // One full collection gives back what it freed, not the fourth one.
                "-XX:-ShrinkHeapInSteps",
                "-Xshare:auto",
                "-XX:+IgnoreUnrecognizedVMOptions",
                // Nine JVMs that look for idle monitors four times a second would be a third of what all take at rest.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:AsyncDeflationInterval=5000",
                // What threads freed goes back to the system.
                "-XX:TrimNativeHeapInterval=60000",
                // The JDK's own classes are mapped where their archive says, and so by all JVMs in common.
                "-XX:ArchiveRelocationMode=0",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED"));
        int release = Runtime.version().feature();
        if (release >= FIRST_RELEASE_WITH_UNSAFE_WARNINGS) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        if (release >= FIRST_RELEASE_WITH_COMPACT_HEADERS) {
            command.add("-XX:+UseCompactObjectHeaders");
        }
        command.addAll(flags);
        command.addAll(tail);
        return command;
    }
}
