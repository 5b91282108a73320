package io.likeness.standalone.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes one archive of photos and folders of photos. Stateless. */
public final class PhotoPack {
    private static final Pattern PHOTO =
            Pattern.compile(".*\\.(jpe?g|png|gif|webp|bmp|tiff?|p[bgpn]m|hei[cf]|avif|jxl)", Pattern.CASE_INSENSITIVE);

    private static final Pattern ARCHIVE =
            Pattern.compile(".*\\.(zip|7z|tar|parquet|t(gz|bz2?|xz|zst)|tar\\.[a-z0-9]+)", Pattern.CASE_INSENSITIVE);

    private PhotoPack() {}

    /**
     * The one file that is to be uploaded: an archive as it is; of photos and folders a new zip, in which what lies in a folder is named from there, and with the
     * folder's name where there are others. Hidden files are left out. The same files give the same bytes.
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
                        "expected archives alone, or photos and folders of photos, found the archive " + source
                                + " among others");
            }
        }
        Path zip = folder.resolve(name(first, sources.size() == 1) + ".zip");
        zip.toFile().deleteOnExit();
        try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip)))) {
            // Photos are compressed already.
            out.setLevel(Deflater.NO_COMPRESSION);
            Set<String> taken = new HashSet<>();
            for (Path source : sources) {
                pack(source, sources.size() == 1 ? "" : fileName(source) + "/", taken, out);
            }
            if (taken.isEmpty()) {
                throw new IllegalArgumentException("expected photos, found none in " + first.toAbsolutePath());
            }
        }
        return zip;
    }

    /** The archives in a folder, by name, where it has archives and, but for hidden files, nothing else. */
    static Optional<List<Path>> archivesIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> shown = all.filter(
                            file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
            boolean archives = !shown.isEmpty()
                    && shown.stream()
                            .allMatch(file -> Files.isRegularFile(file)
                                    && ARCHIVE.matcher(file.toString()).matches());
            return archives ? Optional.of(shown) : Optional.empty();
        }
    }

    /** Whether a file is no photo, and so an archive. */
    static boolean archive(Path source) {
        return Files.isRegularFile(source)
                && !PHOTO.matcher(String.valueOf(source.getFileName())).matches();
    }

    private static String name(Path first, boolean alone) {
        return alone && Files.isDirectory(first) ? fileName(first) : "photos";
    }

    private static String fileName(Path path) {
        return String.valueOf(path.toAbsolutePath().normalize().getFileName());
    }

    /** @param prefix of what lies in a folder, which may be named as what lies in another */
    private static void pack(Path source, String prefix, Set<String> taken, ZipOutputStream out) throws IOException {
        if (!Files.isDirectory(source)) {
            write(source, fileName(source), taken, out);
            return;
        }
        Path folder = source.toRealPath();
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> shown(folder.relativize(file)))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            write(file, prefix + folder.relativize(file).toString().replace('\\', '/'), taken, out);
        }
    }

    private static boolean shown(Path path) {
        for (Path segment : path) {
            if (segment.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private static void write(Path file, String name, Set<String> taken, ZipOutputStream zip) throws IOException {
        ZipEntry entry = new ZipEntry(free(name, taken));
        entry.setTime(0);
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
    }

    /** The name, with a number behind it where it is another's. */
    private static String free(String name, Set<String> taken) {
        int dot = Math.max(name.lastIndexOf('.'), name.lastIndexOf('/') + 1);
        String free = name;
        for (int k = 2; !taken.add(free); k++) {
            free = name.substring(0, dot) + "-" + k + name.substring(dot);
        }
        return free;
    }
}
