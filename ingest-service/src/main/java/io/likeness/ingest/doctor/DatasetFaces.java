package io.likeness.ingest.doctor;

import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.imaging.ImageTensor;
import java.util.function.IntPredicate;

/** The images of a dataset, read anew for each look, by their index in the order of its shards. */
interface DatasetFaces {
    int count();

    Split split(int index);

    /** Shows the wanted images, in order. */
    void images(IntPredicate wanted, ImageVisitor visitor) throws InterruptedException;

    /** Shows the rows of the wanted images, in order. */
    void rows(IntPredicate wanted, RowVisitor visitor) throws InterruptedException;

    /** Looks at images. */
    interface ImageVisitor {
        void see(int index, ImageTensor face);
    }

    /** Looks at rows. */
    interface RowVisitor {
        void see(int index, ShardRow row);
    }
}
