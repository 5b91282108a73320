package io.likeness.training.onednn;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** The CPU as oneDNN sees it, and the owner of every native object that is made for one network. For one thread. */
final class OneDnn implements AutoCloseable {
    private final Deque<Pointer> owned = new ArrayDeque<>();
    private final engine cpu;
    private final stream stream;

    OneDnn() {
        cpu = own(new engine(engine.kind.cpu, 0));
        stream = own(new stream(cpu));
    }

    engine cpu() {
        return cpu;
    }

    stream stream() {
        return stream;
    }

    /** Keeps the object until {@link #close()}, which frees it before all that was owned earlier. */
    <P extends Pointer> P own(P object) {
        owned.push(object);
        return object;
    }

    /** Of a layout that the primitive may choose. */
    memory.desc any(long... shape) {
        return own(new memory.desc(shape, memory.data_type.f32, memory.format_tag.any));
    }

    /** Row-major. */
    memory.desc plain(long... shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return strided(shape, strides);
    }

    memory.desc strided(long[] shape, long[] strides) {
        return own(new memory.desc(shape, memory.data_type.f32, strides));
    }

    long[] shape(memory.desc layout) {
        long[] shape = new long[layout.data().ndims()];
        layout.data().dims().get(shape);
        return shape;
    }

    /** New memory of zeros. */
    memory allocate(memory.desc layout) {
        memory allocated = own(new memory(layout, cpu));
        Pointer.memset(allocated.get_data_handle(), 0, layout.get_size());
        return allocated;
    }

    /** The same numbers from {@code offset} on, under another description. */
    memory view(memory base, long offset, memory.desc layout) {
        return own(new memory(
                layout, cpu, own(new FloatPointer(base.get_data_handle())).getPointer(offset)));
    }

    /** The numbers of a memory in their native order. */
    FloatPointer numbers(memory of) {
        long bytes = own(of.get_desc()).get_size();
        return own(new FloatPointer(of.get_data_handle())).capacity(bytes / Float.BYTES);
    }

    @Override
    public void close() {
        while (!owned.isEmpty()) {
            owned.pop().deallocate();
        }
    }
}
