package io.likeness.ingest.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImportReport;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.ImportReport.SkippedEntry;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.RefusedThumbnails;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.ingest.shard.AcceptedImage;
import io.likeness.ingest.shard.Preview;
import io.likeness.ingest.storage.AttemptObjects;
import io.likeness.ingest.storage.DatasetKeys;
import io.likeness.ingest.storage.Disk;
import io.likeness.ingest.storage.WorkFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetRevisionTest {
    private static final TensorShape SHAPE = new TensorShape(3, 4);
    private static final DatasetKeys REVISED = new DatasetKeys("dataset", 1_000_000_000_000L);

    @TempDir
    Path folder;

    private final MemoryObjects objects = new MemoryObjects();

    @Test
    void keepsTheOtherImagesAndRowsToTheByteAndInTheirOrder() throws InterruptedException {
        DatasetSealed before = dataset(List.of(List.of(1, 2, 3), List.of(4), List.of(5, 6)));

        DatasetManifest manifest = manifest(revised(before, 2));

        assertEquals(
                List.of(0, 1, 2), manifest.shards().stream().map(Shard::index).toList());
        assertEquals(
                List.of(2, 1, 2), manifest.shards().stream().map(Shard::count).toList());
        assertArrayEquals(
                images(List.of(1, 3)), objects.content(manifest.shards().get(0).images()));
        assertArrayEquals(
                rows(List.of(1, 3)), objects.content(manifest.shards().get(0).rows()));
        assertArrayEquals(
                images(List.of(5, 6)), objects.content(manifest.shards().get(2).images()));
        assertArrayEquals(
                rows(List.of(5, 6)), objects.content(manifest.shards().get(2).rows()));
        assertEquals("terms", manifest.terms());
        assertEquals(List.of("Smiling"), manifest.labels());
        objects.keys().stream()
                .filter(key -> key.startsWith("dataset/1000"))
                .forEach(key -> assertEquals(REVISED, DatasetKeys.parse(key).orElseThrow()));
    }

    @Test
    void dropsAShardOfWhichNothingIsLeftAndNumbersThoseAfterItAnew() throws InterruptedException {
        DatasetSealed before = dataset(List.of(List.of(1, 2), List.of(4), List.of(5, 6)));

        DatasetSealed after = revised(before, 4);

        DatasetManifest manifest = manifest(after);
        assertEquals(List.of(0, 1), manifest.shards().stream().map(Shard::index).toList());
        assertEquals(
                List.of(Split.TRAIN, Split.TEST),
                manifest.shards().stream().map(Shard::split).toList());
        assertEquals(
                "dataset/1000000000000/shards/00001.bin",
                manifest.shards().get(1).images().key());
        assertEquals(new SplitCounts(2, 0, 2), manifest.counts());
        assertEquals(new SplitCounts(2, 0, 2), after.counts());
        assertEquals(before.skipped() + 1, after.skipped());
    }

    /** Images of odd numbers smile. */
    @Test
    void correctsTheReportAndNamesTheImageNowhere() throws InterruptedException {
        DatasetSealed before = dataset(List.of(List.of(1, 2, 3), List.of(4), List.of(5, 6)));

        ImportReport odd = report(revised(before, 3));
        assertEquals(new SplitCounts(2, 1, 2), odd.counts());
        assertEquals(Map.of("Smiling", 2L), odd.labels());
        assertEquals(Map.of(SkipReason.BROKEN, 2L, SkipReason.ERASED, 1L), odd.skippedByReason());
        assertEquals(List.of(new SkippedEntry("broken.jpg", SkipReason.BROKEN, "cut off", null)), odd.skipped());
        assertEquals(8, odd.entries());

        assertEquals(Map.of("Smiling", 3L), report(revised(before, 2)).labels());
    }

    /** The picture of the second is gone already. */
    @Test
    void writesThePicturesOfRefusedFilesAgainButForThatOfTheImage() throws InterruptedException {
        List<SkippedEntry> skipped = IntStream.of(3, 8, 9)
                .mapToObj(number -> new SkippedEntry(
                        number + ".jpg", SkipReason.TOO_SMALL, "small", RefusedThumbnails.name(digest(number))))
                .toList();
        DatasetSealed before = dataset(List.of(List.of(1, 3)), skipped);
        AttemptObjects written = new AttemptObjects(objects.store(), new DatasetKeys("dataset", 1));
        written.putThumbnail(RefusedThumbnails.name(digest(3)), new byte[] {3});
        written.putThumbnail(RefusedThumbnails.name(digest(9)), new byte[] {9});

        DatasetSealed after = revised(before, 3);

        String kept = RefusedThumbnails.name(digest(9));
        assertEquals(
                List.of(skipped.get(0).unpictured(), skipped.get(1).unpictured(), skipped.get(2)),
                report(after).skipped());
        assertEquals(
                Set.of("dataset/1000000000000/refused/" + kept + ".png"),
                objects.keys().stream()
                        .filter(key -> key.startsWith("dataset/1000000000000/refused/"))
                        .collect(toSet()));
    }

    @Test
    void drawsThePreviewThatAnImportOfTheOtherImagesWould() throws InterruptedException {
        List<Integer> all = IntStream.range(0, 90).boxed().toList();
        int first = all.stream().min((a, b) -> digest(a).compareTo(digest(b))).orElseThrow();
        Preview expected = new Preview();
        all.stream().filter(number -> number != first).forEach(number -> expected.offer(image(number)));

        DatasetSealed after = revised(dataset(List.of(all.subList(0, 40), List.of(100), all.subList(40, 90))), first);

        expected.offer(image(100));
        assertArrayEquals(expected.png(), objects.content(after.preview()));
    }

    @Test
    void keepsADatasetThatHasNoImageLeft() throws InterruptedException, IOException {
        DatasetSealed after = revised(dataset(List.of(List.of(7))), 7);

        assertEquals(List.of(), manifest(after).shards());
        assertEquals(0, after.counts().total());
        assertEquals(Map.of("Smiling", 0L), report(after).labels());
        // One face of 4 pixels and two gaps of 2.
        var preview = ImageIO.read(new ByteArrayInputStream(objects.content(after.preview())));
        assertEquals(8, preview.getWidth());
        assertEquals(0xffffffff, preview.getRGB(4, 4));
    }

    @Test
    void leavesNothingOnDisk() throws InterruptedException, IOException {
        revised(dataset(List.of(List.of(1, 2))), 1);

        try (var left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void endsBetweenTwoShardsIfNobodyWantsIt() {
        DatasetSealed before = dataset(List.of(List.of(1, 2), List.of(3)));

        assertThrows(
                InterruptedException.class,
                () -> revision(1).write(before, () -> {
                    throw new InterruptedException("stopped");
                }));
    }

    private DatasetSealed revised(DatasetSealed before, int number) throws InterruptedException {
        return revision(number).write(before, () -> {});
    }

    private DatasetRevision revision(int number) {
        WorkFolder work = new WorkFolder(folder, Disk.of(folder), "erasure-");
        return new DatasetRevision(objects.store(), work, new AttemptObjects(objects.store(), REVISED), digest(number));
    }

    private DatasetManifest manifest(DatasetSealed dataset) {
        return Json.decode(objects.content(dataset.manifest()), DatasetManifest.class);
    }

    private ImportReport report(DatasetSealed dataset) {
        return Json.decode(objects.content(dataset.report()), ImportReport.class);
    }

    /** Shards of train, validation and test images, by their numbers. */
    private DatasetSealed dataset(List<List<Integer>> numbers) {
        return dataset(numbers, List.of(new SkippedEntry("broken.jpg", SkipReason.BROKEN, "cut off", null)));
    }

    private DatasetSealed dataset(List<List<Integer>> numbers, List<SkippedEntry> skipped) {
        AttemptObjects written = new AttemptObjects(objects.store(), new DatasetKeys("dataset", 1));
        List<Shard> shards = new ArrayList<>();
        for (List<Integer> shard : numbers) {
            int index = shards.size();
            shards.add(new Shard(
                    index,
                    Split.values()[index],
                    shard.size(),
                    written.putImages(index, images(shard)),
                    written.putRows(index, rows(shard))));
        }
        SplitCounts counts = new SplitCounts(size(numbers, 0), size(numbers, 1), size(numbers, 2));
        long smiling = numbers.stream()
                .flatMap(List::stream)
                .filter(number -> number % 2 == 1)
                .count();
        return new DatasetSealed(
                "dataset",
                "faces",
                Layout.FOLDER,
                counts,
                2,
                written.putDocument(
                        written.keys().manifest(),
                        new DatasetManifest(
                                "dataset",
                                "faces",
                                Layout.FOLDER,
                                3,
                                4,
                                new CentreCrop(1, 1),
                                counts,
                                List.of("Smiling"),
                                shards,
                                "terms",
                                null)),
                written.putDocument(
                        written.keys().report(),
                        new ImportReport(
                                "dataset",
                                Layout.FOLDER,
                                counts.total() + 2,
                                counts,
                                Map.of(SkipReason.BROKEN, 2L),
                                skipped,
                                Map.of("Smiling", smiling),
                                List.of(),
                                1.5)),
                written.putPreview(new byte[] {1}),
                1.5);
    }

    private static long size(List<List<Integer>> shards, int index) {
        return index < shards.size() ? shards.get(index).size() : 0;
    }

    private static byte[] images(List<Integer> numbers) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        numbers.forEach(number -> all.writeBytes(image(number).pixels().values()));
        return all.toByteArray();
    }

    /** With a field that this release does not know. */
    private static byte[] rows(List<Integer> numbers) {
        StringBuilder all = new StringBuilder();
        numbers.forEach(number -> all.append(
                        new String(Json.encode(image(number).row()), UTF_8)
                                .replace("{\"source", "{\"later\":\"é\",\"source"))
                .append('\n'));
        return all.toString().getBytes(UTF_8);
    }

    private static AcceptedImage image(int number) {
        byte[] values = new byte[SHAPE.size()];
        Arrays.fill(values, (byte) (2 * number));
        double smiling = number % 2 == 1 ? 1 : -1;
        ShardRow row = new ShardRow(number + ".jpg", digest(number), null, Map.of("Smiling", smiling));
        return new AcceptedImage(ImageTensor.of(SHAPE, values), Split.TRAIN, row);
    }

    private static String digest(int number) {
        return Digests.sha256(new byte[] {(byte) number});
    }
}
