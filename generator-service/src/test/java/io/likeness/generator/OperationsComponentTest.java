package io.likeness.generator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.FaceFrame;
import io.likeness.contracts.generation.DrawnFace;
import io.likeness.contracts.generation.FaceOperation;
import io.likeness.contracts.generation.FaceOperation.Edit;
import io.likeness.contracts.generation.FaceOperation.Interpolate;
import io.likeness.contracts.generation.FaceOperation.Reconstruct;
import io.likeness.contracts.generation.FaceOperation.Sample;
import io.likeness.contracts.generation.FaceOperation.Vary;
import io.likeness.contracts.generation.FacePhoto;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerationIndex;
import io.likeness.contracts.model.ModelPromoted;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.imaging.Crop;
import io.likeness.imaging.EyeAlignment;
import io.likeness.imaging.Eyes;
import io.likeness.imaging.Framing;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.Orientation;
import io.likeness.imaging.PngText;
import io.likeness.imaging.TensorShape;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.MinioObjectStore;
import io.likeness.synthetic.Frame;
import io.likeness.synthetic.SyntheticFaces;
import io.likeness.testkit.FaceDetector;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every operation from the command to the stored result, on a conditional model. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "generator"))
@WithTestResource(RegistryStubResource.class)
class OperationsComponentTest {
    private static final DrawnFace DRAWN = new DrawnFace(7, 2, 1, Map.of(), null);
    private static final BufferedImage FACE = SyntheticFaces.face(3).image();
    private static final Sample SMILING = new Sample(0.5, Map.of("Smiling", 1.0));

    private final RegistryRemote registry =
            new RegistryRemote(ConfigProvider.getConfig().getValue("likeness.registry.url", URI.class));
    private final MinioObjectStore store = TestStore.open();
    private final TinyModel model = new TinyModel(store, "model-" + UUID.randomUUID());
    private final Bus bus = new Bus();

    @AfterEach
    void closeTheBus() {
        bus.close();
    }

    @Test
    void samplesFacesWithALabelAndSaysSoInTheFile() throws Exception {
        promote(model.labelled(1, Map.of()));
        List<byte[]> many = images(ask(20, SMILING));
        List<byte[]> few = images(ask(3, SMILING));
        Map<String, String> text = PngText.read(many.get(2));
        assertEquals("sample", text.get("likeness:operation"));
        assertEquals("{\"labels\":{\"Smiling\":1.0},\"temperature\":0.5}", text.get("likeness:parameters"));
        assertEquals("13", text.get("likeness:image-seed"));
        for (int k = 0; k < few.size(); k++) {
            assertArrayEquals(many.get(k), few.get(k), "face " + k);
        }
    }

    @Test
    void animatesAWalkFromADrawnFaceToAPhoto() throws Exception {
        promote(model.labelled(1, Map.of()));
        FacePhoto photo = photo(Map.of("age", 30.0), null);
        FacesGenerated walk = ask(9, new Interpolate(List.of(DRAWN, photo), 8, false));
        List<byte[]> frames = images(walk);
        assertEquals(9, frames.size());
        assertArrayEquals(pixels(images(ask(1, new Vary(DRAWN, 0))).getFirst()), pixels(frames.getFirst()));
        assertArrayEquals(pixels(images(ask(1, new Reconstruct(photo))).getFirst()), pixels(frames.getLast()));
        ObjectReference animation = walk.animation();
        assertNotNull(animation);
        assertTrue(new String(store.fetch(animation), ISO_8859_1).contains("acTL\0\0\0\t"), "nine frames");
        String parameters = PngText.read(frames.getFirst()).getOrDefault("likeness:parameters", "");
        assertTrue(parameters.contains(photo.photo().sha256()), parameters);
    }

    @Test
    void showsThePhotoBesideItsReconstruction() throws Exception {
        promote(model.labelled(1, Map.of()));
        FacesGenerated result = ask(1, new Reconstruct(photo(Map.of(), new CentreCrop(1, 2))));
        assertNull(result.animation());
        BufferedImage grid = picture(store.fetch(result.grid()));
        assertEquals(2 + 2 * (TinyModel.SIDE + 2), grid.getWidth());
        ImageTensor framed = new Framing(Crop.centre(1, 2), new TensorShape(1, TinyModel.SIDE)).apply(FACE);
        assertEquals(framed.value(0, 3, 5), grid.getRaster().getSample(2 + 5, 2 + 3, 0));
        BufferedImage face = picture(images(result).getFirst());
        assertEquals(
                face.getRaster().getSample(5, 3, 0), grid.getRaster().getSample(2 + TinyModel.SIDE + 2 + 5, 2 + 3, 0));
    }

