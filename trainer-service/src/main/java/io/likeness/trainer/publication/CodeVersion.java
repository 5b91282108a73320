package io.likeness.trainer.publication;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * Which code trains, as the build has written it: the project's version, the commit where it is known, and whether it was changed since, such as {@code
 * 0.1.0+0e5c11f.dirty}. Engine and service are built and shipped together. Stateless.
 */
final class CodeVersion {
    private static final String FILE = "/code.properties";

    private CodeVersion() {}

    static String read() {
        Properties build = new Properties();
        try (Reader file = new InputStreamReader(
                Objects.requireNonNull(CodeVersion.class.getResourceAsStream(FILE), FILE), UTF_8)) {
            build.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
        return of(build.getProperty("version", ""), build.getProperty("commit", ""), build.getProperty("dirty", ""));
    }

    static String of(String version, String commit, String dirty) {
        return commit.isEmpty() ? version : version + "+" + commit + (dirty.equals("true") ? ".dirty" : "");
    }
}
