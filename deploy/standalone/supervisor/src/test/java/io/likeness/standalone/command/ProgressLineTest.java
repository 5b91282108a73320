package io.likeness.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgressLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong(TimeUnit.HOURS.toNanos(1));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "60 | training  [#############-------------]  50 %  epoch 10 of 20",
                "52 | training  [#########---------]  50 %  epoch 10 of 20",
                "31 | training  [#####-----]  50 %  e",
                "200 | training  [####################--------------------]  50 %  epoch 10 of 20"
            })
    void fillsTheWidthAndNoMore(int width, String line) {
        assertEquals(line, ProgressLine.line(new Step("training", 0.5, "epoch 10 of 20"), width));
    }

    @Test
    void drawsNoBarOfWhatNobodyKnows() {
        assertEquals("waiting: number 2", ProgressLine.line(new Step("waiting", Double.NaN, "number 2"), 79));
    }

    @Test
    void writesTheLineOfATerminalAnewAndMakesRoom() {
        ProgressLine line = line(21);
        line.show(new Step("waiting", Double.NaN, ""));
        line.clear();
        line.clear();
        assertEquals("\rwaiting             \r" + " ".repeat(20) + "\r", out.toString(UTF_8));
    }

    @Test
    void isAPlainLineNowAndThenElsewhere() {
        ProgressLine line = line(0);
        line.show(new Step("uploading", 0.1, "a.zip"));
        line.show(new Step("uploading", 0.2, "a.zip"));
        clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
        line.show(new Step("uploading", 0.3, "a.zip"));
        line.show(new Step("uploading", 1, "a.zip"));
        line.show(new Step("importing", Double.NaN, ""));
        line.clear();
        assertEquals(
                "uploading 10 %: a.zip\nuploading 30 %: a.zip\nuploading 100 %: a.zip\nimporting\n",
                out.toString(UTF_8));
    }

    private ProgressLine line(int columns) {
        return new ProgressLine(new PrintStream(out, true, UTF_8), columns, clock::get);
    }
}
