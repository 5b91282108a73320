package io.likeness.standalone.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once from their jar into a folder named by their digest. */
final class PostgresBinaries {

    private static final int OWNER_MAY_EXECUTE = 0100;

    private PostgresBinaries() {}

    /** The folder that holds {@code bin/postgres}; complete or absent, whatever happens while it is unpacked. */
    static Path unpacked(Path cache) {
        String archive = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
        try {
            Path home = cache.resolve("postgresql-" + digest(archive).substring(0, 12));
            if (!Files.isDirectory(home)) {
                Files.createDirectories(cache);
                Path half = Files.createTempDirectory(cache, "unpacking-");
                unpack(archive, half);
                Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwxr-xr-x"));
                moveUnlessPresent(half, home);
            }
            return home;
        } catch (IOException failure) {
            throw new ServerFailure("PostgreSQL cannot be unpacked to " + cache + ": " + failure.getMessage(), failure);
        }
    }

    static String archiveName(String system, String processor) {
        String family = system.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String architecture = processor.equals("aarch64") ? "arm_64" : "x86_64";
        return "/postgres-" + family + "-" + architecture + ".txz";
    }

    private static String digest(String archive) throws IOException {
        try (InputStream bytes = open(archive)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }

    private static InputStream open(String archive) {
        InputStream stream = PostgresBinaries.class.getResourceAsStream(archive);
        if (stream == null) {
            throw new ServerFailure("no PostgreSQL for this platform: " + archive + " is not on the class path");
        }
        return new BufferedInputStream(stream);
    }

    private static void unpack(String archive, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(open(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, target.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, file);
        if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** Another process may have unpacked the same programs meanwhile; then its folder stays. */
    private static void moveUnlessPresent(Path half, Path home) throws IOException {
        try {
            Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException occupied) {
            if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
                throw occupied;
            }
            delete(half);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }
}
