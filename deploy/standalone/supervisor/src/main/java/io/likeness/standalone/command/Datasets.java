package io.likeness.standalone.command;

import io.likeness.client.Calls;
import io.likeness.client.Dataset;
import io.likeness.client.LikenessClient;
import io.likeness.client.Request;
import java.util.Arrays;
import java.util.Optional;

/** Datasets by what people call them. */
final class Datasets {
    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private Datasets() {}

    /** The newest sealed one of a name, else the newest of that name, which may still be importing; or that of an id. */
    static Dataset require(LikenessClient gateway, String nameOrId) {
        if (nameOrId.matches(ID)) {
            return gateway.send(Calls.DATASET.of(nameOrId)).value();
        }
        Request<Dataset[]> named = Calls.DATASETS.of().with("name", nameOrId).with("limit", 1);
        return first(gateway, named.with("status", "sealed"))
                .or(() -> first(gateway, named))
                .orElseThrow(() -> CommandFailure.failed(
                        "expected the name or the id of a dataset, found none of '" + nameOrId + "'"));
    }

    private static Optional<Dataset> first(LikenessClient gateway, Request<Dataset[]> list) {
        return Arrays.stream(gateway.send(list).value()).findFirst();
    }
}
