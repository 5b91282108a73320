package io.likeness.client;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the API, as its OpenAPI document has it.
 *
 * @param path with its parameters in braces
 * @param parameters of the query and the headers that may be sent along
 * @param body the record that is sent as JSON; absent where nothing is, or no JSON
 * @param answer what an answer is read as: a record of fields that the API tells of, an array of such, or {@link Void} where it has no
 *     JSON
 */
public record Call<T>(
        String method,
        String path,
        Set<String> parameters,
        @Nullable Class<?> body,
        Class<T> answer) {

    static <T> Call<T> get(String path, Class<T> answer, String... parameters) {
        return new Call<>("GET", path, Set.of(parameters), null, answer);
    }

    static Call<Void> file(String path) {
        return get(path, Void.class);
    }

    static <T> Call<T> post(String path, @Nullable Class<?> body, Class<T> answer, String... parameters) {
        return new Call<>("POST", path, Set.of(parameters), body, answer);
    }

    /**
     * The call with values for the parameters in its path.
     *
     * @param values in the order of the path
     */
    public Request<T> of(Object... values) {
        return Request.of(this, values);
    }
}
