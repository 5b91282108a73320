package io.likeness.standalone.servers;

/** The key pair that signs requests to the object store. */
public record StoreKeys(String accessKey, String secretKey) {

    /** A new random pair. */
    public static StoreKeys generate() {
        return new StoreKeys(Secret.generate(), Secret.generate());
    }

    /** Names nothing secret. */
    @Override
    public String toString() {
        return "StoreKeys[]";
    }
}
