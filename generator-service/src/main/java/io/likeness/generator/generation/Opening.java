package io.likeness.generator.generation;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Files that are opened together: where one cannot be, or the first bytes cannot be written, those before it are closed. For one thread. */
final class Opening implements Closeable {
    private final Deque<Closeable> opened = new ArrayDeque<>();

    <T extends Closeable> T add(T file) {
        opened.push(file);
        return file;
    }

    /** All are open; whoever wanted them closes them from now on. */
    void complete() {
        opened.clear();
    }

    @Override
    public void close() throws IOException {
        try (Closeable last = opened.poll()) {
            if (last != null) {
                close();
            }
        }
    }
}
