package io.likeness.training.film;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.imaging.TensorShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The form of a reel within a checkpoint, integers of 4 bytes, big-endian: mark, channels, side, stride, number of originals and of
 * samples, the originals; number of scenes, then of each its epoch and images. Images are their length and a zlib stream of {@code
 * uint8[N, C, S, S]}. Stateless, safe for threads.
 */
final class SavedReel {
    private static final int MARK = 0x4c4b4631;

    private SavedReel() {}

    static byte[] write(FilmReel reel) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MARK);
            out.writeInt(reel.shape().channels());
            out.writeInt(reel.shape().side());
            out.writeInt(reel.stride());
            out.writeInt(reel.originals().count());
            out.writeInt(reel.samples());
            write(reel.originals(), out);
            out.writeInt(reel.scenes().size());
            for (Scene scene : reel.scenes()) {
                out.writeInt(scene.epoch());
                write(scene.stills(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static FilmReel read(byte[] saved) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved))) {
            requireMark(in.readInt());
            TensorShape shape = new TensorShape(in.readInt(), in.readInt());
            TensorShape shown = Reduction.of(shape).to();
            int stride = in.readInt();
            int faces = in.readInt();
            int samples = in.readInt();
            Stills originals = read(in, shown, faces);
            int count = in.readInt();
            List<Scene> scenes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int epoch = in.readInt();
                scenes.add(Scene.of(epoch, read(in, shown, faces + samples), faces));
            }
            return new FilmReel(shape, originals, samples, stride, scenes);
        } catch (IOException | IllegalArgumentException e) {
            throw new LikenessException(ErrorCode.TRAINING_FAILED, "film: expected a whole saved reel", e);
        }
    }

    private static void write(Stills stills, DataOutputStream out) throws IOException {
        out.writeInt(stills.packed().length);
        out.write(stills.packed());
    }

    private static Stills read(DataInputStream in, TensorShape shape, int count) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("images: expected at most " + in.available() + " bytes, found " + length);
        }
        return Stills.packed(shape, count, in.readNBytes(length));
    }

    private static void requireMark(int mark) throws IOException {
        if (mark != MARK) {
            throw new IOException(
                    "mark: expected " + Integer.toHexString(MARK) + ", found " + Integer.toHexString(mark));
        }
    }
}
