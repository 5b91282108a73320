package io.likeness.standalone.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
    @Test
    void isAsWideAsItsWidestCells() {
        Table table = new Table("MODEL", "VERSIONS", "SERVES");
        table.add("celeba", 12, 3);
        table.add("me", 1, "");
        assertEquals(List.of("MODEL   VERSIONS  SERVES", "celeba  12        3", "me      1         -"), table.lines());
    }
}
