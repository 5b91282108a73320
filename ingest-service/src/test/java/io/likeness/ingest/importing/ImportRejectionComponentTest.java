package io.likeness.ingest.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.platform.events.Readdress;
import io.likeness.platform.events.RefusedEvent;
import io.likeness.platform.events.RefusedEvents;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What ends as a rejected dataset, with the reason. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "ingest"))
class ImportRejectionComponentTest extends ImportScenario {
    @Inject
    RefusedEvents refusedEvents;

    @Test
    void rejectsAnArchiveThatIsNone() {
        ObjectReference upload = store.put(Bucket.UPLOADS, datasetId, "hello".getBytes(UTF_8), "application/zip");
        send(new ImportDataset(datasetId, "faces", upload, List.of(), GREY_64), "correlation-3");

        assertEquals(
                ErrorCode.UNSUPPORTED_ARCHIVE,
                awaitEnd(DatasetRejected.class).failure().code());
    }

    @Test
    void rejectsAnUploadThatIsNotWhatTheCommandPins() {
        ObjectReference upload = upload("archive", images());
        ObjectReference other = new ObjectReference(
                upload.bucket(), upload.key(), Digests.sha256(new byte[1]), upload.bytes(), upload.mediaType());
        send(new ImportDataset(datasetId, "faces", other, List.of(), GREY_64), "correlation-4");

        assertEquals(
                ErrorCode.DIGEST_MISMATCH,
                awaitEnd(DatasetRejected.class).failure().code());
    }

    @Test
    void rejectsADatasetWhoseCommandAsksForWhatItDoesNotKnow() {
        ImportDataset command = celeba();
        String later =
                new String(Json.encode(command), UTF_8).replace("\"options\":{", "\"options\":{\"layout\":\"ffhq\",");
        sender.replay(
                "likeness.dataset.command.v1",
                datasetId,
                event(command, "correlation-8").headers().encode(),
                later.getBytes(UTF_8),
                new Readdress("ingest-service", "letter"));
        DatasetRejected rejected = awaitEnd(DatasetRejected.class);
        assertEquals("faces", rejected.name());
        assertEquals(
                new Failure(
                        ErrorCode.INVALID_REQUEST,
                        "layout: expected one of [celeba, lfw, utkface, people, classes, folder], found one that is not known here",
                        false),
                rejected.failure());
    }

    @Test
    void rejectsADatasetWhoseCommandIsNone() {
        sender.replay(
                "likeness.dataset.command.v1",
                datasetId,
                Map.of("odd", new byte[] {1}),
                new byte[] {1},
                new Readdress("ingest-service", "letter"));
        DatasetRejected rejected = awaitEnd(DatasetRejected.class);
        assertEquals("unnamed", rejected.name());
        assertEquals(ErrorCode.MALFORMED_EVENT, rejected.failure().code());
    }

    @Test
    void rejectsADatasetWhoseSealTheBrokerRefuses() {
        Map<String, byte[]> headers = Map.of(
                "ce_type", "likeness.dataset.event.v1.DatasetSealed".getBytes(UTF_8),
                "likeness_correlation_id", "correlation-9".getBytes(UTF_8));
        byte[] content = ("{\"name\":\"faces\",\"filling\":\"" + "x".repeat(1 << 20) + "\"}").getBytes(UTF_8);
        RefusedEvent event = new RefusedEvent("likeness.dataset.event.v1", datasetId, headers, content, "too large");
        jdbi.useTransaction(transaction -> refusedEvents.refused(transaction, event));
        DatasetRejected rejected = awaitEnd(DatasetRejected.class);
        assertEquals("faces", rejected.name());
        assertTrue(rejected.failure().message().endsWith("found it refused: too large"));
    }
}
