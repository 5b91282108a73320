package io.likeness.gateway.dataset;

import static java.util.Comparator.comparingLong;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.gateway.dataset.DatasetDifference.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares two datasets by the files that their images were cut out of. Shards that both have are not read. Of the rows of the one before a few numbers are held,
 * some 150 bytes a row; where that would be too many, both are read several times, each time for another part of the files. For one comparison.
 */
final class DatasetComparison {
    private static final int MOST_SHOWN = 100;
    private static final long MOST_HELD = 200_000;
    private static final Pattern FURTHER_FACE = Pattern.compile(".*#(\\d{1,3})");
    private static final int HEXADECIMAL = 16;

    private final DatasetManifest before;
    private final DatasetManifest now;
    private final Function<Shard, Stream<ShardRow>> rows;
    private final Map<Face, List<Said>> unseen = new HashMap<>();
    private final Map<Face, DatasetImage> changed = new HashMap<>();
    private final List<Pair> added = new ArrayList<>();
    private final List<Pair> removed = new ArrayList<>();
    private final List<Pair> otherwise = new ArrayList<>();
    private long additions;
    private long removals;
    private long relabelled;
    private long moved;

    /** @param rows of a shard of either */
    DatasetComparison(DatasetManifest before, DatasetManifest now, Function<Shard, Stream<ShardRow>> rows) {
        this.before = before;
        this.now = now;
        this.rows = rows;
    }

    /**
     * One of the faces of a file.
     *
     * @param file the first quarter of its digest
     * @param number from 2 on, of another than the first
     */
    private record Face(long file, int number) {
        static Face of(ShardRow row) {
            Matcher further = FURTHER_FACE.matcher(row.source());
            return new Face(hash(row.sha256()), further.matches() ? Integer.parseInt(further.group(1)) : 1);
        }
    }

    /** @param labels the first quarter of a digest of them and of the person */
    private record Said(long labels, Split split) {
        static Said of(Split split, ShardRow row) {
            String person = row.identity() == null ? "" : row.identity();
            byte[] said = Json.encode(List.of(person, new TreeMap<>(row.labels())));
            return new Said(hash(Digests.sha256(said)), split);
        }
    }

    private interface Rows {
        void row(Face face, Said said, Supplier<DatasetImage> image);
    }

    DatasetDifference compare() {
        long parts = 1 + before.counts().total() / MOST_HELD;
        for (long part = 0; part < parts; part++) {
            long chosen = part;
            compare(face -> Long.remainderUnsigned(face.file, parts) == chosen);
        }
        return new DatasetDifference(
                before.datasetId(),
                additions,
                removals,
                relabelled,
                moved,
                missing(now.labels(), before.labels()),
                missing(before.labels(), now.labels()),
                Stream.of(added, removed, otherwise)
                        .flatMap(images -> images.stream().sorted(comparingLong(DatasetComparison::index)))
                        .toList());
    }

    private void compare(Predicate<Face> chosen) {
        read(
                before,
                now,
                chosen,
                (face, said, image) ->
                        unseen.computeIfAbsent(face, any -> new ArrayList<>(1)).add(said));
        read(now, before, chosen, this::compare);
        removals += unseen.values().stream().mapToLong(List::size).sum();
        if (!unseen.isEmpty() || !changed.isEmpty()) {
            read(before, now, chosen, this::show);
        }
        unseen.clear();
        changed.clear();
    }

    private void compare(Face face, Said said, Supplier<DatasetImage> image) {
        Said known = take(face, said);
        if (known == null) {
            additions++;
            if (added.size() < MOST_SHOWN) {
                added.add(new Pair(null, image.get()));
            }
            return;
        }
        relabelled += said.labels == known.labels ? 0 : 1;
        moved += said.split == known.split ? 0 : 1;
        if (!said.equals(known) && otherwise.size() + changed.size() < MOST_SHOWN) {
            changed.put(face, image.get());
        }
    }

    /** What was said of that face before: of copies of one file the one of which the same was said, else any. */
    private @Nullable Said take(Face face, Said said) {
        List<Said> all = unseen.get(face);
        if (all == null) {
            return null;
        }
        Said known = all.remove(said) ? said : all.removeLast();
        if (all.isEmpty()) {
            unseen.remove(face);
        }
        return known;
    }

    private void show(Face face, Said said, Supplier<DatasetImage> image) {
        DatasetImage other = changed.remove(face);
        if (other != null) {
            otherwise.add(new Pair(image.get(), other));
        } else if (removed.size() < MOST_SHOWN
                && unseen.getOrDefault(face, List.of()).contains(said)) {
            take(face, said);
            removed.add(new Pair(image.get(), null));
        }
    }

    /** The rows of one that are not in a shard of the other. */
    private void read(DatasetManifest one, DatasetManifest other, Predicate<Face> chosen, Rows each) {
        Set<String> shared =
                other.shards().stream().map(DatasetComparison::name).collect(Collectors.toSet());
        long first = 0;
        for (Shard shard : one.shards()) {
            if (!shared.contains(name(shard))) {
                long[] next = {first};
                try (Stream<ShardRow> all = rows.apply(shard)) {
                    all.forEach(row -> {
                        long index = next[0]++;
                        Face face = Face.of(row);
                        if (chosen.test(face)) {
                            each.row(
                                    face,
                                    Said.of(shard.split(), row),
                                    () -> DatasetImage.of(one.datasetId(), index, shard.split(), row));
                        }
                    });
                }
            }
            first += shard.count();
        }
    }

    private static String name(Shard shard) {
        return shard.split() + shard.rows().sha256();
    }

    private static long index(Pair pair) {
        DatasetImage shown = pair.now() == null ? pair.before() : pair.now();
        return shown == null ? 0 : shown.index();
    }

    private static List<String> missing(List<String> labels, List<String> from) {
        return labels.stream().filter(label -> !from.contains(label)).toList();
    }

    private static long hash(String sha256) {
        return Long.parseUnsignedLong(sha256, 0, HEXADECIMAL, HEXADECIMAL);
    }
}
