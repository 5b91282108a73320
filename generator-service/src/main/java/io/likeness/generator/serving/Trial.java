package io.likeness.generator.serving;

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
import io.likeness.latents.LatentSampler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this generator does for one rollout, and knows of it: it loads the candidate, and draws pictures of the same seeds with it and with the champion. Safe for
 * threads.
 */
final class Trial {
    private static final Logger LOG = LoggerFactory.getLogger(Trial.class);
    /** Of each turn, so that users hardly wait for it. */
    private static final long NANOS_A_TURN = 100_000_000;

    private static final int FEWEST_A_TURN = 4;
    private static final int MOST_PAIRS = 1 << 16;

    /** Of the gate's comparison, whose numbers are to be found again. */
    private static final long SEED = 0;

    private final ModelShelf shelf;
    private volatile Rollout rollout;
    private volatile boolean warm;
    private volatile @Nullable Failure failure;
    private long drawn;
    private long failed;
    private Moments latency = Moments.NONE;
    private Moments brightness = Moments.NONE;
    private Moments sharpness = Moments.NONE;

    Trial(Rollout rollout, ModelShelf shelf) {
        this.rollout = rollout;
        this.shelf = shelf;
    }

    void heard(Rollout newer) {
        rollout = newer;
    }

    boolean isOf(String name, int version) {
        ModelVersion candidate = rollout.candidate();
        return candidate.name().equals(name) && candidate.version() == version;
    }

    /** Pictures of the candidate that users asked for. */
    synchronized void asked(int count, boolean good) {
        drawn += count;
        failed += good ? 0 : count;
    }

    /** Loads the candidate, or draws some pairs once it is loaded and answers requests. */
    void work() {
        try {
            if (!warm) {
                shelf.ready(rollout.candidate());
                warm = true;
            } else if (rollout.share() > 0 && pairs() < MOST_PAIRS) {
                draw();
            }
        } catch (LikenessException e) {
            if (warm && e.code() == ErrorCode.MODEL_UNUSABLE) {
                asked(1, false);
            } else if (Retraction.speaksOfTheVersion(e)) {
                failure = Failure.of(e);
            }
            LOG.warn(
                    "candidate not drawn name={} version={} code={} cause={}",
                    rollout.modelName(),
                    rollout.candidate().version(),
                    e.code(),
                    e.getMessage());
        }
    }

    synchronized RolloutReport report() {
        Map<String, Moments> evidence = new TreeMap<>();
        evidence.put(RolloutMetric.LATENCY.wireName(), latency);
        evidence.put(RolloutMetric.BRIGHTNESS.wireName(), brightness);
        evidence.put(RolloutMetric.SHARPNESS.wireName(), sharpness);
        return new RolloutReport(rollout.id(), rollout.share(), warm, failure, drawn, failed, evidence);
    }

    private synchronized long pairs() {
        return brightness.count();
    }

    private void draw() {
        String name = rollout.modelName();
        try (ModelLease candidate = lent(shelf.borrow(name, rollout.candidate().version()));
                ModelLease champion = lent(shelf.borrow(name, rollout.champion()))) {
            long start = System.nanoTime();
            for (int i = 0; i < FEWEST_A_TURN || System.nanoTime() - start < NANOS_A_TURN; i++) {
                pair(candidate, champion, (int) pairs());
            }
        }
    }

    /** The one that comes second finds warmer caches, so they take turns. */
    private void pair(ModelLease candidate, ModelLease champion, int index) {
        Picture first = Picture.of(index % 2 == 0 ? candidate : champion, index);
        Picture second = Picture.of(index % 2 == 0 ? champion : candidate, index);
        Picture own = index % 2 == 0 ? first : second;
        Picture other = index % 2 == 0 ? second : first;
        synchronized (this) {
            drawn++;
            latency = latency.with(Math.log((double) own.nanos() / other.nanos()));
            brightness = brightness.with(own.look().brighterThan(other.look()));
            sharpness = sharpness.with(own.look().sharperThan(other.look()));
        }
    }

    private static ModelLease lent(ModelLookup lookup) {
        return switch (lookup) {
            case Lent(ModelLease lease) -> lease;
            case Absent(String reason) -> throw new LikenessException(ErrorCode.MODEL_NOT_READY, reason);
        };
    }

    /** How one picture looks, and how long it took. */
    private record Picture(FaceLook look, long nanos) {
        static Picture of(ModelLease model, int index) {
            var code =
                    model.space().code(model.space().sampler(Map.of()).sample(LatentSampler.imageSeed(SEED, index), 1));
            long start = System.nanoTime();
            float[] image = model.decode(List.of(code));
            long nanos = Math.max(1, System.nanoTime() - start);
            return new Picture(FaceLook.of(ImageTensor.ofUnit(model.shape(), image, 0)), nanos);
        }
    }
}
