package io.likeness.platform.store;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says whose fault it is when a call of the store fails. Stateless. */
final class StoreCalls {
    private static final Set<String> ABSENT = Set.of("NoSuchKey", "NoSuchBucket", "NoSuchObject", "NoSuchUpload");

    /** 4xx that pass by themselves (Amazon S3, "Error responses"): a body that came too slowly, a change that is under way. */
    private static final Set<String> PASSING = Set.of("RequestTimeout", "OperationAborted");

    private StoreCalls() {}

    /** One call by the client. */
    interface StoreCall<T> {
        T run() throws MinioException, IOException, GeneralSecurityException;
    }

    static <T> T call(String key, StoreCall<T> call) {
        try {
            return call.run();
        } catch (ErrorResponseException e) {
            throw answered(key, e);
        } catch (IOException e) {
            throw e instanceof BodyFailure body ? body.failure() : unavailable(key, e);
        } catch (MinioException | GeneralSecurityException e) {
            throw unavailable(key, e);
        } catch (RuntimeException e) {
            // How the client tells of an interruption, of which it forgets the flag.
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw unavailable(key, e);
            }
            throw e;
        }
    }

    /**
     * Writes what can be written again once more where the connection broke: the store may have closed one that was kept alive at that
     * moment (RFC 9112, section 9.3.1), and the client leaves writing a stream again to its caller.
     *
     * @param forget closes the connections that are kept alive, for they may be as dead
     */
    static <T> T again(Runnable forget, Supplier<T> writing) {
        try {
            return writing.get();
        } catch (LikenessException e) {
            if (!broken(e.getCause())) {
                throw e;
            }
            forget.run();
            return writing.get();
        }
    }

    /** A store that cannot be reached, or stands still, is no better the second time. */
    private static boolean broken(@Nullable Throwable cause) {
        return cause instanceof IOException
                && !(cause instanceof InterruptedIOException)
                && !(cause instanceof ConnectException);
    }

    static LikenessException unavailable(String key, Exception e) {
        return new LikenessException(
                ErrorCode.OBJECT_STORE_UNAVAILABLE, "object " + key + ": the object store did not answer", e);
    }

    private static LikenessException answered(String key, ErrorResponseException e) {
        String code = e.errorResponse().code();
        if (ABSENT.contains(code)) {
            return new LikenessException(
                    ErrorCode.NOT_FOUND, "object " + key + ": expected in the store, found none", e);
        }
        return refused(e)
                ? new LikenessException(
                        ErrorCode.INTERNAL_ERROR, "object " + key + ": the object store refused it: " + code, e)
                : unavailable(key, e);
    }

    /** Whether the same call will be refused again: 4xx but for "request timeout" and "too many requests" (RFC 9110, 6585). */
    private static boolean refused(ErrorResponseException answer) {
        int status = answer.response().code();
        return status >= 400
                && status < 500
                && status != 408
                && status != 429
                && !PASSING.contains(answer.errorResponse().code());
    }
}
