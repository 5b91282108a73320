package io.likeness.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.gateway.FakeRegistry;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.Ledger;
import io.likeness.gateway.upload.Piece.Ending;
import io.likeness.platform.store.ObjectStore;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.SeededCases;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Uploads that go on in other gateways than they began in, in parts of a size that a test can cut at every place. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class ArrivalsComponentTest {
    private static final int PART = 1000;
    private static final Duration KEEP = Duration.ofHours(1);

    @Inject
    ObjectStore store;

    @Inject
    Jdbi jdbi;

    @Inject
    Ledger ledger;

    @Inject
    Intake intake;

    @Inject
    UploadConfiguration configuration;

    private ObjectStore parts;
    private Arrivals here;
    private Arrivals there;

    @BeforeEach
    void start() {
        parts = SmallParts.before(store);
        here = gateway();
        there = gateway();
    }

    @Test
    void hasTheSameDigestHoweverItIsCut() {
        SeededCases.check(15, random -> {
            byte[] content = new byte[random.nextInt(1, 6 * PART)];
            random.nextBytes(content);
            String id = create((long) content.length);
            for (int offset = 0; offset < content.length; offset = offset(id)) {
                cut(random, id, content, offset);
            }
            assertStored(id, content);
        });
    }

    /** Sends some of what is left: whole, broken off, with a wrong checksum, or from elsewhere; here or there. */
    private void cut(RandomGenerator random, String id, byte[] content, int offset) {
        Arrivals gateway = random.nextBoolean() ? here : there;
        int end = random.nextInt(offset, content.length) + 1;
        InputStream body = new ByteArrayInputStream(content, offset, end - offset);
        switch (random.nextInt(4)) {
            case 0 -> gateway.append(Tenant.MAIN, id, piece(offset, end - offset), body);
            case 1 -> {
                InputStream broken = new SequenceInputStream(body, new Broken());
                failure(ErrorCode.UPLOAD_BROKEN_OFF, () -> gateway.append(Tenant.MAIN, id, piece(offset, -1), broken));
                assertEquals(end, offset(id));
            }
            case 2 -> {
                Checksum wrong = Checksum.parse("sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
                Piece checked = new Piece(offset, -1, null, Ending.AT_LENGTH, wrong);
                failure(ErrorCode.CHECKSUM_MISMATCH, () -> gateway.append(Tenant.MAIN, id, checked, body));
                assertEquals(offset, offset(id));
            }
            default -> {
                Appended elsewhere = gateway.append(Tenant.MAIN, id, piece(offset + 1, -1), body);
                assertEquals(
                        offset,
                        assertInstanceOf(Appended.Elsewhere.class, elsewhere).expected());
            }
        }
    }

    @Test
    void goesOnElsewhereWithWhatAKilledGatewayHeld() {
        byte[] content = random(3500);
        String id = create(3500L);
        here.append(Tenant.MAIN, id, piece(0, 2300), new ByteArrayInputStream(content, 0, 2300));
        // As the process leaves the row that ends between two parts.
        jdbi.useHandle(handle -> handle.execute("UPDATE arrival SET held = true WHERE id = ?", id));
        assertEquals(2300, there.look(Tenant.MAIN, id).offset());
        there.append(Tenant.MAIN, id, piece(2300, 1200), new ByteArrayInputStream(content, 2300, 1200));
        assertStored(id, content);
    }

    @Test
    void makesTheObjectElsewhereOfWhatAKilledGatewayHadWhole() {
        byte[] content = random(2500);
        String id = create(2500L);
        Arrival held = claim(id);
        Arrival whole = reception(held, piece(0, 2500)).receive(new ByteArrayInputStream(content));
        assertTrue(whole.complete());
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE arrival SET held = false, expires_at = expires_at - interval '2 minutes' WHERE id = ?", id));
        assertEquals(
                List.of(id),
                jdbi.withHandle(handle -> ArrivalTable.stranded(handle, KEEP, 100)).stream()
                        .map(Arrival::id)
                        .toList());
        assertEquals(2500, there.look(Tenant.MAIN, id).offset());
        assertStored(id, content);
        // The one before wakes, and does it again.
        assertEquals(id, here.settle(whole).id());
        assertStored(id, content);
    }

    @Test
    void keepsNothingOfAWriterThatWakesTooLate() {
        byte[] content = random(2500);
        String id = create(2500L);
        Arrival asleep = claim(id);
        there.append(Tenant.MAIN, id, piece(0, 1500), new ByteArrayInputStream(content, 0, 1500));
        failure(
                ErrorCode.STATE_CONFLICT,
                () -> reception(asleep, piece(0, 2500)).receive(new ByteArrayInputStream(random(2500))));
        assertEquals(1500, offset(id));
        there.append(Tenant.MAIN, id, piece(1500, 1000), new ByteArrayInputStream(content, 1500, 1000));
        assertStored(id, content);
    }

    @Test
    void handsOverWhatAHangingRequestBrought() throws IOException {
        byte[] content = random(2500);
        String id = create(2500L);
        try (Hanging hanging = new Hanging(Arrays.copyOf(content, 1700))) {
            CompletableFuture<Appended> first =
                    CompletableFuture.supplyAsync(() -> here.append(Tenant.MAIN, id, piece(0, 2500), hanging));
            Awaitility.await().until(hanging::isWaitedFor);
            there.append(Tenant.MAIN, id, piece(1700, 800), new ByteArrayInputStream(content, 1700, 800));
            CompletionException thrown = assertThrows(CompletionException.class, first::join);
            LikenessException ended = assertInstanceOf(LikenessException.class, thrown.getCause());
            assertEquals(ErrorCode.STATE_CONFLICT, ended.code());
        }
        assertStored(id, content);
    }

    @Test
    void refusesMoreThanWasAnnouncedAndNothingAtAll() {
        String id = create(1500L);
        failure(
                ErrorCode.UPLOAD_TOO_LARGE,
                () -> here.append(Tenant.MAIN, id, piece(0, -1), new ByteArrayInputStream(random(1501))));
        assertEquals(1000, offset(id), "the part that came before");
        String other = create(null);
        failure(
                ErrorCode.INVALID_REQUEST,
                () -> here.append(
                        Tenant.MAIN,
                        other,
                        new Piece(0, -1, null, Ending.WITH_THIS, null),
                        InputStream.nullInputStream()));
        failure(
                ErrorCode.NOT_FOUND,
                () -> here.append(Tenant.MAIN, "none", piece(0, 1), new ByteArrayInputStream("a".getBytes(UTF_8))));
    }

    private Arrivals gateway() {
        return new Arrivals(parts, jdbi, ledger, intake, new Handover(jdbi, configuration), KEEP, PART);
    }

    private String create(@Nullable Long length) {
        return here.create(Principal.KEYLESS, new Creation("a.zip", null, length, false, List.of(), null, null), "test")
                .id();
    }

    private int offset(String id) {
        return (int) there.look(Tenant.MAIN, id).offset();
    }

    private Arrival claim(String id) {
        return jdbi.withHandle(handle -> ArrivalTable.claim(handle, id, false, KEEP))
                .orElseThrow();
    }

    private Reception reception(Arrival held, Piece piece) {
        return new Reception(parts, jdbi, KEEP, held, piece, intake.mostBytes(), PART);
    }

    private static Piece piece(long offset, long bytes) {
        return new Piece(offset, bytes, null, Ending.AT_LENGTH, null);
    }

    private void assertStored(String id, byte[] content) {
        Standing standing = there.look(Tenant.MAIN, id);
        Upload upload = standing.upload();
        assertTrue(upload != null && standing.whole(), standing::toString);
        assertEquals(Digests.sha256(content), upload.sha256());
        assertArrayEquals(content, store.fetch(upload.reference()));
        assertNull(jdbi.withHandle(handle -> ArrivalTable.find(handle, Tenant.MAIN, "id", id))
                .orElse(null));
    }

    private static void failure(ErrorCode code, Executable doing) {
        LikenessException failure = assertThrows(LikenessException.class, doing);
        assertEquals(code, failure.code(), failure::getMessage);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** The end of a connection that breaks. */
    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("broken");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("broken");
        }
    }

    /** A sender that says nothing any more after a while. */
    private static final class Hanging extends InputStream {
        private final ByteArrayInputStream first;
        private final CountDownLatch waitedFor = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);

        Hanging(byte[] first) {
            this.first = new ByteArrayInputStream(first);
        }

        boolean isWaitedFor() {
            return waitedFor.getCount() == 0;
        }

        @Override
        public int read() {
            return first.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = first.read(buffer, offset, length);
            if (read > 0) {
                return read;
            }
            waitedFor.countDown();
            try {
                closed.await();
                return -1;
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
