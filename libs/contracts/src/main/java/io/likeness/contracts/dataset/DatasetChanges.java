package io.likeness.contracts.dataset;

import io.likeness.contracts.Require;
import java.util.List;
import java.util.Map;

/**
 * In what a dataset differs from the one that it is a version of. An image is named by its index in the order of the manifest's shards, from 0.
 *
 * @param digest SHA-256 of that one's manifest: of another nothing is changed
 * @param apply findings of its doctor that are dealt with, each as {@link DoctorReport.DoctorFindingKind} says
 * @param remove images that the new one does not have
 * @param relabel images of which it says something else
 */
public record DatasetChanges(
        String digest, List<DoctorReport.DoctorFindingKind> apply, List<Integer> remove, List<Relabelled> relabel) {
    /** A command must fit into one Kafka record. */
    public static final int MOST_REMOVED = 20_000;

    /** As above. */
    public static final int MOST_RELABELLED = 2_000;

    public DatasetChanges {
        Require.sha256("changes.digest", digest);
        apply = List.copyOf(Require.present("changes.apply", apply));
        if (apply.contains(DoctorReport.DoctorFindingKind.UNKNOWN)) {
            throw Require.invalid("changes.apply", "findings that the doctor can have", "UNKNOWN");
        }
        remove = List.copyOf(Require.present("changes.remove", remove));
        Require.between("changes.remove.size", remove.size(), 0, MOST_REMOVED);
        remove.forEach(image -> Require.between("changes.remove", image, 0, Integer.MAX_VALUE));
        relabel = List.copyOf(Require.present("changes.relabel", relabel));
        Require.between("changes.relabel.size", relabel.size(), 0, MOST_RELABELLED);
    }

    /**
     * Other labels of one image.
     *
     * @param labels values by name; labels that are not named stay
     */
    public record Relabelled(int image, Map<String, Double> labels) {
        public Relabelled {
            Require.between("changes.relabel.image", image, 0, Integer.MAX_VALUE);
            labels = Require.numbers("changes.relabel.labels", labels);
        }
    }
}
