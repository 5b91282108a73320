package io.likeness.standalone.servers;

/** A server that could not be started or used; the message is one line for a person. */
public final class ServerFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure that names what was expected and what was found. */
    public ServerFailure(String message) {
        super(message);
    }

    /** A failure with its cause. */
    public ServerFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
