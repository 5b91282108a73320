package io.likeness.contracts.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class DatasetRecordsTest {
    private static final ObjectReference CONTENT =
            new ObjectReference("datasets", "d/0", "0".repeat(64), 1, "application/octet-stream");

    @Test
    void cropIsAtMostTheWholeShorterSide() {
        assertEquals(1, new CentreCrop(1, 1).pixels());
        assertRefused("crop.pixels: expected 1 to 178, found 179", () -> new CentreCrop(179, 178));
    }

    @Test
    void progressNeverExceedsWhatIsThere() {
        assertEquals(4, new ImportProgressed("d", 4, 4, 3, 1).read());
        assertEquals("the store", ImportProgressed.waiting("d", "the store").waitingFor());
        assertRefused("read: expected 0 to 4, found 5", () -> new ImportProgressed("d", 5, 4, 0, 0));
        assertRefused("accepted: expected 0 to 2, found 3", () -> new ImportProgressed("d", 2, 4, 3, 0));
        assertRefused("skipped: expected 0 to 2, found 3", () -> new ImportProgressed("d", 2, 4, 0, 3));
    }

    @Test
    void countsAreReadBySplitAndAddUp() {
        SplitCounts counts = new SplitCounts(90, 5, 4);

        assertEquals(90, counts.of(Split.TRAIN));
        assertEquals(5, counts.of(Split.VALIDATION));
        assertEquals(4, counts.of(Split.TEST));
        assertEquals(99, counts.total());
    }

    @Test
    void manifestGivesTheShardsOfASplitInTheirOrder() {
        List<Shard> shards =
                List.of(shard(0, Split.TRAIN), shard(1, Split.VALIDATION), shard(2, Split.TRAIN), shard(3, Split.TEST));

        DatasetManifest manifest = manifest(shards);

        assertEquals(List.of(shards.get(0), shards.get(2)), manifest.shards(Split.TRAIN));
        assertEquals(List.of(shards.get(1)), manifest.shards(Split.VALIDATION));
        assertEquals(List.of(shards.get(3)), manifest.shards(Split.TEST));
    }

    @Test
    void manifestKeepsACopyThatCannotBeChanged() {
        List<Shard> shards = new ArrayList<>(List.of(shard(0, Split.TRAIN)));
        DatasetManifest manifest = manifest(shards);

        shards.clear();

        assertEquals(1, manifest.shards().size());
        assertThrows(
                UnsupportedOperationException.class, () -> manifest.shards().clear());
    }

    @Test
    void importWithoutCompanionsHasAnEmptyList() {
        ImportDataset command =
                new ImportDataset("d", "faces", CONTENT, null, new ImportOptions(null, 1, 64, null, null));

        assertEquals(List.of(), command.companions());
    }

    @Test
    void importHasNoMoreCompanionsThanOneRecordCarries() {
        assertEquals(companions(16), command(16).companions());
        assertRefused("companions.size: expected 0 to 16, found 17", () -> command(17));
    }

    @Test
    void changesFitIntoACommand() {
        String digest = "0".repeat(64);
        assertRefused(
                "changes.remove.size: expected 0 to 20000, found 20001",
                () -> new DatasetChanges(digest, List.of(), Collections.nCopies(20_001, 1), List.of()));
        assertRefused(
                "changes.apply: expected findings that the doctor can have, found UNKNOWN",
                () -> new DatasetChanges(
                        digest, List.of(DoctorReport.DoctorFindingKind.UNKNOWN), List.of(), List.of()));
        assertRefused(
                "changes.remove: expected 0 to 2147483647, found -1",
                () -> new DatasetChanges(digest, List.of(), List.of(-1), List.of()));
    }

    private static List<CompanionFile> companions(int count) {
        return Collections.nCopies(count, new CompanionFile("labels.txt", CONTENT));
    }

    private static ImportDataset command(int companions) {
        return new ImportDataset(
                "d", "faces", CONTENT, companions(companions), new ImportOptions(null, 1, 64, null, null));
    }

    private static DatasetManifest manifest(List<Shard> shards) {
        return new DatasetManifest(
                "d",
                "faces",
                Layout.FOLDER,
                1,
                64,
                new CentreCrop(1, 1),
                new SplitCounts(20, 10, 10),
                List.of(),
                shards,
                null,
                null);
    }

    private static Shard shard(int index, Split split) {
        return new Shard(index, split, 10, CONTENT, CONTENT);
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(new Refusal(ErrorCode.INVALID_REQUEST, message), Refusal.of(call));
    }
}
