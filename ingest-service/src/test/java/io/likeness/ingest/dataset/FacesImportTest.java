package io.likeness.ingest.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.FaceFrame;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.dataset.ImportReport;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.faces.FaceFinder;
import io.likeness.imaging.Eyes;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.Orientation;
import io.likeness.imaging.PngWriter;
import io.likeness.imaging.TensorShape;
import io.likeness.ingest.DrawnImages;
import io.likeness.ingest.KeepingSink;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.dataset.BaseDataset.PlacedRow;
import io.likeness.synthetic.Frame;
import io.likeness.synthetic.SyntheticFaces;
import io.likeness.testkit.FaceDetector;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos with faces somewhere, which are found. */
class FacesImportTest {
    private static final ImportOptions COLOUR = new ImportOptions(null, 3, 64, null, null);
    private static final TensorShape SHAPE = new TensorShape(3, 64);
    private static final FaceFrame FRAME = new FaceFrame(0.36, 0.53, 0.64, 0.53, true);

    private final FaceFinder finder = finder();
    private final KeepingSink sink = new KeepingSink();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        finder.close();
    }

    @Test
    void findsEachFaceOnEachPhotoAndTurnsItUpright() {
        TestArchive photos = new TestArchive();
        for (int k = 0; k < 12; k++) {
            photos.file("%02d.jpg".formatted(k), jpeg(photo(k, 1 + k % 3)));
        }
        ImportOutcome.Imported imported = imported(photos.file("wall.jpg", jpeg(photo(99, 0))), COLOUR);

        assertEquals(FRAME, imported.frame());
        assertEquals(24, imported.counts().total());
        assertEquals(13, imported.entries());
        assertEquals(Map.of(SkipReason.NO_FACE, 1L), imported.skippedByReason());
        assertNotNull(imported.skipped().getFirst().thumbnail());
        assertTrue(sources().containsAll(List.of("02.jpg", "02.jpg#2", "02.jpg#3")), sources()::toString);
        assertEquals(sink.row("02.jpg").sha256(), sink.row("02.jpg#3").sha256());
        for (String source : sources()) {
            assertEyesIn(sink.image(source, SHAPE), source);
        }
    }

    @Test
    void keepsTheFacesOfAPhotoInOnePart() {
        TestArchive photos = new TestArchive();
        for (int k = 0; k < 12; k++) {
            photos.file("%02d.jpg".formatted(k), jpeg(photo(k, 3)));
        }
        imported(photos, COLOUR);

        for (int k = 0; k < 12; k++) {
            String photo = "%02d.jpg".formatted(k);
            long parts = Stream.of(Split.values())
                    .filter(split -> sink.rows(split).stream()
                            .anyMatch(row -> row.source().startsWith(photo)))
                    .count();
            assertEquals(1, parts, photo);
        }
    }

    @Test
    void leavesPicturesThatAreCutOutAlreadyAsTheyAre() {
        TestArchive faces = new TestArchive();
        for (int k = 0; k < 10; k++) {
            faces.file(k + ".png", DrawnImages.encoded(SyntheticFaces.face(k).image(), "png"));
        }
        ImportOutcome.Imported imported = imported(faces, COLOUR);

        assertEquals(10, imported.counts().total());
        FaceFrame frame = imported.frame();
        assertNotNull(frame);
        assertEquals(0.36, frame.leftX(), 0.03);
        assertEquals(
                SyntheticFaces.face(3).image().getRGB(20, 30) & 0xff,
                sink.image("3.png", SHAPE).value(2, 30, 20));
    }

    @Test
    void findsFacesBeforeACameraThatDoesNotMove() {
        TestArchive stills = new TestArchive();
        for (int k = 0; k < 5; k++) {
            BufferedImage still = photo(1, 0);
            still.createGraphics()
                    .drawImage(SyntheticFaces.face(k, k, Frame.aligned(178)).image(), 30, 60, null);
            stills.file(k + ".png", DrawnImages.encoded(still, "png"));
        }

        assertEquals(FRAME, imported(stills, COLOUR).frame());
    }

    @Test
    void obeysWhoSaysWhatIsToBeCutOut() {
        TestArchive photos = new TestArchive().file("a.jpg", jpeg(photo(1, 3))).file("b.jpg", jpeg(photo(2, 0)));
        ImportOutcome.Imported imported = imported(photos, new ImportOptions(null, 3, 64, new CentreCrop(1, 1), null));

        assertNull(imported.frame());
        assertEquals(2, imported.counts().total());
    }

    @Test
    void takesPicturesWithoutFacesAsTheyAre() {
        TestArchive cats = new TestArchive();
        for (int k = 0; k < 5; k++) {
            cats.file(k + ".jpg", jpeg(photo(k, 0)));
        }

        assertEquals(5, imported(cats, COLOUR).counts().total());
    }

    @Test
    void takesOneFaceOfAPhotoInAPersonsFolder() {
        TestArchive people = new TestArchive();
        for (int k = 0; k < 10; k++) {
            people.file("%s/%d.jpg".formatted(k % 2 == 0 ? "Ann" : "Bob", k), jpeg(photo(k, 2)));
        }
        ImportOutcome.Imported imported = imported(people, new ImportOptions(Layout.PEOPLE, 3, 64, null, null));

        assertEquals(10, imported.counts().total());
        assertEquals(FRAME, imported.frame());
    }

    @Test
    void addsToADatasetWhoseFacesWereFound() {
        TestArchive photos = new TestArchive().file("a.jpg", jpeg(photo(1, 1))).file("b.jpg", jpeg(photo(2, 1)));
        ImportOutcome.Imported first = imported(photos, COLOUR);
        KeepingSink more = new KeepingSink();
        Path addition = new TestArchive()
                .file("b.jpg", jpeg(photo(2, 1)))
                .file("c.jpg", jpeg(photo(3, 2)))
                .zip(folder);

        ImportOutcome.Imported both = assertInstanceOf(
                ImportOutcome.Imported.class,
                new DatasetImport(ImportLimits.DEFAULTS, 1, finder)
                        .run(new ImportSource(addition, Map.of()), COLOUR, Set.of(), base(first), more));

        assertEquals(FRAME, both.frame());
        assertEquals(4, both.counts().total());
        assertEquals(Map.of(SkipReason.DUPLICATE, 1L), both.skippedByReason());
    }

    @Test
    void addsToPicturesThatWereCutOutAlreadyAsTheyAre() {
        TestArchive faces = new TestArchive();
        for (int k = 0; k < 6; k++) {
            faces.file(k + ".png", DrawnImages.encoded(SyntheticFaces.face(k).image(), "png"));
        }
        ImportOutcome.Imported first = imported(faces, COLOUR);
        KeepingSink more = new KeepingSink();
        BufferedImage other = SyntheticFaces.face(77).image();
        Path addition = new TestArchive()
                .file("7.png", DrawnImages.encoded(other, "png"))
                .file("8.png", DrawnImages.encoded(photo(1, 0), "png"))
                .zip(folder);

        ImportOutcome.Imported both = assertInstanceOf(
                ImportOutcome.Imported.class,
                new DatasetImport(ImportLimits.DEFAULTS, 1, finder)
                        .run(new ImportSource(addition, Map.of()), COLOUR, Set.of(), base(first), more));

        assertEquals(first.frame(), both.frame());
        assertEquals(8, both.counts().total());
        assertEquals(other.getRGB(20, 30) & 0xff, more.image("7.png", SHAPE).value(2, 30, 20));
    }

    private void assertEyesIn(ImageTensor face, String source) {
        BufferedImage shown = decoded(PngWriter.write(face));
        Eyes eyes = finder.find(shown, Orientation.UPRIGHT).getFirst().eyes().seenFrom(0, 0, 1.0 / 64);
        double off = eyes.farthest(new Eyes(FRAME.leftX(), FRAME.leftY(), FRAME.rightX(), FRAME.rightY()));
        assertTrue(off < 0.06, source + ": eyes off by " + off);
    }

    private List<String> sources() {
        return Stream.of(Split.values())
                .flatMap(split -> sink.rows(split).stream())
                .map(ShardRow::source)
                .toList();
    }

    private ImportOutcome.Imported imported(TestArchive archive, ImportOptions options) {
        return assertInstanceOf(
                ImportOutcome.Imported.class,
                new DatasetImport(ImportLimits.DEFAULTS, 2, finder)
                        .run(new ImportSource(archive.zip(folder), Map.of()), options, sink));
    }

    private BaseDataset base(ImportOutcome.Imported dataset) {
        DatasetManifest manifest = new DatasetManifest(
                "base",
                "friends",
                dataset.layout(),
                3,
                64,
                dataset.crop(),
                dataset.counts(),
                dataset.labels(),
                dataset.shards(),
                null,
                dataset.frame());
        ImportReport report = new ImportReport(
                "base", dataset.layout(), 2, dataset.counts(), Map.of(), List.of(), Map.of(), List.of(), 1);
        return new BaseDataset(
                manifest,
                "a".repeat(64),
                report,
                () -> sink.rows().stream().map(row -> new PlacedRow(Split.TRAIN, row)));
    }

    private static FaceFinder finder() {
        FaceDetector.require();
        return new FaceFinder();
    }

    /** A photo with faces side by side, each turned and sized otherwise. */
    private static BufferedImage photo(int seed, int faces) {
        Random random = new Random(seed);
        BufferedImage photo = new BufferedImage(900, 400, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = photo.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setPaint(new GradientPaint(
                0, 0, new Color(random.nextInt(0xffffff)), 900, 400, new Color(random.nextInt(0xffffff))));
        graphics.fillRect(0, 0, 900, 400);
        for (int k = 0; k < faces; k++) {
            AffineTransform pose = AffineTransform.getTranslateInstance(160 + 290 * k, 200);
            pose.rotate(Math.toRadians(40 * random.nextDouble() - 20));
            double scale = 0.7 + 0.5 * random.nextDouble();
            pose.scale(scale, scale);
            pose.translate(-89, -109);
            graphics.drawImage(
                    SyntheticFaces.face(10L * seed + k, k, Frame.aligned(178)).image(), pose, null);
        }
        graphics.dispose();
        return photo;
    }

    private static byte[] jpeg(BufferedImage image) {
        return DrawnImages.encoded(image, "jpeg");
    }

    private static BufferedImage decoded(byte[] png) {
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
