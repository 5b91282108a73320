package io.likeness.ingest.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.imaging.photo.PhotoDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a file is that is no archive of ours, for who took it for one.
 *
 * @param found its kind in words
 * @param advice what to do instead
 */
record FileKind(String found, String advice) {
    private static final String PACK_ANEW = "unpack it, and pack the photos as a zip";
    private static final String PACK_PHOTOS = "pack your photos as a zip";
    private static final String PACK_CONTENT = "pack the images in it as a zip";
    private static final String FETCH_ITSELF =
            "its host answered with that in the place of the file, as for a quota or a login: download the file itself";

    /** Neither its first part nor its last one can be read without the others. */
    static final FileKind SPLIT =
            new FileKind("a part of a split zip", "join its parts, as 'zip -s 0 split.zip --out whole.zip' does");

    /** Kinds by how they begin, in hexadecimal digits; two dots are any byte. Of several that fit the first counts. */
    private static final List<Signature> SIGNATURES = List.of(
            signature("52617221", "a RAR archive", PACK_ANEW),
            signature("504b0708", SPLIT),
            signature("........66747970", "a video", PACK_PHOTOS),
            signature("25504446", "a PDF", PACK_CONTENT),
            signature("894844460d0a1a0a", "an HDF5 file", PACK_CONTENT),
            signature("934e554d5059", "a NumPy array", PACK_CONTENT));

    private static final Pattern HTML = Pattern.compile("<(?:!doctype html|html|head|body)\\b.*", Pattern.DOTALL);
    private static final Pattern FORM = Pattern.compile("--\\S+\\r?\\ncontent-(?:disposition|type):.*", Pattern.DOTALL);
    private static final String LFS_POINTER = "version https://git-lfs";
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int SHOWN_BYTES = 8;
    private static final int SHOWN_CHARACTERS = 24;
    private static final int LONGEST_CHARACTER = 4;

    private record Signature(Pattern digits, FileKind kind) {}

    private static Signature signature(String digits, String found, String advice) {
        return signature(digits, new FileKind(found, advice));
    }

    private static Signature signature(String digits, FileKind kind) {
        return new Signature(Pattern.compile(digits + ".*"), kind);
    }

    /** @param head the first bytes of a file, 512 or all it has */
    static FileKind of(byte[] head) {
        if (head.length == 0) {
            return new FileKind("an empty file", "upload it again");
        }
        return PhotoDecoder.formatOf(head)
                .map(format -> new FileKind("an image (" + format + ")", PACK_PHOTOS))
                .orElseGet(() -> ofOther(head));
    }

    private static FileKind ofOther(byte[] head) {
        String digits = HexFormat.of().formatHex(head);
        return SIGNATURES.stream()
                .filter(signature -> signature.digits.matcher(digits).matches())
                .map(Signature::kind)
                .findFirst()
                .orElseGet(() -> readable(head) ? ofText(head) : unknown(head));
    }

    private static FileKind unknown(byte[] head) {
        return new FileKind(
                "a file that begins with "
                        + HexFormat.ofDelimiter(" ").formatHex(Arrays.copyOf(head, Math.min(SHOWN_BYTES, head.length))),
                PACK_PHOTOS);
    }

    private static FileKind ofText(byte[] head) {
        String text =
                new String(head, UTF_8).replaceFirst("^" + BYTE_ORDER_MARK, "").stripLeading();
        String lower = text.toLowerCase(Locale.ROOT);
        if (HTML.matcher(lower).matches()) {
            return new FileKind("an HTML page", FETCH_ITSELF);
        }
        if (lower.startsWith("<?xml")) {
            return new FileKind("an XML document", FETCH_ITSELF);
        }
        if (lower.startsWith("{")) {
            return new FileKind("a JSON document", FETCH_ITSELF);
        }
        if (lower.startsWith(LFS_POINTER)) {
            return new FileKind("a pointer of Git LFS", "'git lfs pull' fetches the file itself");
        }
        if (FORM.matcher(lower).matches()) {
            return new FileKind(
                    "a form's envelope (multipart/form-data)",
                    "send the file as the body, or the form with its boundary");
        }
        return new FileKind(
                "a text that begins with '" + start(text) + "'",
                "labels go beside the archive of their images, as companions");
    }

    private static String start(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.substring(
                0, line.offsetByCodePoints(0, Math.min(SHOWN_CHARACTERS, line.codePointCount(0, line.length()))));
    }

    /** Whether it is UTF-8 without control characters, up to a character that may be cut off at the end. */
    private static boolean readable(byte[] head) {
        for (int cut = 0; cut < Math.min(LONGEST_CHARACTER, head.length); cut++) {
            try {
                UTF_8.newDecoder().decode(ByteBuffer.wrap(head, 0, head.length - cut));
                return new String(head, ISO_8859_1)
                        .chars()
                        .noneMatch(c -> c < ' ' && c != '\t' && c != '\r' && c != '\n');
            } catch (CharacterCodingException e) {
                // It may be whole without the last byte.
            }
        }
        return false;
    }
}
