package io.likeness.gateway.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a list.
 *
 * @param items as their kind shows them
 * @param next the cursor of what follows, absent on the last page
 */
public record JobPage<T>(List<T> items, @Nullable String next) {
    public JobPage {
        items = List.copyOf(items);
    }
}
