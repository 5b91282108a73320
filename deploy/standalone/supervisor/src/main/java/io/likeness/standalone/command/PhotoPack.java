package io.likeness.standalone.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes one archive of photos and folders of photos. Stateless. */
public final class PhotoPack {
    private static final Pattern PHOTO =
            Pattern.compile(".*\\.(jpe?g|png|gif|webp|bmp|tiff?|p[bgpn]m)", Pattern.CASE_INSENSITIVE);

    private PhotoPack() {}

    /**
     * The one file that is to be uploaded: an archive as it is; of photos and folders a new zip, in which what lies in a folder is named from there. Hidden
     * files are left out. The same files give the same bytes.
     *
     * @param sources at least one, each of which is there
     * @param folder in which a zip is written
     * @throws IllegalArgumentException for an archive among other things, and where there is nothing to pack
     */
    public static Path of(List<Path> sources, Path folder) throws IOException {
        Path first = sources.getFirst();
        if (sources.size() == 1 && archive(first)) {
            return first;
        }
        for (Path source : sources) {
            if (archive(source)) {
                throw new IllegalArgumentException(
                        "expected one archive, or photos and folders of photos, found the archive " + source
                                + " among others");
            }
        }
        Path zip = folder.resolve(name(first, sources.size() == 1) + ".zip");
        try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip)))) {
            // Photos are compressed already.
            out.setLevel(Deflater.NO_COMPRESSION);
            int packed = 0;
            for (Path source : sources) {
                packed += pack(source, out);
            }
            if (packed == 0) {
                throw new IllegalArgumentException("expected photos, found none in " + first.toAbsolutePath());
            }
        }
        return zip;
    }

    private static boolean archive(Path source) {
        return Files.isRegularFile(source)
                && !PHOTO.matcher(String.valueOf(source.getFileName())).matches();
    }

    private static String name(Path first, boolean alone) {
        return alone && Files.isDirectory(first)
                ? String.valueOf(first.toAbsolutePath().normalize().getFileName())
                : "photos";
    }

    private static int pack(Path source, ZipOutputStream out) throws IOException {
        if (!Files.isDirectory(source)) {
            write(source, String.valueOf(source.getFileName()), out);
            return 1;
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(source)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> shown(source.relativize(file)))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            write(file, source.relativize(file).toString().replace('\\', '/'), out);
        }
        return files.size();
    }

    private static boolean shown(Path path) {
        for (Path segment : path) {
            if (segment.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private static void write(Path file, String name, ZipOutputStream zip) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
    }
}
