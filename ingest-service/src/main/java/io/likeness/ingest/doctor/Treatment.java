package io.likeness.ingest.doctor;

import io.likeness.contracts.dataset.DatasetChanges;
import io.likeness.contracts.dataset.DoctorReport.DoctorFindingKind;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.ingest.doctor.Diagnosis.Found;
import io.likeness.ingest.doctor.Diagnosis.Together;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What becomes of each image of a dataset in its next version. Not safe for threads. */
final class Treatment {
    private static final Set<DoctorFindingKind> REMOVING = Set.of(
            DoctorFindingKind.UNUSUAL, DoctorFindingKind.BLURRED, DoctorFindingKind.DARK, DoctorFindingKind.BRIGHT);

    private final DatasetFaces faces;
    private final Map<Integer, String> removed = new HashMap<>();
    private final Groups together = new Groups();
    private final Map<Integer, Split> moved = new HashMap<>();
    private final Map<Integer, SortedSet<String>> unlabelled = new HashMap<>();
    private final Map<Integer, Map<String, Double>> relabelled = new HashMap<>();
    private final BitSet unnamed = new BitSet();
    private final Set<String> dropped = new TreeSet<>();

    private Treatment(DatasetFaces faces) {
        this.faces = faces;
    }

    /** @param diagnosis of the images, with nothing found where nothing of it is applied */
    static Treatment of(DatasetFaces faces, DatasetChanges changes, Diagnosis diagnosis) {
        Treatment treatment = new Treatment(faces);
        Set<DoctorFindingKind> applied = Set.copyOf(changes.apply());
        diagnosis.found().stream()
                .filter(found -> applied.contains(found.kind()))
                .forEach(treatment::treat);
        changes.remove().forEach(image -> treatment.removed.put(image, "asked for"));
        changes.relabel().forEach(other -> treatment.relabelled.put(other.image(), other.labels()));
        treatment.together.all().forEach(treatment::move);
        return treatment;
    }

    /** Why an image is not kept; null for one that is. */
    @Nullable
    String removal(int image) {
        return removed.get(image);
    }

    /** Whether any image is not kept. */
    boolean removes() {
        return !removed.isEmpty();
    }

    /** Whether an image stays, but in another part or with another row. */
    boolean changes(int image) {
        return !dropped.isEmpty()
                || moved.containsKey(image)
                || unlabelled.containsKey(image)
                || relabelled.containsKey(image)
                || unnamed.get(image);
    }

    Split split(int image) {
        return moved.getOrDefault(image, faces.split(image));
    }

    ShardRow row(int image, ShardRow row) {
        if (!changes(image)) {
            return row;
        }
        Map<String, Double> labels = new TreeMap<>(row.labels());
        labels.keySet().removeAll(dropped);
        labels.keySet().removeAll(unlabelled.getOrDefault(image, new TreeSet<>()));
        labels.putAll(relabelled.getOrDefault(image, Map.of()));
        return new ShardRow(row.source(), row.sha256(), unnamed.get(image) ? null : row.identity(), labels);
    }

    /** The names of the labels that rows may carry then, sorted. */
    List<String> labels(List<String> before) {
        SortedSet<String> labels = new TreeSet<>(before);
        labels.removeAll(dropped);
        relabelled.forEach((image, values) -> {
            if (!removed.containsKey(image)) {
                labels.addAll(values.keySet());
            }
        });
        return List.copyOf(labels);
    }

    private void treat(Found found) {
        if (found.label() != null) {
            dropped.add(found.label());
        }
        for (Together group : found.groups()) {
            treat(found.kind(), group);
        }
    }

    private void treat(DoctorFindingKind kind, Together group) {
        List<Integer> images = group.images();
        if (REMOVING.contains(kind)) {
            images.forEach(image -> removed.put(image, "found " + kind));
        } else if (kind == DoctorFindingKind.NEAR_DUPLICATES) {
            images.stream()
                    .skip(1)
                    .forEach(image -> removed.put(image, "the same picture as image " + images.getFirst()));
        } else if (kind == DoctorFindingKind.NEAR_DUPLICATES_ACROSS_PARTS
                || kind == DoctorFindingKind.PERSON_ACROSS_PARTS) {
            images.forEach(image -> together.join(images.getFirst(), image));
        } else if (kind == DoctorFindingKind.CONTRADICTORY_LABELS) {
            images.forEach(image ->
                    unlabelled.computeIfAbsent(image, labels -> new TreeSet<>()).addAll(group.labels()));
        } else if (kind == DoctorFindingKind.CONTRADICTORY_PEOPLE) {
            images.forEach(unnamed::set);
        }
    }

    /** One picture, or one person, or both by way of each other. */
    private void move(List<Integer> images) {
        List<Integer> kept =
                images.stream().filter(image -> !removed.containsKey(image)).toList();
        if (!kept.isEmpty()) {
            Split to = mostHave(kept);
            kept.stream().filter(image -> faces.split(image) != to).forEach(image -> moved.put(image, to));
        }
    }

    private Split mostHave(List<Integer> images) {
        Map<Split, Long> counts = images.stream().collect(Collectors.groupingBy(faces::split, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Comparator.comparing((Function<Map.Entry<Split, Long>, Long>) Map.Entry::getValue)
                        .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
                .orElseThrow()
                .getKey();
    }
}
