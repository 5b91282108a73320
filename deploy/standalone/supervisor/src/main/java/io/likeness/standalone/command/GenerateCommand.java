package io.likeness.standalone.command;

import io.likeness.client.Answer;
import io.likeness.client.Calls;
import io.likeness.client.Generation;
import io.likeness.client.GenerationWanted;
import io.likeness.client.GenerationWanted.Face;
import io.likeness.client.JobKind;
import io.likeness.client.LikenessClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A model draws faces. */
@Command(name = "generate", description = "Draws faces and writes them into a file or a folder.")
final class GenerateCommand extends GatewayCommand {
    private static final Pattern DRAWN = Pattern.compile("([0-9]{1,16})(?:/([0-9]{1,9}))?");
    private static final String WAIT = "wait=30";

    @Parameters(
            paramLabel = "MODEL[:VERSION|@ALIAS]",
            arity = "0..1",
            description = "By default the most recently promoted.")
    private @Nullable String model;

    @Option(names = "--count", description = "Of faces; 1 by default.")
    private @Nullable Integer count;

    @Option(names = "--seed", description = "The same seed gives the same faces; random by default.")
    private @Nullable Long seed;

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "Such as Smiling=1; may be repeated.")
    private Map<String, Double> labels = Map.of();

    @Option(names = "--temperature", description = "How far faces are from the usual, 0 to 2.")
    private @Nullable Double temperature;

    @Option(names = "--operation", description = "sample (the default), interpolate, reconstruct, edit or vary.")
    private @Nullable String operation;

    @Option(
            names = "--face",
            paramLabel = "SEED[/INDEX]|FILE",
            description = "To start from: one that was drawn, or a photo. Of interpolate: may be repeated.")
    private List<String> faces = List.of();

    @Option(
            names = "--attribute",
            paramLabel = "NAME=STRENGTH",
            description = "Of edit, such as Smiling=1.5; may be repeated.")
    private Map<String, Double> attributes = Map.of();

    @Option(names = "--steps", description = "Of interpolate and edit: frames.")
    private @Nullable Integer steps;

    @Option(names = "--loop", description = "Of interpolate: back to the first face.")
    private boolean loop;

    @Option(names = "--strength", description = "Of vary: 0 to 1.")
    private @Nullable Double strength;

    @Option(
            names = "--out",
            paramLabel = "FILE|FOLDER",
            description =
                    "A PNG of all faces, an APNG of steps, or a folder that is there, for a PNG each. By default likeness-faces.png.")
    private @Nullable Path out;

    @Option(names = "--zip", description = "Writes all faces into one archive; by default likeness-faces.zip.")
    private boolean zip;

    GenerateCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(LikenessClient gateway, Console console) throws IOException {
        Path to = out == null ? Path.of(zip ? "likeness-faces.zip" : "likeness-faces.png") : out;
        requireWritable(to);
        Answer<Generation> begun =
                gateway.send(Calls.GENERATE.of().withHeader("Prefer", WAIT).sending(wanted(gateway)));
        Answer<Generation> ended = begun.value().ended()
                ? begun
                : new Following(gateway, console)
                        .follow(JobKind.GENERATION, begun.value().id(), false);
        Generation generation = ended.value();
        if (!generation.succeeded()) {
            console.document(ended.document());
        }
        Following.requireSuccess("the generation", generation);
        write(gateway, generation, to);
        console.document(ended.document());
        console.tell(
                "%s: %d faces with %s version %d, seed %d",
                to.toAbsolutePath().normalize(),
                generation.count(),
                generation.model(),
                ended.document().path("version").asInt(),
                generation.seed());
        return 0;
    }

    private GenerationWanted wanted(LikenessClient gateway) {
        ModelReference reference = model == null ? null : ModelReference.parse(model);
        List<Face> start = faces.stream().map(face -> face(gateway, face)).toList();
        boolean walk = "interpolate".equals(operation);
        if (!walk && start.size() > 1) {
            throw CommandFailure.misused(
                    "--face: expected one, found " + start.size() + "; --operation interpolate takes more");
        }
        return new GenerationWanted(
                reference == null ? null : reference.model(),
                reference == null ? null : reference.version(),
                reference == null ? null : reference.alias(),
                operation,
                count,
                seed,
                temperature,
                labels.isEmpty() ? null : labels,
                walk || start.isEmpty() ? null : start.getFirst(),
                walk ? start : null,
                steps,
                loop ? Boolean.TRUE : null,
                attributes.isEmpty() ? null : attributes,
                strength);
    }

    private Face face(LikenessClient gateway, String text) {
        Matcher drawn = DRAWN.matcher(text);
        if (drawn.matches()) {
            String index = drawn.group(2);
            return new Face(Long.valueOf(drawn.group(1)), index == null ? null : Integer.valueOf(index), null);
        }
        Path photo = Path.of(text);
        if (!Files.isRegularFile(photo)) {
            throw CommandFailure.misused("--face: expected SEED, SEED/INDEX or a photo, found '" + text + "'");
        }
        return new Face(
                null,
                null,
                gateway.upload(photo, null, surroundings().uploads(), sent -> {})
                        .id());
    }

    private static void requireWritable(Path to) {
        Path folder = to.toAbsolutePath().resolveSibling("");
        if (!Files.isWritable(folder)) {
            throw CommandFailure.misused("--out: expected a folder that can be written, found none at " + folder);
        }
    }

    private void write(LikenessClient gateway, Generation generation, Path to) {
        if (zip) {
            gateway.download(
                    Calls.IMAGES.of(generation.id()), Files.isDirectory(to) ? to.resolve("likeness-faces.zip") : to);
        } else if (Files.isDirectory(to)) {
            for (int k = 0; k < generation.count(); k++) {
                gateway.download(Calls.IMAGE.of(generation.id(), k), to.resolve(k + ".png"));
            }
        } else if (to.toString().endsWith(".apng")) {
            gateway.download(Calls.ANIMATION.of(generation.id()), to);
        } else if (generation.count() == 1) {
            gateway.download(Calls.IMAGE.of(generation.id(), 0), to);
        } else {
            gateway.download(Calls.GRID.of(generation.id()), to);
        }
    }
}
