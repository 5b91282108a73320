package io.likeness.training.evaluation;

import io.likeness.imaging.ImageTensor;
import java.util.ArrayList;
import java.util.List;

/** Faces of one shape that can be read part by part, always the same ones. */
public interface Faces {
    int count();

    /** Faces {@code from} to {@code to - 1}. */
    List<ImageTensor> read(int from, int to);

    /** All in memory, read part by part: images as numbers are four times as large. */
    default List<ImageTensor> all() {
        int part = 128;
        List<ImageTensor> all = new ArrayList<>();
        for (int from = 0; from < count(); from += part) {
            all.addAll(read(from, Math.min(count(), from + part)));
        }
        return all;
    }

    /** Faces that are in memory. */
    static Faces of(List<ImageTensor> faces) {
        return of(faces.size(), faces::subList);
    }

    /** Faces that are read, decoded or computed when they are needed. */
    static Faces of(int count, Reader reader) {
        return new Faces() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public List<ImageTensor> read(int from, int to) {
                return reader.read(from, to);
            }
        };
    }

    /** How a part is had. */
    @FunctionalInterface
    interface Reader {
        List<ImageTensor> read(int from, int to);
    }
}
