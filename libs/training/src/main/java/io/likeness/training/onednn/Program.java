package io.likeness.training.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;

/** Primitives with their arguments, run one after the other without an allocation. Lives as long as its {@link OneDnn}. */
final class Program {
    private final OneDnn oneDnn;
    private final dnnl_stream stream;
    private final List<Step> steps = new ArrayList<>();

    Program(OneDnn oneDnn) {
        this.oneDnn = oneDnn;
        this.stream = oneDnn.stream().get();
    }

    /** @param arguments memory by {@code DNNL_ARG_*} */
    void add(primitive operation, Map<Integer, memory> arguments) {
        dnnl_exec_arg_t list = oneDnn.own(new dnnl_exec_arg_t(arguments.size()));
        int position = 0;
        for (Map.Entry<Integer, memory> argument : arguments.entrySet()) {
            list.position(position++)
                    .arg(argument.getKey())
                    .memory(argument.getValue().get());
        }
        steps.add(new Step(oneDnn.own(operation).get(), list.position(0), arguments.size()));
    }

    /** The same numbers in another layout: the memory itself where it has that layout, else a copy that this program makes. */
    memory converted(memory from, memory.desc wanted) {
        if (same(oneDnn.own(from.get_desc()), wanted)) {
            return from;
        }
        memory to = oneDnn.allocate(wanted);
        copy(from, to);
        return to;
    }

    void copy(memory from, memory to) {
        add(new reorder(from, to), Map.of(DNNL_ARG_FROM, from, DNNL_ARG_TO, to));
    }

    /** Brings a gradient of a weight into the flat vector, if it is not there. */
    void collect(memory written, memory flat) {
        if (written != flat) {
            copy(written, flat);
        }
    }

    /** How many primitives there are. */
    int length() {
        return steps.size();
    }

    /** {@code to += factor from}. */
    void addScaled(memory from, memory to, float factor) {
        post_ops sum = oneDnn.own(new post_ops());
        sum.append_sum();
        primitive_attr attributes = oneDnn.own(new primitive_attr());
        attributes.set_output_scales(0, new float[] {factor});
        attributes.set_post_ops(sum);
        add(new reorder(from, to, attributes), Map.of(DNNL_ARG_FROM, from, DNNL_ARG_TO, to));
    }

    /** @throws LikenessException {@code TRAINING_FAILED} if a primitive refuses */
    void run() {
        run(steps.size());
    }

    /** The first {@code count} primitives alone. */
    void run(int count) {
        for (Step step : steps.subList(0, count)) {
            int status = dnnl_primitive_execute(step.operation, stream, step.count, step.arguments);
            if (status != dnnl_success) {
                throw new LikenessException(
                        ErrorCode.TRAINING_FAILED, "oneDNN: expected status " + dnnl_success + ", found " + status);
            }
        }
    }

    static boolean same(memory.desc first, memory.desc second) {
        return dnnl_memory_desc_equal(first.data(), second.data()) != 0;
    }

    private record Step(dnnl_primitive operation, dnnl_exec_arg_t arguments, int count) {}
}
