package io.likeness.gateway.upload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.jspecify.annotations.Nullable;

/** The file in a form (RFC 7578), read as it comes and never held. What is wrong with the form is the caller's doing. For one thread. */
final class FormFile {
    /** Bytes of a form around its file that are allowed for when only the length of all is known. */
    static final long MOST_AROUND = 64 << 10;

    private static final String FIELD = "body";

    private final MultipartInput form;
    private final String name;

    private FormFile(MultipartInput form, String name) {
        this.form = form;
        this.name = name;
    }

    /**
     * The first part that is a file.
     *
     * @param mediaType with the boundary
     * @throws LikenessException {@code INVALID_REQUEST} if there is none
     */
    static FormFile first(InputStream body, String mediaType) {
        String boundary = parameters(mediaType).get("boundary");
        if (boundary == null || boundary.isEmpty()) {
            throw Require.invalid("Content-Type", "multipart/form-data with a boundary", "'" + mediaType + "'");
        }
        return read(() -> {
            MultipartInput form = MultipartInput.builder()
                    .setInputStream(body)
                    .setBoundary(boundary.getBytes(ISO_8859_1))
                    .get();
            form.setHeaderCharset(UTF_8);
            String name = form.skipPreamble() ? nextFile(form).orElse(null) : null;
            if (name == null) {
                throw Require.invalid(FIELD, "a form with a file", "none");
            }
            return new FormFile(form, name);
        });
    }

    /** As the sender named it, without the folders that some put before it. */
    String name() {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    /** What fails in it is a {@link LikenessException}. */
    InputStream content() {
        InputStream content = form.newInputStream();
        return new FilterInputStream(content) {
            @Override
            public int read() {
                return FormFile.read(content::read);
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                return FormFile.read(() -> content.read(buffer, offset, length));
            }

            @Override
            public void close() {}
        };
    }

    /** Reads what follows the file: a second one would be lost without a word. */
    void requireNoOther() {
        Optional<String> other = read(() -> form.readBoundary() ? nextFile(form) : Optional.empty());
        other.ifPresent(found -> {
            throw Require.invalid(FIELD, "a form with one file", "another, '" + found + "'");
        });
    }

    /** The name of the next part that is a file; fields, and inputs in which no file was chosen, are passed over. */
    private static Optional<String> nextFile(MultipartInput form) throws IOException {
        do {
            String name = fileName(form.readHeaders());
            if (name != null && !name.isEmpty()) {
                return Optional.of(name);
            }
            form.discardBodyData();
        } while (form.readBoundary());
        return Optional.empty();
    }

    private static @Nullable String fileName(String headers) {
        return headers.lines()
                .filter(line -> line.regionMatches(true, 0, "content-disposition:", 0, 20))
                .findFirst()
                .map(line -> parameters(line.substring(20)).get("filename"))
                .orElse(null);
    }

    private static Map<String, @Nullable String> parameters(String text) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        return parser.parse(text, ';');
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new LikenessException(
                    ErrorCode.INVALID_REQUEST,
                    FIELD + ": expected a form whose parts end with its boundary, found " + e.getMessage(),
                    e);
        }
    }
}