    @Test
    void cutsAFaceOutOfAPhotoSoThatItsEyesAreWhereTheModelHasThem() throws Exception {
        FaceDetector.require();
        FaceFrame frame = new FaceFrame(0.36, 0.53, 0.64, 0.53, false);
        promote(model.labelled(1, Map.of(), frame));
        AffineTransform pose = AffineTransform.getTranslateInstance(600, 80);
        pose.rotate(Math.toRadians(20));
        pose.scale(1.5, 1.5);
        BufferedImage photo = photo(pose);
        double[] eyes = {69, 112, 108, 112};
        pose.transform(eyes, 0, eyes, 0, 2);
        TensorShape shape = new TensorShape(1, TinyModel.SIDE);
        ImageTensor expected = new EyeAlignment(new Eyes(0.36, 0.53, 0.64, 0.53), shape)
                .apply(photo, Orientation.UPRIGHT, new Eyes(eyes[0], eyes[1], eyes[2], eyes[3]));

        FacesGenerated result = ask(1, new Reconstruct(stored(png(photo))));

        BufferedImage grid = picture(store.fetch(result.grid()));
        assertTrue(difference(expected, grid) < 12, () -> "aligned: " + difference(expected, grid));
        ImageTensor centre = new Framing(Crop.square(), shape).apply(photo);
        assertTrue(difference(centre, grid) > 25, () -> "centre: " + difference(centre, grid));
    }

    /** The mean of the differences between a face and the photo that a grid shows first, in grey levels. */
    private static double difference(ImageTensor face, BufferedImage grid) {
        return IntStream.range(0, TinyModel.SIDE * TinyModel.SIDE)
                .map(k -> Math.abs(face.value(0, k / TinyModel.SIDE, k % TinyModel.SIDE)
                        - grid.getRaster().getSample(2 + k % TinyModel.SIDE, 2 + k / TinyModel.SIDE, 0)))
                .average()
                .orElseThrow();
    }

    @Test
    void editsAPhotoStepByStep() throws Exception {
        promote(model.labelled(1, Map.of()));
        FacePhoto photo = photo(Map.of(), null);
        FacesGenerated strip = ask(5, new Edit(photo, Map.of("Smiling", 2.0), 5));
        List<byte[]> steps = images(strip);
        assertArrayEquals(pixels(images(ask(1, new Reconstruct(photo))).getFirst()), pixels(steps.getFirst()));
        assertArrayEquals(
                pixels(images(ask(1, new Edit(photo, Map.of("Smiling", 2.0), 1)))
                        .getFirst()),
                pixels(steps.getLast()));
        assertNotNull(strip.animation());
    }

    @Test
    void variesAFaceTheSameWhateverTheCount() throws Exception {
        promote(model.labelled(1, Map.of()));
        List<byte[]> many = images(ask(40, new Vary(DRAWN, 0.3)));
        List<byte[]> few = images(ask(2, new Vary(DRAWN, 0.3)));
        assertArrayEquals(few.get(1), many.get(1));
        assertFalse(
                Arrays.equals(pixels(many.get(0)), pixels(many.get(1))),
                "the variations differ in more than their text");
    }

    @Test
    void refusesWhatTheModelDoesNotKnowAndSaysWhatItDoes() throws Exception {
        promote(model.labelled(1, Map.of()));
        assertFailure(
                new Sample(1, Map.of("Bald", 1.0)),
                ErrorCode.INVALID_REQUEST,
                "labels: expected labels that the model knows, [Smiling, age], found 'Bald'");
        assertFailure(
                new Sample(1, Map.of("age", 101.0)),
                ErrorCode.INVALID_REQUEST,
                "labels.age: expected 0.0 to 100.0, found 101.0");
        assertFailure(
                new Edit(DRAWN, Map.of("age", 1.0), 1),
                ErrorCode.INVALID_REQUEST,
                "attributes: expected attributes that the model knows, [Smiling], found 'age'");
    }

