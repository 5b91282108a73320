package io.likeness.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.gateway.upload.Piece.Ending;
import io.likeness.platform.web.CleanText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The protocol tus 1.0.0 (tus.io) with its extensions. Stateless. */
record TusDialect(long mostBytes) implements Dialect {
    static final String VERSION_FIELD = "Tus-Resumable";
    static final String VERSION = "1.0.0";
    static final String CONCAT = "Upload-Concat";
    static final String EXTENSIONS =
            "creation,creation-with-upload,creation-defer-length,checksum,expiration,termination,concatenation";
    static final String MEDIA_TYPE = "application/offset+octet-stream";

    private static final String METADATA = "Upload-Metadata";
    private static final String LENGTH = "Upload-Length";
    private static final String DEFER = "Upload-Defer-Length";
    private static final String OFFSET = "Upload-Offset";
    private static final String PARTIAL = "partial";
    private static final String FINAL = "final;";
    private static final int MOST_METADATA = 4096;

    /** @throws LikenessException {@code UNSUPPORTED_VERSION} */
    static void requireVersion(RequestHeaders headers) {
        String version = headers.find(VERSION_FIELD);
        if (version != null && !version.equals(VERSION)) {
            throw new LikenessException(
                    ErrorCode.UNSUPPORTED_VERSION,
                    VERSION_FIELD + ": expected " + VERSION + ", found '" + version + "'");
        }
    }

    @Override
    public Creation creation(RequestHeaders headers, @Nullable String fileName, @Nullable String dataset) {
        String text = headers.find(METADATA);
        Map<String, String> metadata = metadata(text);
        String name = fileName == null ? metadata.get("filename") : fileName;
        String wanted = dataset == null ? metadata.get("dataset") : dataset;
        String concat = headers.find(CONCAT);
        boolean piece = PARTIAL.equals(concat);
        List<String> pieces = concat == null || piece ? List.of() : pieces(concat);
        if (name == null && !piece) {
            throw Require.invalid(
                    METADATA + ".filename", "the file's name in Base64, or fileName in the query", "none");
        }
        return new Creation(
                name == null ? "" : name,
                piece ? null : wanted,
                pieces.isEmpty() ? length(headers) : null,
                piece,
                pieces,
                pieces.isEmpty() ? null : concat,
                text);
    }

    private static @Nullable Long length(RequestHeaders headers) {
        Long length = headers.count(LENGTH);
        boolean later = "1".equals(headers.find(DEFER));
        if (length == null == !later) {
            throw Require.invalid(LENGTH, "the length in bytes, or " + DEFER + ": 1", length == null ? "none" : "both");
        }
        return length;
    }

    private static List<String> pieces(String concat) {
        List<String> addresses = concat.startsWith(FINAL)
                ? Arrays.stream(concat.substring(FINAL.length()).split(" "))
                        .filter(address -> !address.isEmpty())
                        .toList()
                : List.of();
        if (addresses.isEmpty()) {
            throw Require.invalid(
                    CONCAT, "'partial', or 'final;' and the addresses of partial uploads", "'" + concat + "'");
        }
        return addresses.stream()
                .map(address -> address.substring(address.lastIndexOf('/') + 1))
                .toList();
    }

    private static Map<String, String> metadata(@Nullable String text) {
        Map<String, String> found = new HashMap<>();
        if (text == null || text.isBlank()) {
            return found;
        }
        if (text.length() > MOST_METADATA) {
            throw Require.invalid(METADATA, "at most " + MOST_METADATA + " characters", text.length() + "");
        }
        for (String pair : text.split(",")) {
            String[] words = pair.strip().split(" +", 2);
            String key = words[0];
            if (found.put(key, words.length == 1 ? "" : value(key, words[1])) != null || key.isEmpty()) {
                throw Require.invalid(METADATA, "each key once", "'" + key + "'");
            }
        }
        return found;
    }

    private static String value(String key, String base64) {
        String field = METADATA + "." + key;
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.strip());
            String value = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            CleanText.require(field, value);
            return value;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw Require.invalid(field, "text in UTF-8 and Base64", "'" + base64 + "'");
        }
    }

    @Override
    public @Nullable Piece first(RequestHeaders headers) {
        return headers.mediaType().equals(MEDIA_TYPE) ? piece(headers, 0) : null;
    }

    @Override
    public Piece next(RequestHeaders headers) {
        if (!headers.mediaType().equals(MEDIA_TYPE)) {
            throw new LikenessException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type: expected " + MEDIA_TYPE + ", found '" + headers.mediaType() + "'");
        }
        return piece(headers, headers.requireCount(OFFSET));
    }

    private static Piece piece(RequestHeaders headers, long offset) {
        String checksum = headers.find(Checksum.FIELD);
        return new Piece(
                offset,
                headers.contentLength(),
                headers.count(LENGTH),
                Ending.AT_LENGTH,
                checksum == null ? null : Checksum.parse(checksum));
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
        if (standing.length() == null) {
            headers.put(DEFER, "1");
        } else {
            headers.put(LENGTH, standing.length().toString());
        }
        if (standing.metadata() != null) {
            headers.put(METADATA, standing.metadata());
        }
        if (standing.piece() || standing.pieces() != null) {
            headers.put(CONCAT, standing.pieces() == null ? PARTIAL : standing.pieces());
        }
        return new Reply(200, headers, null);
    }

    @Override
    public Reply appended(Standing standing) {
        return new Reply(204, progress(standing), null);
    }

    private static Map<String, String> progress(Standing standing) {
        Map<String, String> headers = new HashMap<>();
        headers.put(OFFSET, Long.toString(standing.offset()));
        if (standing.expiresAt() != null) {
            headers.put(
                    "Upload-Expires",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            standing.expiresAt().atOffset(ZoneOffset.UTC)));
        }
        return headers;
    }
}
