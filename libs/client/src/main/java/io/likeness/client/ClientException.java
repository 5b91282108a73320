package io.likeness.client;

/** Why a call came to nothing, in words for a person. */
public abstract sealed class ClientException extends RuntimeException
        permits ProblemException, UnreachableException, BrokenFileException {
    private static final long serialVersionUID = 1L;

    ClientException(String message) {
        super(message);
    }

    ClientException(String message, Throwable cause) {
        super(message, cause);
    }
}
