package io.likeness.synthetic;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Draws an archive of faces: {@code DrawFaces --count N --seed S --out FILE.zip [--layout celeba|folder] [--width W]
 * [--preview FILE.png]}. Exit code 2 for a wrong argument, 1 where a file cannot be written.
 */
public final class DrawFaces {
    private static final String USAGE = "usage: DrawFaces --count N --seed S --out FILE.zip"
            + " [--layout celeba|folder] [--width W] [--preview FILE.png]";
    private static final int PREVIEW_COLUMNS = 8;
    private static final int PREVIEW_SIDE = 128;

    private DrawFaces() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String[] arguments) {
        try {
            Map<String, String> options = options(arguments);
            Path out = Path.of(required(options, "--out"));
            ArchivePlan plan = plan(options);
            write(plan, out);
            System.out.println(plan.count() + " faces in " + out);
            String preview = options.get("--preview");
            if (preview != null) {
                Files.write(Path.of(preview), PictureFile.png(preview(plan)));
            }
            return 0;
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + "\n" + USAGE);
            return 2;
        } catch (IOException broken) {
            System.err.println("cannot write: " + broken);
            return 1;
        }
    }

    private static ArchivePlan plan(Map<String, String> options) {
        ArchiveLayout layout =
                switch (options.getOrDefault("--layout", "celeba").toLowerCase(Locale.ROOT)) {
                    case "celeba" -> ArchiveLayout.CELEBA;
                    case "folder" -> ArchiveLayout.FOLDER;
                    default ->
                        throw new IllegalArgumentException(
                                "--layout: expected celeba or folder, found " + options.get("--layout"));
                };
        int width = Integer.parseInt(options.getOrDefault("--width", layout == ArchiveLayout.CELEBA ? "89" : "64"));
        Frame frame = layout == ArchiveLayout.CELEBA ? Frame.aligned(width) : Frame.square(width);
        int count = Integer.parseInt(required(options, "--count"));
        return new ArchivePlan(count, Long.parseLong(required(options, "--seed")), layout, frame);
    }

    private static void write(ArchivePlan plan, Path out) throws IOException {
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(out))) {
            SyntheticArchive.write(plan, file);
        }
    }

    private static BufferedImage preview(ArchivePlan plan) {
        int[] persons = plan.persons();
        int shown = Math.min(plan.count(), PREVIEW_COLUMNS * PREVIEW_COLUMNS);
        int rows = (shown + PREVIEW_COLUMNS - 1) / PREVIEW_COLUMNS;
        BufferedImage grid =
                new BufferedImage(PREVIEW_COLUMNS * PREVIEW_SIDE, rows * PREVIEW_SIDE, BufferedImage.TYPE_3BYTE_BGR);
        for (int k = 0; k < shown; k++) {
            DrawnFace face = SyntheticFaces.face(plan.personSeed(persons[k]), k, Frame.square(PREVIEW_SIDE));
            int left = k % PREVIEW_COLUMNS * PREVIEW_SIDE;
            grid.getRaster()
                    .setRect(
                            left,
                            k / PREVIEW_COLUMNS * PREVIEW_SIDE,
                            face.image().getRaster());
        }
        return grid;
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int k = 0; k < arguments.length; k += 2) {
            if (!arguments[k].startsWith("--") || k + 1 == arguments.length) {
                throw new IllegalArgumentException("arguments: expected --name value, found " + arguments[k]);
            }
            options.put(arguments[k], arguments[k + 1]);
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + ": expected a value, found none");
        }
        return value;
    }
}
