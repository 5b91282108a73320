package io.likeness.generator.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.rollout.Moments;
import io.likeness.contracts.rollout.Rollout;
import io.likeness.contracts.rollout.RolloutMetric;
import io.likeness.contracts.rollout.RolloutReport;
import io.likeness.generator.decoding.ModelLease;
import io.likeness.generator.serving.ModelLookup.Absent;
import io.likeness.generator.serving.ModelLookup.Lent;
import io.likeness.imaging.FaceLook;
import io.likeness.imaging.ImageTensor;
import io.likeness.latents.FaceCode;
import io.likeness.latents.LatentSampler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this generator does for one rollout, and knows of it: it loads the candidate, and draws pictures of the same seeds with it and with the champion. The seeds
 * are this generator's own, so that all generators together know more than one of them. Safe for threads; one at a time works.
 */
final class Trial {
    private static final Logger LOG = LoggerFactory.getLogger(Trial.class);

    /** Of each turn, so that users hardly wait for it. */
    private static final long NANOS_A_TURN = 100_000_000;

    private static final int FEWEST_A_TURN = 4;
    private static final int MOST_PAIRS = 1 << 16;

    private final ModelShelf shelf;
    private final long seed;
    private volatile Rollout rollout;
    private volatile boolean warm;
    private volatile @Nullable Failure failure;
    private int next;
    private long drawn;
    private long failed;
    private Moments latency = Moments.NONE;
    private Moments brightness = Moments.NONE;
    private Moments sharpness = Moments.NONE;

    Trial(Rollout rollout, ModelShelf shelf, String generatorId) {
        this.rollout = rollout;
        this.shelf = shelf;
        String digest = Digests.sha256((generatorId + "\n" + rollout.id()).getBytes(UTF_8));
        this.seed = Long.parseLong(digest.substring(0, 12), 16);
    }

    void heard(Rollout newer) {
        rollout = newer;
    }

    boolean isOf(String name, int version) {
        ModelVersion candidate = rollout.candidate();
        return candidate.name().equals(name) && candidate.version() == version;
    }

    /** A request that the candidate was to answer. */
    synchronized void asked(boolean good) {
        drawn++;
        failed += good ? 0 : 1;
    }

    /** Loads the candidate, or draws some pairs once it is loaded and answers requests. What fails is tried again in the next turn. */
    void work() {
        try {
            if (!warm) {
                load();
            } else if (rollout.share() > 0 && next < MOST_PAIRS) {
                draw();
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "no pairs drawn name={} version={}",
                    rollout.modelName(),
                    rollout.candidate().version(),
                    e);
        }
    }

    synchronized RolloutReport report() {
        Map<String, Moments> evidence = new TreeMap<>();
        evidence.put(RolloutMetric.LATENCY.wireName(), latency);
        evidence.put(RolloutMetric.BRIGHTNESS.wireName(), brightness);
        evidence.put(RolloutMetric.SHARPNESS.wireName(), sharpness);
        return new RolloutReport(rollout.id(), rollout.share(), warm, failure, drawn, failed, evidence);
    }

    private void load() {
        try {
            shelf.ready(rollout.candidate());
            warm = true;
        } catch (LikenessException e) {
            if (Retraction.speaksOfTheVersion(e)) {
                failure = Failure.of(e);
            }
            throw e;
        }
    }

    private void draw() {
        String name = rollout.modelName();
        try (ModelLease champion = lent(shelf.borrow(name, rollout.champion()));
                ModelLease candidate =
                        lent(shelf.borrow(name, rollout.candidate().version()))) {
            long start = System.nanoTime();
            for (int i = 0; i < FEWEST_A_TURN || System.nanoTime() - start < NANOS_A_TURN; i++) {
                pair(candidate, champion, next++);
            }
        }
    }

    /** The one that comes second finds warmer caches, so they take turns. Only what the candidate fails at counts against it. */
    private void pair(ModelLease candidate, ModelLease champion, int index) {
        boolean first = index % 2 == 0;
        Picture other = first ? null : picture(champion, index);
        Picture own;
        try {
            own = picture(candidate, index);
        } catch (LikenessException e) {
            LOG.warn("candidate fails name={} cause={}", rollout.modelName(), e.getMessage());
            asked(false);
            return;
        }
        Picture beside = other == null ? picture(champion, index) : other;
        synchronized (this) {
            drawn++;
            latency = latency.with(Math.log((double) own.nanos() / beside.nanos()));
            brightness = brightness.with(own.look().brighterThan(beside.look()));
            sharpness = sharpness.with(own.look().sharperThan(beside.look()));
        }
    }

    private Picture picture(ModelLease model, int index) {
        FaceCode code =
                model.space().code(model.space().sampler(Map.of()).sample(LatentSampler.imageSeed(seed, index), 1));
        long start = System.nanoTime();
        float[] image = model.decode(List.of(code));
        long nanos = Math.max(1, System.nanoTime() - start);
        return new Picture(FaceLook.of(ImageTensor.ofUnit(model.shape(), image, 0)), nanos);
    }

    private static ModelLease lent(ModelLookup lookup) {
        return switch (lookup) {
            case Lent(ModelLease lease) -> lease;
            case Absent(String reason) -> throw new LikenessException(ErrorCode.MODEL_NOT_READY, reason);
        };
    }

    /** How one picture looks, and how long it took. */
    private record Picture(FaceLook look, long nanos) {}
}
