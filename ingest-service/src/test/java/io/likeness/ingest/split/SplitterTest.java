package io.likeness.ingest.split;

import static io.likeness.contracts.dataset.Split.TEST;
import static io.likeness.contracts.dataset.Split.TRAIN;
import static io.likeness.contracts.dataset.Split.VALIDATION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.dataset.Split;
import io.likeness.ingest.layout.People;
import io.likeness.ingest.layout.Subject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitterTest {
    private static final SplitRule DERIVED = new SplitRule.Derived(true);

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 30})
    void noSmallSetIsWithoutImagesToTrainOrToValidate(int images) {
        for (int set = 0; set < 200; set++) {
            Splitter splitter = new Splitter(DERIVED, Set.of(), Map.of());
            Map<Split, Integer> counts = new EnumMap<>(Split.class);
            for (int image = 0; image < images; image++) {
                counts.merge(splitter.split(subject(null, null), digest(1_000 * set + image)), 1, Integer::sum);
            }
            assertTrue(counts.containsKey(TRAIN) && counts.containsKey(VALIDATION), counts::toString);
            assertTrue(images < 10 || counts.get(TRAIN) >= images / 2, counts::toString);
        }
    }

    @Test
    void everybodyIsWhereTheRuleHasThem() {
        Splitter splitter = new Splitter(DERIVED, Set.of(), Map.of());
        for (int image = 0; image < 200; image++) {
            Subject subject = subject("person " + image % 40, null);
            assertEquals(DERIVED.split(subject, digest(0)), splitter.split(subject, digest(image)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 40, 250})
    void amongFewPeopleSomebodyTrainsAndSomebodyValidates(int people) {
        for (int set = 0; set < 50; set++) {
            Map<String, Integer> images = new TreeMap<>();
            for (int person = 0; person < people; person++) {
                images.put("person " + set + " " + person, 2 + person % 7);
            }
            Splitter splitter = new Splitter(DERIVED, Set.of(), DERIVED.exceptions(new People(images, false)));
            Map<Split, Set<String>> parts = new EnumMap<>(Split.class);
            images.forEach((person, count) -> {
                for (int image = 0; image < count; image++) {
                    parts.computeIfAbsent(splitter.split(subject(person, null), digest(image)), part -> new TreeSet<>())
                            .add(person);
                }
            });
            assertTrue(parts.containsKey(TRAIN) && parts.containsKey(VALIDATION), parts::toString);
            assertEquals(people, parts.values().stream().mapToInt(Set::size).sum(), "each in one part");
        }
    }

    @Test
    void ofTwoPeopleWhomTheRuleWouldTrainTheOneWithFewerImagesValidates() {
        People people = new People(Map.of("person 1", 30, "person 2", 7), false);
        assertEquals(TRAIN, DERIVED.split(subject("person 1", null), digest(1)));
        assertEquals(TRAIN, DERIVED.split(subject("person 2", null), digest(1)));
        assertEquals(Map.of("person 2", VALIDATION), DERIVED.exceptions(people));
        assertEquals(Map.of(), DERIVED.exceptions(new People(people.images(), true)), "there are others");
        // One whom the rule has test, and one whom it has validate.
        assertEquals(
                Map.of("person 21", TRAIN),
                DERIVED.exceptions(new People(Map.of("person 21", 3, "person 7", 30), false)));
        assertEquals(Map.of(), SplitRule.of(Set.of(), false).exceptions(people));
    }

    @Test
    void ofOnePersonAloneSomeImagesAreHeldOut() {
        Splitter splitter = new Splitter(SplitRule.of(Set.of(), false), Set.of(), Map.of());
        Map<Split, Integer> counts = new EnumMap<>(Split.class);
        for (int image = 0; image < 30; image++) {
            counts.merge(splitter.split(subject("Ann", null), digest(image)), 1, Integer::sum);
        }
        assertTrue(counts.getOrDefault(TRAIN, 0) >= 20 && counts.containsKey(VALIDATION), counts::toString);
    }

    @Test
    void followsTheRuleWhereThePartsHaveImages() {
        Splitter splitter = new Splitter(DERIVED, Set.of(TRAIN, VALIDATION), Map.of());
        for (int image = 0; image < 200; image++) {
            Subject subject = subject(null, null);
            assertEquals(DERIVED.split(subject, digest(image)), splitter.split(subject, digest(image)));
        }
    }

    @Test
    void movesNothingThatTheAuthorsHavePlaced() {
        Splitter official = new Splitter(SplitRule.of(Set.of(TRAIN, VALIDATION, TEST), true), Set.of(), Map.of());
        Splitter halved = new Splitter(SplitRule.of(Set.of(TRAIN, TEST), true), Set.of(), Map.of());
        for (int image = 0; image < 20; image++) {
            assertEquals(TEST, official.split(subject(null, TEST), digest(image)));
            assertEquals(TRAIN, halved.split(subject(null, TRAIN), digest(image)));
        }
    }

    @Test
    void theFirstImageThatTheAuthorsHoldOutValidates() {
        for (int set = 0; set < 50; set++) {
            Splitter halved = new Splitter(SplitRule.of(Set.of(TRAIN, TEST), true), Set.of(), Map.of());
            assertEquals(VALIDATION, halved.split(subject(null, TEST), digest(set)));
        }
    }

    private static Subject subject(@Nullable String identity, @Nullable Split official) {
        return new Subject(identity, Map.of(), official);
    }

    private static String digest(int number) {
        return Digests.sha256(Integer.toString(number).getBytes(UTF_8));
    }
}
