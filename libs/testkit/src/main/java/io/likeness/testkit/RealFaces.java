package io.likeness.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The folder of real photographs that the environment variable {@code LIKENESS_FACES} names, as its publishers pack
 * them. Immutable.
 *
 * @param folder holds {@code celeba}, {@code lfw} and {@code utkface}, complete
 */
public record RealFaces(Path folder) {

    private static final String VARIABLE = "LIKENESS_FACES";

    private static final List<String> FILES = List.of(
            "celeba/img_align_celeba.zip",
            "celeba/identity_CelebA.txt",
            "celeba/list_attr_celeba.txt",
            "celeba/list_eval_partition.txt",
            "lfw/lfw-deepfunneled.tgz",
            "utkface/UTKFace.tar.gz");

    /**
     * The photographs, or the end of the test: skipped where the variable is not set, failed where it names an incomplete
     * folder, and failed in CI ({@code CI=true}) in both cases.
     */
    public static RealFaces require() {
        return require(System.getenv());
    }

    /** CelebA's aligned images. */
    public Path celebaArchive() {
        return folder.resolve("celeba/img_align_celeba.zip");
    }

    /** CelebA's identities, attributes and official split. */
    public List<Path> celebaCompanions() {
        return FILES.subList(1, 4).stream().map(folder::resolve).toList();
    }

    /** Labeled Faces in the Wild, deep-funnelled. */
    public Path lfwArchive() {
        return folder.resolve("lfw/lfw-deepfunneled.tgz");
    }

    /** UTKFace. */
    public Path utkfaceArchive() {
        return folder.resolve("utkface/UTKFace.tar.gz");
    }

    static RealFaces require(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (named.isBlank()) {
            Assertions.assertNotEquals(
                    "true", environment.get("CI"), VARIABLE + " is not set: CI needs the folder of real photographs");
            Assumptions.abort(VARIABLE + " is not set: it names the folder of real photographs");
        }
        Path folder = Path.of(named);
        List<String> missing = FILES.stream()
                .filter(file -> !Files.isRegularFile(folder.resolve(file)))
                .toList();
        Assertions.assertEquals(List.of(), missing, VARIABLE + "=" + folder + " is incomplete; missing");
        return new RealFaces(folder.toAbsolutePath());
    }
}
