package io.likeness.ingest.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FileKindTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                526172211a0701003392b5e5                 | a RAR archive
                ffd8ffe000104a464946                     | an image (JPEG)
                474946383961010001                       | an image (GIF)
                52494646241a000057454250565038           | an image (WebP)
                49492a0008000000                         | an image (TIFF)
                4d4d002a00000008                         | an image (TIFF)
                00000024667479706865696300000000         | an image (HEIC)
                0000001c667479706d696631                 | an image (HEIC)
                000000206674797061766966                 | an image (AVIF)
                000000206674797069736f6d                 | a video
                255044462d312e37                         | a PDF
                894844460d0a1a0a                         | an HDF5 file
                934e554d50590100                         | a NumPy array
                0001020304050607                         | a file that begins with 00 01 02 03 04 05 06 07
                """)
    void isNamedByWhatAFileBeginsWith(String digits, String found) {
        assertEquals(found, FileKind.of(HexFormat.of().parseHex(digits)).found());
    }

    static Stream<Arguments> texts() {
        return Map.of(
                        "\uFEFF \r\n<!DOCTYPE html><html lang=\"en\">", "an HTML page",
                        "<HTML><head><title>Google Drive - Quota exceeded", "an HTML page",
                        "<?xml version=\"1.0\"?><Error><Code>AccessDenied", "an XML document",
                        "{\"error\": {\"code\": 403}}", "a JSON document",
                        "version https://git-lfs.github.com/spec/v1\noid sha256:", "a pointer of Git LFS",
                        "------WebKitFormBoundaryA1\r\nContent-Disposition: form-data; name=\"file\"",
                                "a form's envelope (multipart/form-data)",
                        "image_id,Smiling\n000001.jpg,1\n", "a text that begins with 'image_id,Smiling'",
                        "hello", "a text that begins with 'hello'")
                .entrySet()
                .stream()
                .map(row -> Arguments.of(row.getKey(), row.getValue()));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isNamedByWhatATextSays(String text, String found) {
        assertEquals(found, FileKind.of(text.getBytes(UTF_8)).found());
    }

    @Test
    void showsNoHalfOfACharacter() {
        String faces = "a" + "\uD83D\uDE42".repeat(40);
        assertEquals(
                "a text that begins with 'a" + "\uD83D\uDE42".repeat(23) + "'",
                FileKind.of(faces.getBytes(UTF_8)).found());
    }

    @Test
    void takesATextForOneWhereItsLastCharacterIsCutOff() {
        byte[] text = "Gesichter für alle".getBytes(UTF_8);
        byte[] cut = Arrays.copyOf(text, "Gesichter f".length() + 1);
        assertEquals(
                "a text that begins with 'Gesichter f\uFFFD'", FileKind.of(cut).found());
    }

    @Test
    void aPhotoInThePlaceOfAnArchiveIsRefusedWithWhatToDo() throws IOException {
        Path photo = folder.resolve("me.zip");
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", photo.toFile());
        LikenessException refused =
                assertThrows(LikenessException.class, () -> Archive.open(photo, new ArchiveLimits(1, 1, 1, 1, 1)));
        assertEquals(ErrorCode.UNSUPPORTED_ARCHIVE, refused.code());
        assertEquals(
                "archive: expected zip, 7z, tar (also as gz, bz2, xz, zst or lz4) or Parquet, found an image (PNG): pack your photos as a zip",
                refused.getMessage());
    }

    @Test
    void anEmptyFileIsToldAsSuch() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.zip"));
        LikenessException refused =
                assertThrows(LikenessException.class, () -> Archive.open(empty, new ArchiveLimits(1, 1, 1, 1, 1)));
        assertTrue(
                String.valueOf(refused.getMessage()).endsWith("found an empty file: upload it again"),
                refused.getMessage());
    }
}
