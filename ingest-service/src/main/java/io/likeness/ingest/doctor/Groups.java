package io.likeness.ingest.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Images that belong together, directly or by way of others (union-find; Tarjan, JACM 22, 1975). Not safe for threads. */
final class Groups {
    private final SortedMap<Integer, Integer> parents = new TreeMap<>();

    /** Whether two are together already. */
    boolean joined(int one, int other) {
        return parents.containsKey(one) && parents.containsKey(other) && root(one) == root(other);
    }

    void join(int one, int other) {
        int first = root(one);
        int second = root(other);
        parents.put(Math.max(first, second), Math.min(first, second));
    }

    /** Each with its images in order, by their first. */
    List<List<Integer>> all() {
        SortedMap<Integer, List<Integer>> groups = new TreeMap<>();
        for (int image : parents.keySet()) {
            groups.computeIfAbsent(root(image), root -> new ArrayList<>()).add(image);
        }
        return List.copyOf(groups.values());
    }

    private int root(int image) {
        int root = image;
        for (Integer parent = parents.putIfAbsent(root, root); parent != null && parent != root; ) {
            root = parent;
            parent = parents.get(root);
        }
        parents.put(image, root);
        return root;
    }
}
