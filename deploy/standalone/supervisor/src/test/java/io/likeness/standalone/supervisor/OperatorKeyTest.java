package io.likeness.standalone.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OperatorKeyTest {

    @TempDir
    Path data;

    @Test
    void generatesOnceAKeyThatItsOwnerAloneCanRead() throws IOException {
        OperatorKey first = OperatorKey.of(data);
        assertTrue(first.text().matches("lk_[a-z0-9]{12}_[A-Za-z0-9_-]{43}"), "the form that the gateway wants");
        assertEquals(first.text(), OperatorKey.of(data).text());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("operator.key"))));
        assertEquals("OperatorKey[]", first.toString());
        Files.delete(data.resolve("operator.key"));
        assertNotEquals(first.text(), OperatorKey.of(data).text());
    }

    @Test
    void isGivenToTheGatewayAndNotTold() {
        OperatorKey key = OperatorKey.of(data);
        assertEquals(
                Map.of("LIKENESS_ACCESS_WITHOUT_KEY", "loopback", "LIKENESS_ACCESS_FIRST_KEY", key.text()),
                Access.WITHOUT_KEY.environment(key));
        assertEquals("refused", Access.WITH_KEY.environment(key).get("LIKENESS_ACCESS_WITHOUT_KEY"));
        assertFalse(Access.WITH_KEY.told(data).contains(key.text()));
    }
}
