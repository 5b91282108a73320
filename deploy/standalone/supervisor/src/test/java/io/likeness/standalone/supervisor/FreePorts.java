package io.likeness.standalone.supervisor;

import io.likeness.standalone.servers.ServerFailure;
import java.util.concurrent.ThreadLocalRandom;

/** Finds the free ports of two instances. */
final class FreePorts {

    private FreePorts() {}

    static int base() {
        while (true) {
            int base = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try {
                new Ports(base, 2).requireFree();
                return base;
            } catch (ServerFailure occupied) {
                continue;
            }
        }
    }
}
