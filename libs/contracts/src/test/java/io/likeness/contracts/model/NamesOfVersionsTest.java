package io.likeness.contracts.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Aliases, what is said of versions, and what they are looked for by. */
class NamesOfVersionsTest {
    private static final ModelName FACES = new ModelName("faces");
    private static final AliasName WINTER = new AliasName("winter");
    private static final VersionNotes NOTED =
            new VersionNotes(List.of("winter"), "soft light", Map.of("season", "winter", "eyes", "best"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "champion",
                "candidate",
                "latest",
                "newest",
                "stable",
                "fallback",
                "none",
                "3",
                "0",
                "Winter",
                "",
                "a/b"
            })
    void refusesAWordThatMeansSomethingElse(String name) {
        assertRefused("alias: expected", () -> new AliasName(name));
    }

    @Test
    void anAliasIsWhatItsNewestChangeSays() {
        ModelAlias alias = ModelAlias.of(FACES, WINTER, List.of(change(2, 3, 1), change(1, 1, null)));
        assertEquals(2, alias.revision());
        assertEquals(3, alias.version());
        assertTrue(alias.made(new ChangeAlias(3, 1L, "ada", "softer"), "ada"), "asked for again");
        assertFalse(alias.made(new ChangeAlias(1, null, "ada", "softer"), "ada"), "an older one");
        assertFalse(alias.made(new ChangeAlias(3, null, "bob", "softer"), "bob"));
        assertEquals(0, ModelAlias.of(FACES, WINTER, List.of()).revision());
    }

    @Test
    void namesTheFieldOfAnAliasThatCannotBe() {
        assertRefused("version: expected 1", () -> new ChangeAlias(0, null, null, "softer"));
        assertRefused("revision: expected 0", () -> new ChangeAlias(1, -1L, null, "softer"));
        assertRefused("by (characters): expected", () -> new ChangeAlias(1, null, "x".repeat(101), "softer"));
        assertRefused("reason: expected", () -> new ChangeAlias(1, null, null, " "));
        assertRefused("reason (characters): expected", () -> new ChangeAlias(1, null, null, "x".repeat(501)));
    }

    @Test
    void whatIsAbsentStaysAndNullRemoves() {
        assertEquals(
                new VersionNotes(List.of("winter"), "sharp", Map.of("season", "winter", "eyes", "best")),
                patched("{\"description\": \"sharp\"}"));
        assertEquals(
                new VersionNotes(List.of("winter"), null, Map.of("season", "spring", "for", "cards")),
                patched(
                        "{\"description\": null, \"tags\": {\"season\": \"spring\", \"eyes\": null, \"for\": \"cards\"}}"));
        assertEquals(new VersionNotes(List.of("winter"), "soft light", Map.of()), patched("{\"tags\": null}"));
    }

    @Test
    void aNullCrossesTheWire() {
        String patch = "{\"description\":null,\"tags\":{\"eyes\":null}}";
        assertEquals(patch, new String(Json.encode(Json.decode(patch.getBytes(UTF_8), ChangeNotes.class)), UTF_8));
    }

    @Test
    void namesTheFieldThatCannotBeSaid() {
        assertRefused("body: expected a description, tags or both", () -> patched("{}"));
        assertRefused("description: expected a text, or null, found 7", () -> patched("{\"description\": 7}"));
        assertRefused("description: expected a text that is not blank", () -> patched("{\"description\": \" \"}"));
        assertRefused(
                "description (characters): expected 1 to 2000, found 2001",
                () -> patched("{\"description\": \"" + "x".repeat(2001) + "\"}"));
        assertRefused("tags: expected an object", () -> patched("{\"tags\": [\"winter\"]}"));
        assertRefused("tags (key): expected", () -> patched("{\"tags\": {\"a:b\": \"c\"}}"));
        assertRefused("tags.eyes: expected a text, or null, found true", () -> patched("{\"tags\": {\"eyes\": true}}"));
        assertRefused(
                "tags.eyes (characters): expected 1 to 200",
                () -> patched("{\"tags\": {\"eyes\": \"" + "x".repeat(201) + "\"}}"));
        String many = IntStream.range(0, 31)
                .mapToObj(k -> "\"k" + k + "\": \"v\"")
                .collect(Collectors.joining(", ", "{\"tags\": {", "}}"));
        assertRefused("tags (of the version): expected 0 to 32, found 33", () -> patched(many));
    }

    @Test
    void readsAFilterAsAQueryHasIt() {
        VersionFilter filter = VersionFilter.of(List.of("season:winter", "at:12:30"), "soft", "winter", 50);
        assertEquals(Map.of("season", "winter", "at", "12:30"), filter.tags());
        assertRefused("tag: expected a key, ':' and a value", () -> filter("winter"));
        assertRefused("tag: expected a key, ':' and a value", () -> filter(":winter"));
        assertRefused("tag: expected a key, ':' and a value", () -> filter("season:"));
        assertRefused("tag (key): expected", () -> filter("Season:winter"));
        assertRefused(
                "tag: expected one value of season, found 'winter' and 'spring'",
                () -> filter("season:winter", "season:spring"));
        assertRefused("tag (characters of the value): expected 1 to 200", () -> filter("a:" + "x".repeat(201)));
        assertRefused("text: expected", () -> VersionFilter.of(List.of(), " ", null, 50));
        assertRefused("alias: expected", () -> VersionFilter.of(List.of(), null, "Winter", 50));
        assertRefused("limit: expected 1 to 200, found 201", () -> VersionFilter.of(List.of(), null, null, 201));
    }

    private static VersionFilter filter(String... tags) {
        return VersionFilter.of(List.of(tags), null, null, 50);
    }

    private static VersionNotes patched(String patch) {
        return Json.decode(patch.getBytes(UTF_8), ChangeNotes.class).appliedTo(NOTED);
    }

    private static AliasChange change(long revision, Integer version, @Nullable Integer previous) {
        return new AliasChange(revision, version, previous, "ada", "softer", Instant.EPOCH);
    }

    private static void assertRefused(String start, Executable attempt) {
        String message =
                String.valueOf(assertThrows(LikenessException.class, attempt).getMessage());
        assertTrue(message.startsWith(start), message);
    }
}
