package io.likeness.ingest.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Digests;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.imaging.Crop;
import io.likeness.imaging.Framing;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.Orientation;
import io.likeness.imaging.TensorShape;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Images of a dataset in memory, grey, 64 x 64 pixels. */
final class HeldFaces implements DatasetFaces {
    private final Framing framing;
    private final List<ImageTensor> images = new ArrayList<>();
    private final List<ShardRow> rows = new ArrayList<>();
    private final List<Split> splits = new ArrayList<>();

    HeldFaces(Crop crop) {
        this.framing = new Framing(crop, new TensorShape(1, 64));
    }

    /** Of nobody, without labels, to train on; tells its index. */
    int add(BufferedImage picture) {
        return add(picture, Split.TRAIN, null, Map.of());
    }

    int add(BufferedImage picture, Split split, @Nullable String identity, Map<String, Double> labels) {
        images.add(framing.apply(picture, Orientation.UPRIGHT));
        splits.add(split);
        String source = images.size() - 1 + ".jpg";
        rows.add(new ShardRow(source, Digests.sha256(source.getBytes(UTF_8)), identity, labels));
        return images.size() - 1;
    }

    @Override
    public int count() {
        return images.size();
    }

    @Override
    public Split split(int index) {
        return splits.get(index);
    }

    @Override
    public void images(IntPredicate wanted, ImageVisitor visitor) {
        for (int k = 0; k < images.size(); k++) {
            if (wanted.test(k)) {
                visitor.see(k, images.get(k));
            }
        }
    }

    @Override
    public void rows(IntPredicate wanted, RowVisitor visitor) {
        for (int k = 0; k < rows.size(); k++) {
            if (wanted.test(k)) {
                visitor.see(k, rows.get(k));
            }
        }
    }
}
