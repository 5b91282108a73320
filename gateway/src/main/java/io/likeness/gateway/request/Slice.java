package io.likeness.gateway.request;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some of a list.
 *
 * @param next the cursor of what follows, absent where nothing does
 */
public record Slice<T>(List<T> items, @Nullable String next) {
    public Slice {
        items = List.copyOf(items);
    }

    /**
     * The first of what was found.
     *
     * @param found one more than the limit where there are more
     * @param cursor by which the list goes on behind an item
     */
    public static <T> Slice<T> of(List<T> found, int limit, Function<T, String> cursor) {
        boolean more = found.size() > limit;
        List<T> shown = more ? found.subList(0, limit) : found;
        return new Slice<>(shown, more ? cursor.apply(shown.getLast()) : null);
    }

    /** With each item as something else, or as nothing. */
    public <S> Slice<S> mapped(Function<T, Optional<S>> view) {
        return new Slice<>(
                items.stream().flatMap(item -> view.apply(item).stream()).toList(), next);
    }
}
