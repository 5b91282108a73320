package io.likeness.contracts.model;

import static java.util.stream.Collectors.toMap;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.ModelHistory.Decision;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Two versions of a model side by side, {@code version} and {@code with}. Of texts and labels only what differs is told, of numbers all.
 *
 * @param metrics measured after each one's own training; those of different validation images cannot be compared, see {@code dataset}
 * @param configuration of the trainings, by field, with the preset
 * @param dataset {@code id}, {@code digest} and {@code validationDigest}
 * @param origin {@code parent} and {@code codeVersion}
 * @param files bytes by file, with the {@code total}
 * @param gate what it found where it compared the two, the newest first
 */
public record VersionComparison(
        String modelName,
        int version,
        int with,
        Map<String, Numbers> metrics,
        Map<String, Texts> configuration,
        Map<String, Texts> dataset,
        Map<String, Texts> origin,
        Map<String, Numbers> files,
        Labels labels,
        List<Decision> gate) {
    public VersionComparison {
        Require.name("modelName", modelName);
        Require.between("version", version, 1, Integer.MAX_VALUE);
        Require.between("with", with, 1, Integer.MAX_VALUE);
        metrics = sorted("metrics", metrics);
        configuration = sorted("configuration", configuration);
        dataset = sorted("dataset", dataset);
        origin = sorted("origin", origin);
        files = sorted("files", files);
        Require.present("labels", labels);
        gate = List.copyOf(Require.present("gate", gate));
    }

    /**
     * A number of each, absent where one has none.
     *
     * @param difference that of {@code version} less that of {@code with}
     */
    public record Numbers(
            @Nullable Double version,
            @Nullable Double with,
            @Nullable Double difference) {
        static Numbers of(@Nullable Double version, @Nullable Double with) {
            return new Numbers(version, with, version == null || with == null ? null : (Double) (version - with));
        }
    }

    /** A text of each, absent where one has none. */
    public record Texts(@Nullable String version, @Nullable String with) {}

    /** A label of each, absent where one does not know it. */
    public record LabelPair(
            @Nullable Label version, @Nullable Label with) {}

    /**
     * Labels by which faces can be asked for.
     *
     * @param same names of those that both know with the same range
     * @param different the others, by name
     */
    public record Labels(List<String> same, Map<String, LabelPair> different) {
        public Labels {
            same = List.copyOf(Require.present("labels.same", same));
            different = sorted("labels.different", different);
        }
    }

    /** A version with its manifest. */
    public record Side(ModelVersion version, ModelManifest manifest) {
        private Map<String, String> configuration() {
            Map<String, String> fields = new TreeMap<>(manifest.configuration());
            fields.put("preset", manifest.preset());
            return fields;
        }

        private Map<String, String> dataset() {
            return Map.of(
                    "id", version.datasetId(),
                    "digest", version.datasetDigest(),
                    "validationDigest", version.validationDigest());
        }

        private Map<String, String> origin() {
            Map<String, String> origin = new TreeMap<>();
            ParentVersion parent = version.parent();
            if (parent != null) {
                origin.put(
                        "parent",
                        VersionRef.of(parent.modelName(), parent.version()).toString());
            }
            if (manifest.codeVersion() != null) {
                origin.put("codeVersion", manifest.codeVersion());
            }
            return origin;
        }

        private Map<String, Double> files() {
            Map<String, Double> bytes = new TreeMap<>();
            manifest.artifacts().forEach((file, stored) -> bytes.put(file, (double) stored.bytes()));
            bytes.put(
                    "total",
                    bytes.values().stream().mapToDouble(Double::doubleValue).sum());
            return bytes;
        }

        private Map<String, Label> labels() {
            return Require.present("manifest.labels", manifest.labels()).stream()
                    .collect(toMap(Label::name, Function.identity()));
        }
    }

    /**
     * Compares two versions of one model.
     *
     * @param gate its decisions over one of them that compared it with the other
     */
    public static VersionComparison of(Side version, Side with, List<Decision> gate) {
        return new VersionComparison(
                version.version().name(),
                version.version().version(),
                with.version().version(),
                pairs(version.version().metrics(), with.version().metrics(), Numbers::of),
                different(version.configuration(), with.configuration()),
                different(version.dataset(), with.dataset()),
                different(version.origin(), with.origin()),
                pairs(version.files(), with.files(), Numbers::of),
                labels(version.labels(), with.labels()),
                gate);
    }

    private static Map<String, Texts> different(Map<String, String> version, Map<String, String> with) {
        Map<String, Texts> different = pairs(version, with, Texts::new);
        different.values().removeIf(texts -> Objects.equals(texts.version(), texts.with()));
        return different;
    }

    private static Labels labels(Map<String, Label> version, Map<String, Label> with) {
        Map<String, LabelPair> different = pairs(version, with, LabelPair::new);
        different.values().removeIf(labels -> Objects.equals(labels.version(), labels.with()));
        List<String> same = version.keySet().stream()
                .filter(name -> !different.containsKey(name))
                .sorted()
                .toList();
        return new Labels(same, different);
    }

    private static <T, P> Map<String, P> pairs(
            Map<String, T> version, Map<String, T> with, BiFunction<@Nullable T, @Nullable T, P> pair) {
        Set<String> names = new TreeSet<>(version.keySet());
        names.addAll(with.keySet());
        Map<String, P> pairs = new TreeMap<>();
        names.forEach(name -> pairs.put(name, pair.apply(version.get(name), with.get(name))));
        return pairs;
    }

    private static <T> Map<String, T> sorted(String field, Map<String, T> values) {
        return Collections.unmodifiableMap(new TreeMap<>(Require.present(field, values)));
    }
}
