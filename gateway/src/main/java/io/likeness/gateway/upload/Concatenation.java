package io.likeness.gateway.upload;

import io.likeness.contracts.ObjectReference;
import io.likeness.platform.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects one after the other, each opened when it is its turn, so that no connection waits. For one thread. */
final class Concatenation extends InputStream {
    private final ObjectStore store;
    private final Iterator<ObjectReference> left;
    private @Nullable InputStream open;

    Concatenation(ObjectStore store, List<ObjectReference> objects) {
        this.store = store;
        this.left = objects.iterator();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (open != null || left.hasNext()) {
            InputStream current = open == null ? store.open(left.next()) : open;
            open = current;
            int read = current.read(buffer, offset, length);
            if (read >= 0) {
                return read;
            }
            close();
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        InputStream current = open;
        open = null;
        if (current != null) {
            current.close();
        }
    }
}
