package io.likeness.standalone.command;

import io.likeness.client.Answer;
import io.likeness.client.Calls;
import io.likeness.client.Dataset;
import io.likeness.client.LikenessClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What datasets there are. */
@Command(name = "datasets", description = "Lists datasets, the newest first.")
final class DatasetsCommand extends GatewayCommand {
    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Only those of that name.")
    private @Nullable String name;

    @Option(names = "--limit", description = "How many, 50 by default.")
    private int limit = 50;

    DatasetsCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(LikenessClient gateway, Console console) {
        Answer<Dataset[]> datasets =
                gateway.send(Calls.DATASETS.of().with("limit", limit).with("name", name));
        console.document(datasets.document());
        Table table = new Table("DATASET", "ID", "STATUS", "LAYOUT", "IMAGES", "CREATED");
        for (Dataset dataset : datasets.value()) {
            Dataset.Counts counts = dataset.counts();
            table.add(
                    dataset.name(),
                    dataset.id(),
                    dataset.status(),
                    dataset.layout() == null ? "" : dataset.layout(),
                    counts == null ? "" : counts.train() + counts.validation() + counts.test(),
                    InWords.time(dataset.createdAt()));
        }
        console.table(table);
        return 0;
    }
}
