package io.likeness.standalone.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PhotoPackTest {
    @TempDir
    Path folder;

    @TempDir
    Path target;

    @BeforeEach
    void takePhotos() throws IOException {
        write("holiday/beach/2.JPG", "two");
        write("holiday/1.jpg", "one");
        write("holiday/.hidden/3.jpg", "three");
        write("holiday/.DS_Store", "x");
        write("me.png", "me");
        write("faces.zip", "zip");
    }

    @Test
    void takesAnArchiveAsItIs() throws IOException {
        Path archive = folder.resolve("faces.zip");
        assertEquals(archive, PhotoPack.of(List.of(archive), target));
    }

    @Test
    void packsAFolderUnderItsName() throws IOException {
        Path packed = PhotoPack.of(List.of(folder.resolve("holiday")), target);

        assertEquals("holiday.zip", String.valueOf(packed.getFileName()));
        assertEquals(List.of("1.jpg", "beach/2.JPG"), names(packed));
    }

    @Test
    void packsPhotosAndFoldersTogetherAlwaysAlike() throws IOException {
        List<Path> sources = List.of(folder.resolve("me.png"), folder.resolve("holiday"));
        Path packed = PhotoPack.of(sources, target);

        assertEquals(List.of("me.png", "holiday/1.jpg", "holiday/beach/2.JPG"), names(packed));
        assertEquals(-1, Files.mismatch(packed, PhotoPack.of(sources, Files.createDirectory(target.resolve("again")))));
    }

    @Test
    void keepsPhotosOfTheSameNameApart() throws IOException {
        write("a/1.jpg", "a");
        write("b/1.jpg", "b");
        Path first = folder.resolve("a/1.jpg");
        Path second = folder.resolve("b/1.jpg");

        assertEquals(List.of("1.jpg", "1-2.jpg"), names(PhotoPack.of(List.of(first, second), target)));
        assertEquals(
                List.of("a/1.jpg", "b/1.jpg"),
                names(PhotoPack.of(List.of(folder.resolve("a"), folder.resolve("b")), target)));
    }

    @Test
    void packsWhatALinkLeadsTo() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("holiday"));

        assertEquals(List.of("1.jpg", "beach/2.JPG"), names(PhotoPack.of(List.of(link), target)));
    }

    @Test
    void refusesWhatCannotBePacked() throws IOException {
        IllegalArgumentException mixed = assertThrows(
                IllegalArgumentException.class,
                () -> PhotoPack.of(List.of(folder.resolve("me.png"), folder.resolve("faces.zip")), target));
        assertEquals(
                "expected archives alone, or photos and folders of photos, found the archive "
                        + folder.resolve("faces.zip") + " among others",
                mixed.getMessage());
        Path empty = Files.createDirectory(folder.resolve("empty"));
        IllegalArgumentException none =
                assertThrows(IllegalArgumentException.class, () -> PhotoPack.of(List.of(empty), target));
        assertEquals("expected photos, found none in " + empty, none.getMessage());
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content);
    }

    private static List<String> names(Path zip) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            return file.stream().map(entry -> entry.getName()).toList();
        }
    }
}
