package io.likeness.gateway.upload;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.gateway.upload.Piece.Ending;
import io.likeness.platform.web.CleanText;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.jspecify.annotations.Nullable;

/**
 * "Resumable Uploads for HTTP" (draft-ietf-httpbis-resumable-upload-12, interop version 8), without interim responses: a client that
 * wants to resume what it begins sends {@code Upload-Complete: ?0} and an empty body first ("Careful Upload Creation"). Stateless.
 */
record DraftDialect(long mostBytes) implements Dialect {
    static final String COMPLETE = "Upload-Complete";
    static final String LIMIT = "Upload-Limit";
    static final String MEDIA_TYPE = "application/partial-upload";

    private static final String LENGTH = "Upload-Length";
    private static final String OFFSET = "Upload-Offset";
    private static final String DISPOSITION = "Content-Disposition";
    private static final Pattern BOOLEAN = Pattern.compile("\\?[01]( *;.*)?");

    @Override
    public Creation creation(RequestHeaders headers, @Nullable String fileName, @Nullable String dataset) {
        if (headers.mediaType().startsWith("multipart/")) {
            throw new LikenessException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type: expected that of the file itself, found '%s', a form of which one part is the file"
                            .formatted(headers.mediaType()));
        }
        String name = fileName == null ? fileName(headers.find(DISPOSITION)) : fileName;
        if (name == null) {
            throw Require.invalid("fileName", "the file's name, here or in " + DISPOSITION, "none");
        }
        return new Creation(name, dataset, length(headers), false, List.of(), null, null);
    }

    private static @Nullable Long length(RequestHeaders headers) {
        Long length = headers.count(LENGTH);
        long body = headers.contentLength();
        if (ending(headers) == Ending.LATER || body < 0) {
            return length;
        }
        if (length != null && length != body) {
            throw Require.invalid(LENGTH, body + ", as the whole body is said to have", length.toString());
        }
        return body;
    }

    private static @Nullable String fileName(@Nullable String disposition) {
        if (disposition == null) {
            return null;
        }
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        String name = parser.parse(disposition, ';').get("filename");
        if (name != null) {
            CleanText.require(DISPOSITION, name);
        }
        return name;
    }

    private static Ending ending(RequestHeaders headers) {
        return headers.require(COMPLETE).strip().startsWith("?1") ? Ending.WITH_THIS : Ending.LATER;
    }

    /** By an item that is a Boolean (RFC 9651, section 3.3.6), which may have parameters. */
    static boolean isSpoken(RequestHeaders headers) {
        String complete = headers.find(COMPLETE);
        return complete != null && BOOLEAN.matcher(complete.strip()).matches();
    }

    /** Whether the body is all there is: then it may as well be taken as that of a plain request. */
    static boolean isWhole(RequestHeaders headers) {
        return isSpoken(headers) && ending(headers) == Ending.WITH_THIS;
    }

    @Override
    public Piece first(RequestHeaders headers) {
        return new Piece(0, headers.contentLength(), headers.count(LENGTH), ending(headers), null);
    }

    @Override
    public Piece next(RequestHeaders headers) {
        if (!headers.mediaType().equals(MEDIA_TYPE)) {
            throw new LikenessException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type: expected " + MEDIA_TYPE + ", found '" + headers.mediaType() + "'");
        }
        return new Piece(
                headers.requireCount(OFFSET), headers.contentLength(), headers.count(LENGTH), ending(headers), null);
    }

    @Override
    public Reply created(Standing standing) {
        Map<String, String> headers = progress(standing);
        headers.put("Location", Dialect.location(standing.id()));
        return new Reply(201, headers, standing.upload());
    }

    @Override
    public Reply looked(Standing standing) {
        Map<String, String> headers = progress(standing);
        headers.put("Cache-Control", "no-store");
        if (standing.length() != null) {
            headers.put(LENGTH, standing.length().toString());
        }
        return new Reply(204, headers, null);
    }

    /** The last one is answered as the whole would have been in one request. */
    @Override
    public Reply appended(Standing standing) {
        return standing.upload() == null ? new Reply(204, progress(standing), null) : created(standing);
    }

    private Map<String, String> progress(Standing standing) {
        Map<String, String> headers = new HashMap<>();
        headers.put(COMPLETE, standing.whole() ? "?1" : "?0");
        headers.put(OFFSET, Long.toString(standing.offset()));
        headers.put(LIMIT, limit(standing.expiresAt()));
        return headers;
    }

    private String limit(@Nullable Instant expiresAt) {
        String size = limit(mostBytes);
        return expiresAt == null
                ? size
                : size + ", max-age="
                        + Math.max(Duration.between(Instant.now(), expiresAt).toSeconds(), 0);
    }

    static String limit(long mostBytes) {
        return "max-size=" + mostBytes;
    }
}
