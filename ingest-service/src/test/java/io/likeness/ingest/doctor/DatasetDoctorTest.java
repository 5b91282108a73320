package io.likeness.ingest.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.dataset.DatasetChanges;
import io.likeness.contracts.dataset.DoctorReport.DoctorFindingKind;
import io.likeness.contracts.dataset.Split;
import io.likeness.imaging.Crop;
import io.likeness.ingest.doctor.Diagnosis.Found;
import io.likeness.ingest.doctor.Diagnosis.Together;
import io.likeness.synthetic.SyntheticFaces;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatasetDoctorTest {
    private final HeldFaces faces = new HeldFaces(Crop.square());

    @Test
    void saysNothingOfFacesOfWhichEachIsItsOwn() throws InterruptedException {
        for (int seed = 0; seed < 60; seed++) {
            add(seed, Split.TRAIN, "person " + seed, Map.of("Smiling", seed % 2 == 0 ? 1.0 : -1.0));
        }

        Diagnosis diagnosis = new DatasetDoctor(faces).examine();

        assertEquals(60, diagnosis.compared());
        assertEquals(
                List.of("brightness", "distance", "sharpness"),
                List.copyOf(diagnosis.measures().keySet()));
        assertEquals(
                List.of(),
                diagnosis.found().stream()
                        .filter(found -> found.kind() != DoctorFindingKind.UNUSUAL)
                        .toList());
    }

    @Test
    void findsWhatContradictsItself() throws Exception {
        for (int seed = 0; seed < 60; seed++) {
            add(seed, Split.TRAIN, "person " + seed, Map.of("Smiling", 1.0, "Young", 1.0, "Bald", -1.0));
        }
        BufferedImage copy = Copies.of(SyntheticFaces.face(7).image(), 1, new Random(1));
        int other = faces.add(copy, Split.TEST, "another name", Map.of("Smiling", -1.0, "Young", 1.0, "Bald", -1.0));
        int later = faces.add(SyntheticFaces.face(900).image(), Split.VALIDATION, "person 3", Map.of());

        Diagnosis diagnosis = new DatasetDoctor(faces).examine();

        assertEquals(List.of(new Together(List.of(7, other))), of(diagnosis, DoctorFindingKind.NEAR_DUPLICATES));
        assertEquals(
                List.of(new Together(List.of(7, other))),
                of(diagnosis, DoctorFindingKind.NEAR_DUPLICATES_ACROSS_PARTS));
        assertEquals(
                List.of(new Together(null, new TreeSet<>(Set.of("Smiling")), List.of(7, other))),
                of(diagnosis, DoctorFindingKind.CONTRADICTORY_LABELS));
        assertEquals(List.of(new Together(List.of(7, other))), of(diagnosis, DoctorFindingKind.CONTRADICTORY_PEOPLE));
        assertEquals(
                List.of(new Together("person 3", new TreeSet<>(), List.of(3, later))),
                of(diagnosis, DoctorFindingKind.PERSON_ACROSS_PARTS));
        assertEquals(
                List.of("Bald", "Young"),
                diagnosis.found().stream()
                        .filter(found -> found.kind() == DoctorFindingKind.CONSTANT_LABEL)
                        .map(Found::label)
                        .toList());
    }

    @Test
    void findsContradictionsAmongThoseThatComeLater() throws Exception {
        faces.add(SyntheticFaces.face(1).image());
        BufferedImage copy = SyntheticFaces.face(1).image();
        faces.add(copy, Split.TRAIN, "Ann", Map.of("Smiling", 1.0));
        faces.add(copy, Split.TRAIN, "Bob", Map.of("Smiling", -1.0));
        for (int seed = 2; seed < 40; seed++) {
            add(seed, Split.TRAIN, null, Map.of());
        }

        Diagnosis diagnosis = new DatasetDoctor(faces).examine();

        assertEquals(List.of(0, 1, 2), images(diagnosis, DoctorFindingKind.CONTRADICTORY_LABELS));
        assertEquals(List.of(0, 1, 2), images(diagnosis, DoctorFindingKind.CONTRADICTORY_PEOPLE));
    }

    @Test
    void findsNobodyAcrossPartsWhereOnePersonAloneIsNamed() throws Exception {
        for (int seed = 0; seed < 40; seed++) {
            add(seed, seed < 36 ? Split.TRAIN : Split.VALIDATION, "Ann", Map.of());
        }
        assertEquals(List.of(), of(new DatasetDoctor(faces).examine(), DoctorFindingKind.PERSON_ACROSS_PARTS));
    }

    @Test
    void saysNothingOfADatasetWithoutImages() throws Exception {
        assertEquals(new Diagnosis(0, Map.of(), List.of()), new DatasetDoctor(faces).examine());
    }

    @Test
    void movesWhatIsFoundTwiceAsOne() throws Exception {
        for (int seed = 0; seed < 40; seed++) {
            add(seed, Split.TRAIN, seed < 2 ? "Ann" : null, Map.of());
        }
        int first = faces.add(SyntheticFaces.face(0).image(), Split.TEST, "Ann", Map.of());
        int more = faces.add(SyntheticFaces.face(100).image(), Split.TEST, "Ann", Map.of());
        int most = faces.add(SyntheticFaces.face(101).image(), Split.TEST, "Ann", Map.of());
        faces.add(SyntheticFaces.face(102).image(), Split.TRAIN, "Bob", Map.of());
        DatasetChanges changes = new DatasetChanges(
                "0".repeat(64),
                List.of(DoctorFindingKind.NEAR_DUPLICATES_ACROSS_PARTS, DoctorFindingKind.PERSON_ACROSS_PARTS),
                List.of(),
                List.of());

        Treatment treatment = Treatment.of(faces, changes, new DatasetDoctor(faces).examine());

        for (int image : new int[] {0, 1, first, more, most}) {
            assertEquals(Split.TEST, treatment.split(image), "image " + image);
        }
        assertEquals(Split.TRAIN, treatment.split(2));
    }

    @Test
    void findsWhatIsUnlikeTheOthers() throws InterruptedException {
        for (int seed = 0; seed < 100; seed++) {
            add(seed, Split.TRAIN, null, Map.of());
        }
        int white = faces.add(plain(0xffffff));
        int black = faces.add(plain(0));

        Diagnosis diagnosis = new DatasetDoctor(faces).examine();

        assertTrue(
                images(diagnosis, DoctorFindingKind.BLURRED).containsAll(List.of(white, black)), diagnosis::toString);
        assertTrue(images(diagnosis, DoctorFindingKind.BRIGHT).contains(white), diagnosis::toString);
        assertTrue(images(diagnosis, DoctorFindingKind.DARK).contains(black), diagnosis::toString);
    }

    private void add(int seed, Split split, @Nullable String identity, Map<String, Double> labels) {
        faces.add(SyntheticFaces.face(seed).image(), split, identity, labels);
    }

    private static BufferedImage plain(int rgb) {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR);
        for (int k = 0; k < 64 * 64; k++) {
            image.setRGB(k % 64, k / 64, rgb);
        }
        return image;
    }

    private static List<Together> of(Diagnosis diagnosis, DoctorFindingKind kind) {
        return diagnosis.found().stream()
                .filter(found -> found.kind() == kind)
                .flatMap(found -> found.groups().stream())
                .toList();
    }

    private static List<Integer> images(Diagnosis diagnosis, DoctorFindingKind kind) {
        return of(diagnosis, kind).stream()
                .flatMap(group -> group.images().stream())
                .toList();
    }
}
