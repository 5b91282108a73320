package io.likeness.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

final class RealFacesTest {

    private static final List<String> COMPLETE = List.of(
            "celeba/img_align_celeba.zip",
            "celeba/identity_CelebA.txt",
            "celeba/list_attr_celeba.txt",
            "celeba/list_eval_partition.txt",
            "lfw/lfw-deepfunneled.tgz",
            "utkface/UTKFace.tar.gz");

    @Test
    void skipsWithTheReasonWhereNoFolderIsNamed() {
        TestAbortedException skipped =
                assertThrows(TestAbortedException.class, () -> RealFaces.require(Map.of("CI", "false")));
        assertTrue(skipped.toString().contains("LIKENESS_FACES is not set"));
    }

    @Test
    void failsInCiWhereNoFolderIsNamed() {
        assertThrows(AssertionFailedError.class, () -> RealFaces.require(Map.of("CI", "true")));
    }

    @Test
    void failsWhereTheNamedFolderIsIncompleteAndNamesWhatIsMissing(@TempDir Path folder) throws IOException {
        place(folder, COMPLETE.subList(0, 5));
        AssertionFailedError failure = assertThrows(
                AssertionFailedError.class, () -> RealFaces.require(Map.of("LIKENESS_FACES", folder.toString())));
        assertTrue(failure.toString().contains("but was: <[utkface/UTKFace.tar.gz]>"), failure.toString());
    }

    @Test
    void givesTheArchivesOfACompleteFolder(@TempDir Path folder) throws IOException {
        place(folder, COMPLETE);
        RealFaces faces = RealFaces.require(Map.of("LIKENESS_FACES", folder.toString(), "CI", "true"));
        assertEquals(folder.resolve("celeba/img_align_celeba.zip"), faces.celebaArchive());
        assertEquals(3, faces.celebaCompanions().size());
    }

    private static void place(Path folder, List<String> files) throws IOException {
        for (String file : files) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), "");
        }
    }
}
