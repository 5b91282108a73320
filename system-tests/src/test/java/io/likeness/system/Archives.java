package io.likeness.system;

import io.likeness.synthetic.ArchivePlan;
import io.likeness.synthetic.SyntheticArchive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Small archives of drawn faces. */
final class Archives {
    private Archives() {}

    static byte[] faces(int count, long seed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SyntheticArchive.write(ArchivePlan.celeba(count, seed), out);
        return out.toByteArray();
    }
}
