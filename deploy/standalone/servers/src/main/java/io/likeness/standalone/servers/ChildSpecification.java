package io.likeness.standalone.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to run as a child process. The child must end when its standard input ends.
 *
 * @param name what people call it: {@code kafka}, {@code gateway}
 * @param command the program and its arguments, without secrets
 * @param environment variables added to the inherited ones; inherited {@code LIKENESS_*} and {@code QUARKUS_*} are
 *     dropped first
 * @param log the file that takes both outputs; a former one is kept beside it with the suffix {@code .1}, and its folder is
 *     the working folder
 * @param readiness how it says that it serves
 * @param temporary a folder of its own that is emptied before each start, or null where it leaves nothing behind
 */
public record ChildSpecification(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path log,
        Readiness readiness,
        @Nullable Path temporary) {

    /** Copies what could change. */
    public ChildSpecification {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("command of " + name + ": expected a program, found none");
        }
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A child that leaves nothing behind. */
    public ChildSpecification(
            String name, List<String> command, Map<String, String> environment, Path log, Readiness readiness) {
        this(name, command, environment, log, readiness, null);
    }

    /** Whether the child is a JVM on this one's JDK. */
    public boolean isJvm() {
        return JavaCommand.startsJvm(command);
    }

    /** Names the child and its command; the environment may hold secrets and stays out. */
    @Override
    public String toString() {
        return "ChildSpecification[name=" + name + ", command=" + command + "]";
    }
}
