package io.likeness.gateway.generation;

import io.likeness.contracts.generation.GenerationIndex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The faces of a job as a zip that is made while it is read, one face after the other: none but the present one is held. PNG does not get
 * smaller, so each is stored as it is. For one reader.
 */
final class ZippedFaces extends InputStream {
    private final InputStream faces;
    private final Iterator<GenerationIndex.Image> left;
    private final ByteArrayOutputStream made = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(made);
    private byte[] ready;
    private int read;
    private boolean finished;

    /**
     * A zip of which nothing is read.
     *
     * @param faces the object that holds all of them, in the order of the index, which is closed with the zip
     * @param first a file that is put before the faces
     */
    ZippedFaces(InputStream faces, GenerationIndex index, String name, byte[] first) throws IOException {
        this.faces = faces;
        this.left = index.images().iterator();
        add(name, first);
        this.ready = taken();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (read == ready.length) {
            if (finished) {
                return -1;
            }
            makeMore();
        }
        int count = Math.min(length, ready.length - read);
        System.arraycopy(ready, read, buffer, offset, count);
        read += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        faces.close();
    }

    private void makeMore() throws IOException {
        if (left.hasNext()) {
            GenerationIndex.Image image = left.next();
            byte[] png = faces.readNBytes(image.bytes());
            if (png.length < image.bytes()) {
                throw new IOException(
                        "face " + image.index() + ": expected " + image.bytes() + " bytes, found " + png.length);
            }
            add(String.format(Locale.ROOT, "%04d.png", image.index()), png);
        } else {
            // The last bytes of an object come only once all of them are right.
            if (faces.read() >= 0) {
                throw new IOException("faces: expected no more than the index has, found more");
            }
            zip.finish();
            finished = true;
        }
        ready = taken();
        read = 0;
    }

    private void add(String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private byte[] taken() {
        byte[] bytes = made.toByteArray();
        made.reset();
        return bytes;
    }
}
