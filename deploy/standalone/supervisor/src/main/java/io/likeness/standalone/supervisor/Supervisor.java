package io.likeness.standalone.supervisor;

import io.likeness.standalone.servers.ServerFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@code ./likeness} runs: {@code up --distribution D --data D --run D --port P --instances N --keys yes|no}, {@code down --run D}
 * and {@code status --run D}. A failure is one line on standard error and an exit code other than 0.
 */
public final class Supervisor {

    private static final int FAILED = 1;

    private Supervisor() {}

    /** Runs one command; {@code up} returns only by the end of the process. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        Progress progress = new Progress(System.out);
        try {
            String command = arguments.length == 0 ? "" : arguments[0];
            Map<String, String> options = options(arguments);
            Path run = path(options, "--run");
            return switch (command) {
                case "up" -> up(options, run, progress).execute(progress);
                case "down" -> new DownCommand(run).execute(progress);
                case "status" -> new StatusCommand(run).execute(progress);
                default -> throw new ServerFailure("expected up, down or status, found '" + command + "'");
            };
        } catch (ServerFailure failure) {
            System.err.println("likeness: " + failure.getMessage());
            return FAILED;
        } catch (IOException failure) {
            System.err.println("likeness: " + failure);
            return FAILED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static UpCommand up(Map<String, String> options, Path run, Progress progress) {
        Path distribution = path(options, "--distribution");
        Path data = path(options, "--data");
        Access access = require(options, "--keys").equals("yes") ? Access.WITH_KEY : Access.WITHOUT_KEY;
        return new UpCommand(data, run, new Ports(number(options, "--port"), number(options, "--instances")), ports -> {
            progress.line(access.told(data));
            return new LikenessDeployment(distribution, data, ports, Credentials.of(data), access).describe();
        });
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int index = 1; index + 1 < arguments.length; index += 2) {
            options.put(arguments[index], arguments[index + 1]);
        }
        return options;
    }

    private static Path path(Map<String, String> options, String name) {
        return Path.of(require(options, name)).toAbsolutePath().normalize();
    }

    private static int number(Map<String, String> options, String name) {
        String number = require(options, name);
        try {
            return Integer.parseInt(number);
        } catch (NumberFormatException malformed) {
            throw new ServerFailure(name + ": expected a number, found '" + number + "'", malformed);
        }
    }

    private static String require(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new ServerFailure(name + ": expected a value, found none");
        }
        return value;
    }
}
