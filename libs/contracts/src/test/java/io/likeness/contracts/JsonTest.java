package io.likeness.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.training.StartTraining;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonTest {

    @Test
    void absentIsNotWrittenAndTimesAreIso8601() {
        assertEquals("{\"channels\":1,\"side\":64}", json(new ImportOptions(null, 1, 64, null, null)));
        assertEquals(
                "{\"trainingId\":\"t\",\"datasetId\":\"d\",\"modelName\":\"m\",\"preset\":\"seed\",\"epochs\":1,"
                        + "\"seed\":9007199254740991,\"deadline\":\"2026-03-01T12:00:00Z\"}",
                json(new StartTraining(
                        "t", "d", "m", "seed", 1, Require.GREATEST_SEED, Instant.parse("2026-03-01T12:00:00Z"))));
    }

    @Test
    void keysOfMapsAreSorted() {
        ShardRow row = new ShardRow("a.jpg", "0".repeat(64), null, Map.of("z", 1.0, "a", -1.0));

        assertEquals(
                "{\"source\":\"a.jpg\",\"sha256\":\"" + "0".repeat(64) + "\",\"labels\":{\"a\":-1.0,\"z\":1.0}}",
                json(row));
    }

    @Test
    void textOutsideAsciiIsUtf8() {
        Failure failure = new Failure(ErrorCode.INTERNAL_ERROR, "größer, 顔", false);

        assertEquals(failure, Json.decode(Json.encode(failure), Failure.class));
        assertEquals("{\"code\":\"INTERNAL_ERROR\",\"message\":\"größer, 顔\",\"retriable\":false}", json(failure));
    }

    @Test
    void nullAndUnknownFieldsAreReadAsAbsent() {
        assertEquals(
                new ImportOptions(Layout.LFW, 3, 128, null, null),
                Json.decode(
                        bytes("{\"layout\":\"lfw\",\"channels\":3,\"side\":128,\"crop\":null,\"later\":[1]}"),
                        ImportOptions.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"channels\":1}|MALFORMED_EVENT|side: expected an integer, found none such",
                "{\"channels\":1.5,\"side\":64}|MALFORMED_EVENT|channels: expected an integer, found '1.5'",
                "{\"channels\":\"1\",\"side\":64}|MALFORMED_EVENT|channels: expected an integer, found none such",
                "{\"channels\":3000000000,\"side\":64}|MALFORMED_EVENT"
                        + "|channels: expected an integer of its range, found one outside",
                "{\"channels\":1,\"side\":64,\"layout\":\"zip\"}|INVALID_REQUEST"
                        + "|layout: expected one of [celeba, lfw, utkface, people, classes, folder], found one that is not known here",
                "{\"channels\":1,\"side\":64,\"crop\":[]}|MALFORMED_EVENT|crop: expected an object, found none such",
                "{\"channels\":1,\"side\":64,\"crop\":{\"pixels\":true,\"of\":2}}|MALFORMED_EVENT"
                        + "|crop.pixels: expected an integer, found none such",
                "{\"channels\":2,\"side\":64}|INVALID_REQUEST|channels: expected one of [1, 3], found 2",
                "{\"channels\"|MALFORMED_EVENT|expected JSON of ImportOptions, found none that can be read",
                "[]|MALFORMED_EVENT|expected JSON of ImportOptions, found none that can be read",
            })
    void refusalNamesTheFieldInWordsOfTheWire(String json, ErrorCode code, String message) {
        assertEquals(new Refusal(code, message), Refusal.of(() -> Json.decode(bytes(json), ImportOptions.class)));
    }

    @Test
    void refusalOfARecordKeepsItsCode() {
        Refusal refusal = Refusal.of(() -> Json.decode(bytes("{\"pixels\":3,\"of\":2}"), CentreCrop.class));

        assertEquals(new Refusal(ErrorCode.INVALID_REQUEST, "crop.pixels: expected 1 to 2, found 3"), refusal);
    }

    private static String json(Object value) {
        return new String(Json.encode(value), UTF_8);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(UTF_8);
    }
}
