package io.likeness.gateway.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.training.EpochCompleted;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochHistoryTest {

    @Test
    void keepsTheEpochsFromWhichALaterAttemptWentOn() {
        assertEquals(
                List.of("1/1", "1/2", "2/3", "2/4"),
                history(epoch(1, 1), epoch(1, 2), epoch(1, 3), epoch(2, 3), epoch(2, 4)));
    }

    @Test
    void dropsTheEpochsOfAnAttemptThatALaterOneDidNotGoOnFrom() {
        assertEquals(List.of("2/1"), history(epoch(1, 1), epoch(1, 2), epoch(2, 1)));
    }

    @Test
    void putsLateEventsInTheirPlace() {
        assertEquals(List.of("1/1", "2/2"), history(epoch(2, 2), epoch(1, 2), epoch(1, 1)));
    }

    @Test
    void isEmptyBeforeTheFirstEpoch() {
        assertEquals(List.of(), history());
    }

    private static List<String> history(EpochCompleted... events) {
        return EpochHistory.of(List.of(events)).stream()
                .map(event -> event.attempt() + "/" + event.epoch())
                .toList();
    }

    private static EpochCompleted epoch(int attempt, int epoch) {
        return new EpochCompleted("training", attempt, epoch, 9, 0.1, 0.1, 400, 1, null, null);
    }
}
