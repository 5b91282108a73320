package io.likeness.standalone.supervisor;

import java.util.concurrent.locks.LockSupport;

/** A child whose heap grows to more than 128 MiB; it says when it is small again, and ends with its input. */
final class GrownHeap {

    static final String GROWN = "the heap is large";
    static final String RELEASED = "the heap is small";

    private static final int MEBIBYTE = 1 << 20;

    private GrownHeap() {}

    public static void main(String[] arguments) throws Exception {
        byte[][] work = new byte[128][];
        for (int block = 0; block < work.length; block++) {
            work[block] = new byte[MEBIBYTE];
        }
        System.out.println(
                work.length * MEBIBYTE <= Runtime.getRuntime().totalMemory() ? GROWN : "the heap did not grow");
        work = null;
        Thread.ofPlatform().daemon().start(() -> {
            while (Runtime.getRuntime().totalMemory() > 32 * MEBIBYTE) {
                LockSupport.parkNanos(100 * MEBIBYTE);
            }
            System.out.println(RELEASED);
        });
        System.in.transferTo(System.out);
    }
}
