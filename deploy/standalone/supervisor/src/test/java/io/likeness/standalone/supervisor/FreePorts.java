package io.likeness.standalone.supervisor;

import io.likeness.standalone.servers.ServerFailure;
import java.util.concurrent.ThreadLocalRandom;

/** Finds nine free ports in a row. */
final class FreePorts {

    private FreePorts() {}

    static int base() {
        while (true) {
            int base = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try {
                new Ports(base).requireFree();
                return base;
            } catch (ServerFailure occupied) {
                continue;
            }
        }
    }
}