    @Test
    void refusesAPhotoThatIsNoneOrHoldsNoFace() throws Exception {
        promote(model.labelled(1, Map.of("reconstructionMseP999", 1e-6)));
        assertFailure(
                new Reconstruct(stored("hello".getBytes(ISO_8859_1))),
                ErrorCode.NO_USABLE_IMAGE,
                "face: expected JPEG, PNG, GIF, WebP, BMP, TIFF, PGM and PPM, found none of them");
        assertEquals(
                ErrorCode.NOT_A_FACE,
                failure(new Vary(photo(Map.of(), null), 0.3)).code());
        ObjectReference large =
                new ObjectReference("uploads", "large", "a".repeat(64), (16 << 20) + 1, "application/octet-stream");
        assertFailure(
                new Reconstruct(new FacePhoto(large, null, Map.of())),
                ErrorCode.UPLOAD_TOO_LARGE,
                "face: expected a photo of at most 16777216 bytes, found 16777217");
    }

    @Test
    void refusesAPhotoOnWhichNoFaceIsFound() throws Exception {
        FaceDetector.require();
        promote(model.labelled(1, Map.of()));
        assertFailure(
                new Vary(stored(png(photo(null))), 0.3),
                ErrorCode.NOT_A_FACE,
                "face: expected a photo with a face, found none on it: a crop says where one is");
    }

    @Test
    void refusesAPhotoWhoseContentWasReplaced() throws Exception {
        promote(model.labelled(1, Map.of()));
        FacePhoto photo = photo(Map.of(), null);
        store.put(Bucket.UPLOADS, photo.photo().key(), new byte[10], "application/octet-stream");
        assertEquals(ErrorCode.DIGEST_MISMATCH, failure(new Reconstruct(photo)).code());
    }

    @Test
    void failsAGenerationWhoseOperationANewerReleaseAdded() {
        Failure failure = bus.awaitFailure(bus.askAs("\"type\":\"sample\"", "\"type\":\"caricature\""))
                .failure();
        assertEquals(
                new Failure(
                        ErrorCode.MALFORMED_EVENT,
                        "operation.type: expected one of [sample, interpolate, reconstruct, edit, vary], found 'caricature'",
                        false),
                failure);
    }

    @Test
    void refusesAPhotoForAModelWithoutAnEncoder() throws Exception {
        promote(model.version(1));
        assertFailure(
                new Reconstruct(photo(Map.of(), null)),
                ErrorCode.INVALID_REQUEST,
                "face: expected a model with an encoder for a photo, found one without");
    }

    private FacesGenerated ask(int count, FaceOperation operation) {
        return bus.awaitFaces(bus.ask(model.name(), count, 11, operation));
    }

    private Failure failure(FaceOperation operation) {
        return bus.awaitFailure(bus.ask(model.name(), 1, 11, operation)).failure();
    }

    private void assertFailure(FaceOperation operation, ErrorCode code, String message) {
        assertEquals(new Failure(code, message, false), failure(operation));
    }

    private void promote(ModelVersion version) throws Exception {
        registry.know(version);
        bus.send(new ModelPromoted(version.name(), version, null));
    }

    private FacePhoto photo(Map<String, Double> labels, @Nullable CentreCrop crop) throws IOException {
        return new FacePhoto(stored(png(FACE)).photo(), crop, labels);
    }

    private FacePhoto stored(byte[] file) {
        ObjectReference reference =
                store.put(Bucket.UPLOADS, UUID.randomUUID().toString(), file, "application/octet-stream");
        return new FacePhoto(reference, null, Map.of());
    }

    /** A photo with a face on it somewhere, or with none. */
    private static BufferedImage photo(@Nullable AffineTransform pose) {
        BufferedImage image = new BufferedImage(900, 700, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setPaint(new GradientPaint(0, 0, Color.BLACK, 900, 700, Color.ORANGE));
        graphics.fillRect(0, 0, 900, 700);
        if (pose != null) {
            graphics.drawImage(SyntheticFaces.face(3, 3, Frame.aligned(178)).image(), pose, null);
        }
        graphics.dispose();
        return image;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return file.toByteArray();
    }

    private List<byte[]> images(FacesGenerated generated) {
        byte[] faces = store.fetch(generated.faces());
        return Json.decode(store.fetch(generated.index()), GenerationIndex.class).images().stream()
                .map(image -> Arrays.copyOfRange(faces, (int) image.offset(), (int) image.offset() + image.bytes()))
                .toList();
    }

    private static int[] pixels(byte[] png) throws IOException {
        BufferedImage picture = picture(png);
        return IntStream.range(0, picture.getWidth() * picture.getHeight())
                .map(k -> picture.getRGB(k % picture.getWidth(), k / picture.getWidth()))
                .toArray();
    }

    private static BufferedImage picture(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
