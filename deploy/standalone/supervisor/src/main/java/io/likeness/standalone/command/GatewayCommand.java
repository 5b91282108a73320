package io.likeness.standalone.command;

import io.likeness.client.LikenessClient;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that asks a gateway. */
abstract class GatewayCommand implements Callable<Integer> {
    @Option(
            names = "--url",
            paramLabel = "ADDRESS",
            description =
                    "Another gateway than the one that runs here; also LIKENESS_URL, with its key in LIKENESS_KEY.")
    private @Nullable URI url;

    @Option(names = "--json", description = "JSON on standard output, and nothing else there.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    @SuppressWarnings("UnusedVariable")
    private boolean help;

    private final Surroundings surroundings;

    GatewayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public final Integer call() throws IOException {
        try (LikenessClient gateway = surroundings.connect(url)) {
            return run(gateway, new Console(surroundings, json));
        }
    }

    /** The exit code. */
    abstract int run(LikenessClient gateway, Console console) throws IOException;

    Surroundings surroundings() {
        return surroundings;
    }
}
