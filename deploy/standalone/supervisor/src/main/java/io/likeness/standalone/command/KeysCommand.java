package io.likeness.standalone.command;

import io.likeness.client.Answer;
import io.likeness.client.Calls;
import io.likeness.client.Key;
import io.likeness.client.LikenessClient;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who may use the API. */
@Command(
        name = "keys",
        synopsisSubcommandLabel = "(create | list | revoke)",
        description = "Makes, lists and revokes keys to the API.")
final class KeysCommand implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    private KeysCommand() {}

    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new KeysCommand())
                .addSubcommand("create", new Create(surroundings))
                .addSubcommand("list", new Listing(surroundings))
                .addSubcommand("revoke", new Revoke(surroundings));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "expected create, list or revoke, found none");
    }

    /** Shown once. */
    @Command(name = "create", description = "Makes a key and shows it, once.")
    private static final class Create extends GatewayCommand {
        @Parameters(paramLabel = "NAME", description = "For whom or for what it is.")
        private String name = "";

        @Option(
                names = "--scope",
                split = ",",
                paramLabel = "SCOPE",
                description = "read, generate, train, admin; may be repeated, read by default.")
        private List<String> scopes = List.of("read");

        @Option(names = "--tenant", description = "Whose it is; by default yours.")
        private @Nullable String tenant;

        @Option(
                names = "--expires",
                paramLabel = "TIME",
                description = "Such as 2027-01-31T12:00:00Z; by default never.")
        private @Nullable String expires;

        @Option(names = "--requests-per-second", paramLabel = "N", description = "At most; by default as many as come.")
        private @Nullable Double requestsPerSecond;

        private Create(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(LikenessClient gateway, Console console) {
            Key.Limits limits = requestsPerSecond == null ? null : new Key.Limits(requestsPerSecond, null, null, null);
            Answer<Key> made =
                    gateway.send(Calls.MAKE_KEY.of().sending(new Key.Wanted(name, tenant, scopes, expires, limits)));
            console.document(made.document());
            if (!console.json()) {
                console.tell("%s", made.document().path("key").asText());
            }
            console.note("It is shown this once. To use it: LIKENESS_KEY, or the header Authorization: Bearer ...");
            return 0;
        }
    }

    /** Without their secrets. */
    @Command(name = "list", description = "Lists keys; their secrets are not known to anybody.")
    private static final class Listing extends GatewayCommand {
        private Listing(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(LikenessClient gateway, Console console) {
            Answer<Key[]> keys = gateway.send(Calls.KEYS.of());
            console.document(keys.document());
            Table table = new Table("ID", "NAME", "TENANT", "SCOPES", "CREATED", "LAST USED", "STATE");
            for (Key key : keys.value()) {
                table.add(
                        key.id(),
                        key.name(),
                        key.tenant(),
                        String.join(" ", key.scopes()),
                        InWords.time(key.createdAt()),
                        key.lastUsedAt() == null ? "" : InWords.time(key.lastUsedAt()),
                        state(key));
            }
            console.table(table);
            return 0;
        }

        private static String state(Key key) {
            if (key.revokedAt() != null) {
                return "revoked " + InWords.time(key.revokedAt());
            }
            return key.expiresAt() == null ? "" : "expires " + InWords.time(key.expiresAt());
        }
    }

    /** At once. */
    @Command(name = "revoke", description = "Ends a key at once, everywhere.")
    private static final class Revoke extends GatewayCommand {
        @Parameters(paramLabel = "ID", description = "Of the key.")
        private String id = "";

        private Revoke(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(LikenessClient gateway, Console console) {
            gateway.perform(Calls.REVOKE_KEY.of(id));
            console.tell("The key %s opens nothing any more.", id);
            return 0;
        }
    }
}
