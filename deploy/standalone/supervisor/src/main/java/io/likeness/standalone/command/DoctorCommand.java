package io.likeness.standalone.command;

import io.likeness.client.Answer;
import io.likeness.client.Calls;
import io.likeness.client.Dataset;
import io.likeness.client.Diagnosis;
import io.likeness.client.JobKind;
import io.likeness.client.LikenessClient;
import io.likeness.client.ProblemException;
import io.likeness.client.RevisionWanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is wrong with a dataset, and its next version without that. */
@Command(
        name = "doctor",
        description = {
            "Tells what the doctor found on a dataset: copies, contradictions, images unlike the others.",
            "With --apply it makes the dataset's next version, in which that is dealt with."
        })
final class DoctorCommand extends GatewayCommand {
    private static final long LOOK_MILLIS = 250;
    private static final String NOT_YET = "STATE_CONFLICT";

    @Parameters(paramLabel = "DATASET", description = "Its name or its id.")
    private String dataset = "";

    @Option(
            names = "--apply",
            paramLabel = "FINDING",
            split = ",",
            description = "That is dealt with, such as near_duplicates; several by commas.")
    private List<String> apply = List.of();

    DoctorCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(LikenessClient gateway, Console console) {
        Dataset examined = Datasets.require(gateway, dataset);
        if (examined.counts() == null) {
            throw CommandFailure.failed(
                    "expected a sealed dataset, found '%s', which is %s".formatted(dataset, examined.status()));
        }
        return apply.isEmpty() ? tell(gateway, console, examined) : revise(gateway, console, examined);
    }

    private int tell(LikenessClient gateway, Console console, Dataset examined) {
        Answer<Diagnosis> report = await(gateway, console, examined.id());
        Diagnosis diagnosis = report.value();
        if (diagnosis.failure() != null) {
            throw CommandFailure.failed("it could not be examined: "
                    + diagnosis.failure().code() + ", " + diagnosis.failure().message());
        }
        console.document(report.document());
        Table table = new Table("FINDING", "OF", "GROUPS", "IMAGES");
        List<String> kinds = new ArrayList<>();
        for (Diagnosis.Finding finding : diagnosis.findings()) {
            String kind = finding.kind().toLowerCase(Locale.ROOT);
            table.add(kind, finding.label() == null ? "" : finding.label(), finding.groups(), finding.images());
            if (!kinds.contains(kind)) {
                kinds.add(kind);
            }
        }
        if (kinds.isEmpty()) {
            console.note("%s (%s): %,d images, nothing was found", examined.name(), examined.id(), diagnosis.images());
            return 0;
        }
        console.table(table);
        console.note(
                "%,d images were looked at. The next version without these: ./likeness doctor %s --apply %s",
                diagnosis.images(), dataset, String.join(",", kinds));
        return 0;
    }

    private int revise(LikenessClient gateway, Console console, Dataset examined) {
        await(gateway, console, examined.id());
        List<String> kinds =
                apply.stream().map(kind -> kind.toUpperCase(Locale.ROOT)).toList();
        RevisionWanted wanted = new RevisionWanted(examined.id(), new RevisionWanted.Changes(kinds));
        String id = gateway.send(Calls.REVISE.of().sending(wanted)).value().id();
        Answer<Dataset> ended = new Following(gateway, console).follow(JobKind.DATASET, id, false);
        console.document(ended.document());
        Following.requireSuccess("the next version", ended.value());
        UploadCommand.tell(
                console, ended.value(), gateway.send(Calls.IMPORT_REPORT.of(id)).value());
        return 0;
    }

    /** A dataset is examined some seconds after it is sealed, a large one minutes. */
    private static Answer<Diagnosis> await(LikenessClient gateway, Console console, String id) {
        while (true) {
            try {
                return gateway.send(Calls.DOCTOR.of(id));
            } catch (ProblemException e) {
                if (!e.problem().code().equals(NOT_YET)) {
                    throw e;
                }
                console.progress().show(new Step("examining", Double.NaN, "the doctor looks at every image"));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw CommandFailure.failed("interrupted");
            }
        }
    }
}
