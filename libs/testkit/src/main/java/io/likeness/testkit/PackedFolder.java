package io.likeness.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Folders as {@code tar} packs them, with modes and extended attributes, which no library for Java brings back. */
final class PackedFolder {

    private PackedFolder() {}

    static void unpack(InputStream archive, Path target) throws IOException {
        Process tar = new ProcessBuilder(
                        "tar", "--xattrs", "--xattrs-include=user.*", "-xpf", "-", "-C", target.toString())
                .redirectErrorStream(true)
                .start();
        try (OutputStream in = tar.getOutputStream();
                InputStream content = new XZCompressorInputStream(archive)) {
            content.transferTo(in);
        }
        String output = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (exitCode(tar) != 0) {
            throw new IOException("tar: " + output.strip());
        }
    }

    private static int exitCode(Process tar) {
        return tar.onExit().join().exitValue();
    }
}
