package io.likeness.standalone.supervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The system without its services, in a JVM of its own: {@code <distribution> <data> <run> <port>}. */
final class PlatformSystem {

    private PlatformSystem() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path data = Path.of(arguments[1]);
        UpCommand up = new UpCommand(
                data,
                Path.of(arguments[2]),
                new Ports(Integer.parseInt(arguments[3]), 1),
                ports -> new Deployment(List.of(new LikenessDeployment(
                                Path.of(arguments[0]), data, ports, Credentials.of(data), Access.WITHOUT_KEY)
                        .platform())));
        up.execute(new Progress(System.out));
    }
}
