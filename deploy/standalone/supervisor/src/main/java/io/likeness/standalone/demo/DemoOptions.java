package io.likeness.standalone.demo;

import io.likeness.contracts.training.TrainingConfiguration;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the demonstration was asked to do.
 *
 * @param gateway base address of the running system
 * @param data an archive of photos, or photos and folders of photos; none: faces are drawn
 * @param preset name of the training's configuration
 * @param epochs passes over the training images, 1 to 10,000
 * @param out where the grid of faces is written, a PNG
 */
record DemoOptions(URI gateway, List<Path> data, String preset, int epochs, Path out) {
    /** Enough for soft but clear faces from the drawn set, and within five minutes on two cores. */
    private static final int DEFAULT_EPOCHS = 20;

    static DemoOptions parse(String... arguments) {
        URI gateway = URI.create("http://127.0.0.1:8080");
        List<Path> data = new ArrayList<>();
        String preset = TrainingConfiguration.SEED_PRESET;
        int epochs = DEFAULT_EPOCHS;
        Path out = Path.of("likeness-faces.png");
        for (int i = 0; i < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--url" -> gateway = address(value(arguments, i));
                case "--data" -> data.add(photos(value(arguments, i)));
                case "--preset" -> preset = preset(value(arguments, i));
                case "--epochs" -> epochs = epochs(value(arguments, i));
                case "--out" -> out = Path.of(value(arguments, i));
                default ->
                    throw new DemoException(
                            "unknown option " + arguments[i] + ": expected --url, --data, --preset, --epochs or --out");
            }
        }
        return new DemoOptions(gateway, List.copyOf(data), preset, epochs, writable(out.toAbsolutePath()));
    }

    private static String value(String[] arguments, int i) {
        if (i + 1 == arguments.length) {
            throw new DemoException(arguments[i] + ": expected a value, found none");
        }
        return arguments[i + 1];
    }

    private static URI address(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw new DemoException(
                    "--url: expected an address such as http://127.0.0.1:8080, found '" + value + "'", e);
        }
    }

    private static Path photos(String value) {
        Path photos = Path.of(value).toAbsolutePath();
        if (!Files.isRegularFile(photos) && !Files.isDirectory(photos)) {
            throw new DemoException(
                    "--data: expected a zip, 7z, tar or Parquet file, a photo or a folder, found none at " + photos);
        }
        return photos;
    }

    private static Path writable(Path out) {
        if (Files.isDirectory(out)) {
            throw new DemoException("--out: expected a file, found the folder " + out);
        }
        Path folder = out.resolveSibling("");
        if (!Files.isWritable(folder)) {
            throw new DemoException("--out: expected a folder that can be written, found none at " + folder);
        }
        return out;
    }

    private static String preset(String value) {
        if (!TrainingConfiguration.PRESETS.contains(value)) {
            throw new DemoException(
                    "--preset: expected one of " + TrainingConfiguration.PRESETS + ", found '" + value + "'");
        }
        return value;
    }

    private static int epochs(String value) {
        if (!value.matches("[1-9][0-9]{0,3}")) {
            throw new DemoException("--epochs: expected 1 to 9999, found '" + value + "'");
        }
        return Integer.parseInt(value);
    }
}
