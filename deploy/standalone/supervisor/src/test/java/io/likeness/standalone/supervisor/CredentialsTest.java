package io.likeness.standalone.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CredentialsTest {

    @TempDir
    Path data;

    @Test
    void generatesOnceAndLoadsTheSameAfterwards() {
        Credentials first = Credentials.of(data);
        Credentials second = Credentials.of(data);
        assertEquals(first.roles(), second.roles());
        assertEquals(first.store(), second.store());
        assertNotEquals(first.password("gateway"), first.password("ingest"));
    }

    @Test
    void keepsThemFromOtherUsersAndOutOfLogs() throws IOException {
        Credentials credentials = Credentials.of(data);
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("credentials.properties"))));
        assertEquals("Credentials[]", credentials.toString());
    }
}
