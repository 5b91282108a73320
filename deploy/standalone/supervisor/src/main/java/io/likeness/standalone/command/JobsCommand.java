package io.likeness.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.likeness.client.Answer;
import io.likeness.client.Job;
import io.likeness.client.JobKind;
import io.likeness.client.LikenessClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What works, and the end of it. */
@Command(name = "jobs", description = "Lists imports, trainings and generations that have not ended, or ends one.")
final class JobsCommand extends GatewayCommand {
    @Option(names = "--all", description = "Those that have ended, too: the newest twenty of each kind.")
    private boolean all;

    private JobsCommand(Surroundings surroundings) {
        super(surroundings);
    }

    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new JobsCommand(surroundings)).addSubcommand("cancel", new Cancel(surroundings));
    }

    @Override
    int run(LikenessClient gateway, Console console) {
        ArrayNode documents = JsonNodeFactory.instance.arrayNode();
        Table table = new Table("KIND", "ID", "STATUS", "", "CREATED");
        for (JobKind<?> kind : KnownJobs.KINDS) {
            add(gateway, kind, documents, table);
        }
        console.document(documents);
        console.table(table);
        return 0;
    }

    private <J extends Job> void add(LikenessClient gateway, JobKind<J> kind, ArrayNode documents, Table table) {
        Answer<J[]> jobs = gateway.send(kind.list().of().with("limit", all ? 20 : 200));
        for (int i = 0; i < jobs.value().length; i++) {
            J job = jobs.value()[i];
            if (all || !job.ended()) {
                documents
                        .addObject()
                        .put("kind", kind.word())
                        .set("job", jobs.document().path(i));
                table.add(kind.word(), job.id(), job.status(), Step.of(job).rest(), InWords.time(job.createdAt()));
            }
        }
    }

    /** Ends a job. */
    @Command(name = "cancel", description = "Ends a job; what it has made so far is lost.")
    private static final class Cancel extends GatewayCommand {
        @Parameters(paramLabel = "ID", description = "Of an import, a training or a generation.")
        private String id = "";

        private Cancel(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(LikenessClient gateway, Console console) {
            JobKind<?> kind = KnownJobs.require(gateway, id);
            console.document(gateway.send(kind.cancel().of(id)).document());
            console.tell("The %s %s is being ended.", kind.word(), id);
            return 0;
        }
    }
}
