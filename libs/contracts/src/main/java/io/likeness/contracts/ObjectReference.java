package io.likeness.contracts;

/**
 * A claim check: names an object of the store and pins its content. Whoever reads the object verifies the digest before use.
 *
 * @param bucket logical bucket, such as {@code datasets}; the store's adapter adds its configured prefix
 * @param key object key within the bucket
 * @param sha256 SHA-256 of the content, 64 lower-case hexadecimal digits
 * @param bytes length of the content, 0 or more
 * @param mediaType such as {@code application/json}
 */
public record ObjectReference(String bucket, String key, String sha256, long bytes, String mediaType) {
    public ObjectReference {
        Require.name("bucket", bucket);
        Require.text("key", key);
        Require.sha256("sha256", sha256);
        Require.between("bytes", bytes, 0, Long.MAX_VALUE);
        Require.text("mediaType", mediaType);
    }
}
