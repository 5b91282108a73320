package io.likeness.ingest.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupsTest {
    @Test
    void joinsWhatIsJoinedByOthers() {
        Groups groups = new Groups();
        groups.join(9, 4);
        groups.join(2, 7);
        groups.join(7, 9);
        groups.join(5, 3);
        groups.join(5, 3);
        assertEquals(List.of(List.of(2, 4, 7, 9), List.of(3, 5)), groups.all());
    }
}
