package io.likeness.standalone.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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
    void addsThePasswordOfARoleThatAnOlderDataFolderDoesNotKnow() throws IOException {
        Credentials before = Credentials.of(data);
        Path file = data.resolve("credentials.properties");
        List<String> older = Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("database.generator"))
                .toList();
        Files.write(file, older);
        Credentials after = Credentials.of(data);
        assertEquals(before.password("gateway"), after.password("gateway"));
        assertEquals(before.store(), after.store());
        assertNotEquals(before.password("generator"), after.password("generator"));
        assertEquals(after.roles(), Credentials.of(data).roles());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
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
