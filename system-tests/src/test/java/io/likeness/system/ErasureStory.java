package io.likeness.system;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.system.GatewayClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;

/** One photo among many is used in every way, taken back, and found nowhere in all that the system keeps. */
record ErasureStory(StartedSystem system, String correlation) {
    private static final String MODEL = "some";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int FACES = 300;

    void tell() throws Exception {
        byte[] faces = Archives.faces(FACES, 5);
        Watermark mark = Watermark.on(first(faces));
        String archive =
                gateway().upload("some.zip", with(mark, faces), correlation).id();
        String dataset = made("/v1/datasets", Map.of("name", MODEL, "uploadId", archive, "side", 64), "sealed");
        String training = made("/v1/trainings", Map.of("datasetId", dataset, "epochs", 2), "succeeded");
        String photo = gateway().upload("me.png", mark.file(), correlation).id();
        String given = made(
                "/v1/generations",
                Map.of("model", MODEL, "operation", "reconstruct", "face", Map.of("upload", photo)),
                "succeeded");
        Set<String> before = places(mark);
        // Films and pages show held-out faces as the network draws them: they go, too, as the receipt says.
        assertEquals(Set.of("uploads", "datasets", "results", "work"), before, "it is found wherever it was used");

        Answer asked = gateway().post("/v1/erasures", Map.of("sha256", mark.sha256()), correlation);
        assertEquals(202, asked.status(), asked.describe());
        JsonNode ended = gateway().awaitEnd("/v1/erasures/" + asked.id(), LIMIT);
        assertEquals("succeeded", ended.path("status").asText(), ended.toString());
        Awaitility.await("all copies gone").atMost(LIMIT).untilAsserted(() -> assertEquals(Set.of(), places(mark)));

        requireReceipt(ended.path("receipt"), List.of(dataset, training, given));
        JsonNode left = gateway().get("/v1/datasets/" + dataset).json();
        assertEquals(FACES, left.at("/progress/accepted").asInt(), left.toString());
        assertEquals(
                200, gateway().get("/v1/datasets/" + dataset + "/preview.png").status());
        requireRefusal(mark, archive);
        requireAnotherTraining(asked.id(), left.path("digest").asText());
    }

    private static void requireReceipt(JsonNode receipt, List<String> ids) {
        assertEquals(2, receipt.path("uploads").size(), receipt.toString());
        assertEquals(ids.get(0), receipt.at("/datasets/0/id").asText());
        assertEquals(ids.get(1), receipt.at("/cleared/0").asText());
        assertEquals(ids.get(2), receipt.at("/generations/0").asText());
        assertEquals(MODEL + "/1", receipt.at("/versions/0").asText(), receipt.toString());
        assertTrue(receipt.path("removed").size() >= 3, "film, its animation and the page");
    }

    /** Of the file, and of the archive as it was: what else is in that is taken in. */
    private void requireRefusal(Watermark mark, String archive) throws Exception {
        assertEquals(451, gateway().upload("me.png", mark.file(), correlation).status());
        String rewritten = made("/v1/datasets", Map.of("name", "again", "uploadId", archive, "side", 64), "sealed");
        assertEquals(
                FACES,
                gateway()
                        .get("/v1/datasets/" + rewritten)
                        .json()
                        .at("/progress/accepted")
                        .asInt());
        String another = gateway()
                .upload("same.zip", with(mark, Archives.faces(20, 5)), correlation)
                .id();
        String without = made("/v1/datasets", Map.of("name", "anew", "uploadId", another, "side", 64), "sealed");
        JsonNode report = gateway().get("/v1/datasets/" + without + "/report").json();
        assertEquals(1, report.at("/skippedByReason/ERASED").asInt(), report.toString());
        assertEquals(
                204, gateway().delete("/v1/uploads/" + another, correlation).status());
    }

    private void requireAnotherTraining(String erasure, String digest) throws Exception {
        Answer begun = gateway().post("/v1/erasures/" + erasure + "/retrainings", Map.of(), correlation);
        assertEquals(202, begun.status(), begun.describe());
        JsonNode done = gateway()
                .awaitEnd("/v1/trainings/" + begun.json().at("/trainings/0/id").asText(), LIMIT);
        assertEquals("succeeded", done.path("status").asText(), done.toString());
        JsonNode version = gateway().get("/v1/models/" + MODEL + "/versions/2").json();
        assertEquals(digest, version.path("datasetDigest").asText(), version.toString());
        assertEquals(0, version.path("erasures").size());
    }

    /** The folders, or buckets, in which it is found. */
    private Set<String> places(Watermark mark) throws IOException {
        Path data = system.dataFolder();
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> found(mark, file))
                    .map(file -> place(data.relativize(file)))
                    .collect(toCollection(TreeSet::new));
        } catch (UncheckedIOException e) {
            // Deleted between the look at the folder and the look at the file, and so looked for anew.
            if (e.getCause() instanceof NoSuchFileException) {
                return places(mark);
            }
            throw e;
        }
    }

    private static boolean found(Watermark mark, Path file) {
        try {
            return mark.in(Files.readAllBytes(file));
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static String place(Path file) {
        return file.getName(file.getName(0).endsWith("objects") ? 1 : 0)
                .toString()
                .replaceFirst("^.*-", "");
    }

    /** In folders of no particular form: photos among photos. */
    private static byte[] with(Watermark mark, byte[] faces) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(faces));
                ZipOutputStream archive = new ZipOutputStream(out)) {
            int number = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (photo(entry)) {
                    add(archive, "photos/%d-of-ours.jpg".formatted(number++), zip.readAllBytes());
                }
            }
            add(archive, "photos/me.png", mark.file());
        }
        return out.toByteArray();
    }

    private static byte[] first(byte[] faces) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(faces))) {
            ZipEntry entry = zip.getNextEntry();
            while (entry != null && !photo(entry)) {
                entry = zip.getNextEntry();
            }
            return zip.readAllBytes();
        }
    }

    private static boolean photo(ZipEntry entry) {
        return entry.getName().endsWith(".jpg") || entry.getName().endsWith(".png");
    }

    private static void add(ZipOutputStream archive, String name, byte[] content) throws IOException {
        archive.putNextEntry(new ZipEntry(name));
        archive.write(content);
        archive.closeEntry();
    }

    private String made(String path, Map<String, ?> request, String end) throws Exception {
        Answer accepted = gateway().post(path, request, correlation);
        assertEquals(202, accepted.status(), accepted.describe());
        JsonNode done = gateway().awaitEnd(path + "/" + accepted.id(), LIMIT);
        assertEquals(end, done.path("status").asText(), done.toString());
        return accepted.id();
    }

    private GatewayClient gateway() {
        return system.gateway();
    }
}
