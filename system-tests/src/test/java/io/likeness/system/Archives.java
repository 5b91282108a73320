package io.likeness.system;

import io.likeness.synthetic.ArchiveLayout;
import io.likeness.synthetic.ArchivePlan;
import io.likeness.synthetic.SyntheticArchive;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Small archives of drawn faces. */
final class Archives {
    private static final int TOO_SMALL = 8;

    private Archives() {}

    static byte[] faces(int count, long seed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SyntheticArchive.write(ArchivePlan.celeba(count, seed), out);
        return out.toByteArray();
    }

    /** In a folder, without lists. */
    static byte[] plain(int count, long seed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SyntheticArchive.write(
                new ArchivePlan(
                        count,
                        seed,
                        ArchiveLayout.FOLDER,
                        ArchivePlan.celeba(count, seed).frame()),
                out);
        return out.toByteArray();
    }

    /** With two more files, of which an import takes neither: one that is there already, and one that is too small. */
    static byte[] withRefused(byte[] faces) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] last = {};
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(faces));
                ZipOutputStream archive = new ZipOutputStream(out)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readAllBytes();
                last = entry.getName().endsWith(".jpg") ? content : last;
                add(archive, entry.getName(), content);
            }
            add(archive, "more/again.jpg", last);
            add(archive, "more/small.png", small());
        }
        return out.toByteArray();
    }

    /** The photos of a zip as files of a folder. */
    static List<Path> photos(Path archive, Path folder) throws IOException {
        List<Path> photos = new ArrayList<>();
        Files.createDirectories(folder);
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".jpg")) {
                    Path photo = folder.resolve(Path.of(entry.getName()).getFileName());
                    photos.add(Files.write(photo, zip.readAllBytes()));
                }
            }
        }
        return photos;
    }

    private static byte[] small() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(TOO_SMALL, TOO_SMALL, BufferedImage.TYPE_INT_RGB), "png", png);
        return png.toByteArray();
    }

    private static void add(ZipOutputStream archive, String name, byte[] content) throws IOException {
        archive.putNextEntry(new ZipEntry(name));
        archive.write(content);
        archive.closeEntry();
    }
}
