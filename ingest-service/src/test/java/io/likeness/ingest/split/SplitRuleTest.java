package io.likeness.ingest.split;

import static io.likeness.contracts.dataset.Split.TEST;
import static io.likeness.contracts.dataset.Split.TRAIN;
import static io.likeness.contracts.dataset.Split.VALIDATION;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.Digests;
import io.likeness.contracts.dataset.Split;
import io.likeness.ingest.layout.Subject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SplitRuleTest {
    private static final Set<Split> ALL = Set.of(TRAIN, VALIDATION, TEST);

    @Test
    void followsAnOfficialSplitThatHasAllParts() {
        SplitRule rule = SplitRule.of(ALL, true);
        for (Split official : Split.values()) {
            assertEquals(official, rule.split(subject("anyone", official), digest(1)));
        }
        assertEquals(TRAIN, rule.split(subject("anyone", null), digest(1)));
    }

    @Test
    void halvesTheOnlyHeldOutPartByPerson() {
        for (Split heldOut : Set.of(VALIDATION, TEST)) {
            SplitRule rule = SplitRule.of(Set.of(TRAIN, heldOut), true);
            Map<Split, Integer> counts = new EnumMap<>(Split.class);
            for (int person = 0; person < 1_000; person++) {
                Subject subject = subject("person " + person, heldOut);
                Split split = rule.split(subject, digest(person));
                assertEquals(split, rule.split(subject, digest(-person)), "the same person on two sides");
                counts.merge(split, 1, Integer::sum);
            }
            // 1,000 fair coins: five standard deviations are 79.
            assertEquals(500, counts.getOrDefault(VALIDATION, 0), 79);
            assertEquals(1_000, counts.getOrDefault(VALIDATION, 0) + counts.getOrDefault(TEST, 0));
            assertEquals(TRAIN, rule.split(subject("anyone", TRAIN), digest(1)));
        }
    }

    @Test
    void splitsByPersonWhereTheAuthorsDoNot() {
        assertEquals(new SplitRule.Derived(true), SplitRule.of(Set.of(), true));
        assertEquals(new SplitRule.Derived(true), SplitRule.of(Set.of(TRAIN), true));
        assertEquals(new SplitRule.Derived(true), SplitRule.of(Set.of(VALIDATION, TEST), true));
        SplitRule rule = SplitRule.of(Set.of(), true);
        for (int person = 0; person < 100; person++) {
            Subject subject = subject("person " + person, null);
            assertEquals(rule.split(subject, digest(1)), rule.split(subject, digest(2)));
        }
    }

    @Test
    void splitsNinetyFiveFiveByFileWhereNobodyIsNamed() {
        Map<Split, Integer> counts = new EnumMap<>(Split.class);
        for (int image = 0; image < 10_000; image++) {
            counts.merge(SplitRule.of(Set.of(), true).split(subject(null, null), digest(image)), 1, Integer::sum);
        }
        // Five standard deviations of a binomial of 10,000: 150 at 0.9, 109 at 0.05.
        assertEquals(9_000, counts.getOrDefault(TRAIN, 0), 150);
        assertEquals(500, counts.getOrDefault(VALIDATION, 0), 109);
        assertEquals(500, counts.getOrDefault(TEST, 0), 109);
    }

    private static Subject subject(@Nullable String identity, @Nullable Split official) {
        return new Subject(identity, Map.of(), official);
    }

    private static String digest(int number) {
        return Digests.sha256(new byte[] {(byte) (number >> 16), (byte) (number >> 8), (byte) number});
    }
}
