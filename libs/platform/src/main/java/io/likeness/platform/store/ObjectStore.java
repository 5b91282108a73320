package io.likeness.platform.store;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Where everything large lies. Writing the same key again replaces the object. Safe for threads.
 *
 * <p>Every method throws {@link LikenessException} with {@code OBJECT_STORE_UNAVAILABLE} if the store does not answer,
 * {@code NOT_FOUND} if a referenced object is not there, and {@code DIGEST_MISMATCH} if its content is not what the reference pins.
 */
public interface ObjectStore {

    ObjectReference put(Bucket bucket, String key, byte[] content, String mediaType);

    /**
     * The first bytes of a buffer, which is not copied.
     *
     * @param length in bytes, 1 to as many as the buffer has
     */
    ObjectReference put(Bucket bucket, String key, byte[] content, int length);

    ObjectReference put(Bucket bucket, String key, Path file, String mediaType);

    /**
     * Streams content of unknown length in parts, never whole in memory. The caller closes the stream.
     *
     * @param mostBytes a longer content is refused with {@code UPLOAD_TOO_LARGE} and nothing is stored
     */
    ObjectReference put(Bucket bucket, String key, InputStream content, long mostBytes, String mediaType);

    /** The whole content, verified. For small objects. */
    byte[] fetch(ObjectReference reference);

    /** Copies the content to a file, verified; the file is deleted if that fails. A disk that is full is {@code CAPACITY_EXHAUSTED}. */
    void fetch(ObjectReference reference, Path target);

    /**
     * The content as it comes, never whole in memory. The stream holds back its last bytes until length and digest are right and
     * throws {@link LikenessException} where they are not, or where the store falls silent. The caller closes it.
     */
    InputStream open(ObjectReference reference);

    /**
     * A part of the content: as many bytes as asked for, or the stream fails. The digest is
     * not verified, it covers the whole. The caller closes the stream.
     *
     * @param offset of the first byte, 0 or more
     * @param length in bytes, 1 or more
     */
    InputStream fetchRange(ObjectReference reference, long offset, long length);

    /** The content of an object that no reference names, such as an index under a known key. */
    Optional<byte[]> find(Bucket bucket, String key);

    /** Deletes an object; one that is not there is no failure. */
    void delete(Bucket bucket, String key);

    /** The objects whose keys begin with the prefix, in pages as they are read. The caller closes the stream. */
    Stream<StoredObject> list(Bucket bucket, String prefix);

    /**
     * Deletes the objects whose keys begin with the prefix, and the unfinished uploads of such. What is written meanwhile may stay.
     *
     * @param prefix not empty; a folder's ends with a slash, or folders of longer names go, too
     */
    Deleted deletePrefix(Bucket bucket, String prefix);

    /** The unfinished uploads of objects whose keys begin with the prefix; those that are under way are among them. */
    List<UnfinishedUpload> unfinished(Bucket bucket, String prefix);

    /** Frees the room of an unfinished upload; one that is not there is no failure. */
    void abort(Bucket bucket, UnfinishedUpload upload);

    /** Begins an object that comes in parts, over as long as that takes; it is there when it is {@link #complete}d. */
    UnfinishedUpload begin(Bucket bucket, String key);

    /**
     * Stores a part; the same number again replaces it. Not every store tells that the upload was completed or aborted before.
     *
     * @param number 1 to 10,000: the parts' order, in which there may be gaps
     * @param content of which the first bytes are the part: 5 MiB or more of every part but the last (Amazon S3)
     * @param length of the part in bytes
     */
    StoredPart put(Bucket bucket, UnfinishedUpload upload, int number, byte[] content, int length);

    /**
     * Makes an object of those parts, and forgets all others. Again, it changes nothing, or is {@code NOT_FOUND}, as it is after an abort.
     *
     * @param parts one or more, in ascending order
     */
    void complete(Bucket bucket, UnfinishedUpload upload, List<StoredPart> parts);

    /** The length of an object in bytes, empty if it is not there. */
    OptionalLong size(Bucket bucket, String key);
}
