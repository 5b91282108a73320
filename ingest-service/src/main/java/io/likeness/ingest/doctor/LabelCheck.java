package io.likeness.ingest.doctor;

import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What rows say of the images, and where they contradict each other. Not safe for threads. */
final class LabelCheck {
    /** Of fewer images nothing is constant. */
    private static final int LEAST_IMAGES = 10;

    /** Groups whose labels are compared, the first: what was said first is held of each. */
    private static final int MOST_GROUPS = 4_000;

    private final DatasetFaces faces;
    private final Map<Integer, Integer> groups = new HashMap<>();
    private final Map<Integer, Known> said = new HashMap<>();
    private final List<SortedSet<String>> contradicting = new ArrayList<>();
    private final boolean[] differentPeople;
    private final Map<String, Values> labels = new TreeMap<>();
    private final Map<String, long[]> people = new TreeMap<>();

    /** @param nearDuplicates groups of images that are one picture */
    LabelCheck(DatasetFaces faces, List<List<Integer>> nearDuplicates) {
        this.faces = faces;
        this.differentPeople = new boolean[nearDuplicates.size()];
        for (int group = 0; group < nearDuplicates.size(); group++) {
            int of = group;
            nearDuplicates.get(group).forEach(image -> groups.put(image, of));
            contradicting.add(new TreeSet<>());
        }
    }

    /** The values that a label has. */
    private static final class Values {
        private double least = Double.POSITIVE_INFINITY;
        private double most = Double.NEGATIVE_INFINITY;
        private long images;

        void add(double value) {
            least = Math.min(least, value);
            most = Math.max(most, value);
            images++;
        }
    }

    /** Looks at a row. */
    void see(int index, ShardRow row) {
        row.labels()
                .forEach((label, value) ->
                        labels.computeIfAbsent(label, name -> new Values()).add(value));
        if (row.identity() != null) {
            people.computeIfAbsent(row.identity(), name -> new long[Split.values().length])[
                    faces.split(index).ordinal()]++;
        }
        Integer group = groups.get(index);
        if (group != null && group < MOST_GROUPS) {
            compare(group, row);
        }
    }

    /** Labels that have one value on all images that have them, with the number of these. */
    Map<String, Long> constant() {
        Map<String, Long> constant = new TreeMap<>();
        labels.forEach((label, values) -> {
            if (values.images >= LEAST_IMAGES && values.least == values.most) {
                constant.put(label, values.images);
            }
        });
        return constant;
    }

    /** In which labels the near duplicates of a group differ; none where they do not. */
    SortedSet<String> contradicting(int group) {
        return contradicting.get(group);
    }

    /** Whether the near duplicates of a group are said to show different people. */
    boolean differentPeople(int group) {
        return differentPeople[group];
    }

    /** Those of whom several parts have images, with the number of their images; of one person alone some are held out, and nobody is found. */
    Map<String, Long> acrossParts() {
        Map<String, Long> across = new TreeMap<>();
        if (people.size() == 1) {
            return across;
        }
        people.forEach((person, counts) -> {
            if (Arrays.stream(counts).filter(count -> count > 0).count() > 1) {
                across.put(person, Arrays.stream(counts).sum());
            }
        });
        return across;
    }

    private void compare(int group, ShardRow row) {
        Known known = said.computeIfAbsent(group, number -> new Known());
        row.labels().forEach((label, value) -> {
            Double before = known.labels.putIfAbsent(label, value);
            if (before != null && !before.equals(value)) {
                contradicting.get(group).add(label);
            }
        });
        String person = row.identity();
        if (person != null) {
            differentPeople[group] |= known.person != null && !known.person.equals(person);
            known.person = person;
        }
    }

    /** What was said of a group first. */
    private static final class Known {
        private final Map<String, Double> labels = new HashMap<>();
        private @Nullable String person;
    }
}
