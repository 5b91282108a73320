package io.likeness.ingest.split;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Digests;
import io.likeness.contracts.dataset.Split;
import io.likeness.ingest.layout.People;
import io.likeness.ingest.layout.Subject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which split an image belongs to: the authors', else 90 / 5 / 5 by the person, else by the file. One person is never on two
 * sides, and a dataset read twice is split the same way.
 */
public sealed interface SplitRule {
    /**
     * Where an image belongs.
     *
     * @param sha256 of its file, 64 hexadecimal digits
     */
    Split split(Subject subject, String sha256);

    /**
     * What is never on two sides: the person, or the file where nobody is named.
     *
     * @param sha256 as in {@link #split}
     */
    default String unit(Subject subject, String sha256) {
        return subject.identity() == null ? sha256 : subject.identity();
    }

    /** The parts without which no training begins, as far as the rule may give them images. */
    default Set<Split> needed() {
        return Set.of();
    }

    /** Whether an image may be elsewhere than where the rule has it. */
    default boolean mayLeave(Split split) {
        return false;
    }

    /**
     * Who is elsewhere than where the rule has them, so that no part that is needed is without anybody: those of whom there are the fewest images validate, those of
     * whom there are the most train.
     */
    default Map<String, Split> exceptions(People people) {
        return Map.of();
    }

    /**
     * The rule for an archive.
     *
     * @param official the authors' parts that occur among its images
     * @param byPerson whether those whom the images show are told apart: of one person alone some images are held out
     */
    static SplitRule of(Set<Split> official, boolean byPerson) {
        boolean validation = official.contains(Split.VALIDATION);
        boolean test = official.contains(Split.TEST);
        if (!official.contains(Split.TRAIN) || !(validation || test)) {
            return new Derived(byPerson);
        }
        return validation && test ? new Official() : new OfficialHalved();
    }

    /** The authors' split as it is; an image that it does not name trains. */
    record Official() implements SplitRule {
        @Override
        public Split split(Subject subject, String sha256) {
            Split official = subject.officialSplit();
            return official == null ? Split.TRAIN : official;
        }
    }

    /** The authors hold out only one part: half of its people stop the training, the other half report. */
    record OfficialHalved() implements SplitRule {
        @Override
        public Split split(Subject subject, String sha256) {
            Split official = subject.officialSplit();
            if (official == null || official == Split.TRAIN) {
                return Split.TRAIN;
            }
            return share(unit(subject, sha256), sha256) < 0.5 ? Split.VALIDATION : Split.TEST;
        }

        @Override
        public Set<Split> needed() {
            return Set.of(Split.VALIDATION);
        }

        @Override
        public boolean mayLeave(Split split) {
            return split == Split.TEST;
        }
    }

    /** 90 / 5 / 5 by the person's name, or by the file where nobody is named, or one person alone. */
    record Derived(boolean byPerson) implements SplitRule {
        @Override
        public String unit(Subject subject, String sha256) {
            return byPerson ? SplitRule.super.unit(subject, sha256) : sha256;
        }

        @Override
        public Set<Split> needed() {
            return Set.of(Split.TRAIN, Split.VALIDATION);
        }

        @Override
        public boolean mayLeave(Split split) {
            return true;
        }

        @Override
        public Split split(Subject subject, String sha256) {
            return part(share(unit(subject, sha256), sha256));
        }

        @Override
        public Map<String, Split> exceptions(People people) {
            if (!byPerson || people.more() || people.images().size() < 2) {
                return Map.of();
            }
            Map<String, Split> parts = new TreeMap<>();
            people.images().keySet().forEach(person -> parts.put(person, part(share(person, ""))));
            Map<String, Split> exceptions = new TreeMap<>();
            List<String> byImages = people.images().entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .toList();
            fill(Split.TRAIN, byImages.reversed(), parts, exceptions);
            fill(Split.VALIDATION, byImages, parts, exceptions);
            return exceptions;
        }

        /** Takes nobody from where they are alone and needed. */
        private void fill(
                Split part, List<String> candidates, Map<String, Split> parts, Map<String, Split> exceptions) {
            if (parts.containsValue(part)) {
                return;
            }
            String chosen = candidates.stream()
                    .filter(person -> !needed().contains(parts.get(person))
                            || Collections.frequency(parts.values(), parts.get(person)) > 1)
                    .findFirst()
                    .orElseThrow();
            parts.put(chosen, part);
            exceptions.put(chosen, part);
        }

        private static Split part(double share) {
            if (share < 0.90) {
                return Split.TRAIN;
            }
            return share < 0.95 ? Split.VALIDATION : Split.TEST;
        }
    }

    /** Uniform in [0, 1): the first 32 bits of a SHA-256, of the person's name where that is the unit. */
    private static double share(String unit, String sha256) {
        String digest = unit.equals(sha256) ? sha256 : Digests.sha256(unit.getBytes(UTF_8));
        return Long.parseLong(digest.substring(0, 8), 16) / (double) (1L << 32);
    }
}
