package io.likeness.standalone.supervisor;

import io.likeness.standalone.servers.ServerFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The operator's key, generated once for a data folder and kept in it, readable by its owner only. The gateway is given it in its
 * environment, which no list of processes shows. To replace it, delete the file and start the system again.
 */
record OperatorKey(String text) {

    private static final String FILE = "operator.key";
    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Path file(Path dataFolder) {
        return dataFolder.resolve(FILE);
    }

    static OperatorKey of(Path dataFolder) {
        Path file = file(dataFolder);
        try {
            if (Files.notExists(file)) {
                write(file);
            }
            return new OperatorKey(Files.readString(file).strip());
        } catch (IOException failure) {
            throw new ServerFailure(file + " cannot be used: " + failure.getMessage(), failure);
        }
    }

    /** {@code lk_}, an id, and 256 random bits, as the gateway wants it; the file appears whole and with its mode, or not at all. */
    private static void write(Path file) throws IOException {
        String id = HexFormat.of().formatHex(random(ID_BYTES));
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random(SECRET_BYTES));
        Path half = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "operator-",
                ".half",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(half, "lk_" + id + "_" + secret + "\n");
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "OperatorKey[]";
    }
}
