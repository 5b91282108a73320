package io.likeness.ingest.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.dataset.DoctorReport.MeasureSpread;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureTest {
    @Test
    void namesWhatIsFarFromTheOthersTheFarthestFirst() {
        Measure measure = new Measure(new float[] {1, 2, 3, 4, 5, 100, 6, -50, 7, 200});
        assertEquals(List.of(9, 5), measure.above());
        assertEquals(List.of(7), measure.below());
        assertEquals(
                new MeasureSpread(-100, 10, 400, null, 2 * measure.most()),
                measure.spread(false, true, value -> 2 * value));
    }

    @Test
    void findsNothingFarWhereMostAreTheSame() {
        Measure measure = new Measure(new float[] {1, 1, 1, 5});
        assertEquals(List.of(), measure.above());
    }
}
