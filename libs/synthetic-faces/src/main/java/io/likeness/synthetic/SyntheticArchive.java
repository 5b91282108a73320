package io.likeness.synthetic;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes archives of drawn faces, several pictures a person. Pictures are drawn on all cores and written in order, 256
 * held at a time. Stateless, safe for threads.
 */
public final class SyntheticArchive {
    private static final int HELD = 256;
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0, 0);

    private SyntheticArchive() {}

    /** Writes a zip file to {@code out} and leaves {@code out} open. */
    public static void write(ArchivePlan plan, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        int[] persons = plan.persons();
        if (plan.layout() == ArchiveLayout.CELEBA) {
            writeTables(plan, persons, zip);
        }
        for (int from = 0; from < plan.count(); from += HELD) {
            int first = from;
            List<byte[]> files = IntStream.range(first, Math.min(first + HELD, plan.count()))
                    .parallel()
                    .mapToObj(picture -> encode(plan, persons[picture], picture))
                    .toList();
            for (int k = 0; k < files.size(); k++) {
                writeEntry(zip, plan.path(first + k), files.get(k));
            }
        }
        zip.finish();
        zip.flush();
    }

    private static byte[] encode(ArchivePlan plan, int person, int picture) {
        DrawnFace face = SyntheticFaces.face(plan.personSeed(person), picture, plan.frame());
        return switch (plan.layout()) {
            case CELEBA -> PictureFile.jpeg(face.image());
            case FOLDER -> PictureFile.png(face.image());
        };
    }

    private static void writeTables(ArchivePlan plan, int[] persons, ZipOutputStream zip) throws IOException {
        CelebaTables tables = new CelebaTables(plan.count());
        for (int picture = 0; picture < plan.count(); picture++) {
            int person = persons[picture];
            tables.add(plan.name(picture), person, SyntheticFaces.attributes(plan.personSeed(person), picture));
        }
        for (Map.Entry<String, String> table : tables.files().entrySet()) {
            writeEntry(zip, table.getKey(), table.getValue().getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void writeEntry(ZipOutputStream zip, String path, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(path);
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
