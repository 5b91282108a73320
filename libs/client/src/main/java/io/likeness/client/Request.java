package io.likeness.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call with all that is sent.
 *
 * @param path with its values
 * @param query by name
 * @param headers by name
 * @param body a record, to be sent as JSON
 */
public record Request<T>(
        Call<T> call,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        @Nullable Object body) {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

    public Request {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    static <T> Request<T> of(Call<T> call, Object... values) {
        Matcher matcher = PARAMETER.matcher(call.path());
        StringBuilder path = new StringBuilder();
        for (Object value : values) {
            if (!matcher.find()) {
                throw new IllegalArgumentException(call.path() + ": expected fewer values, found " + values.length);
            }
            matcher.appendReplacement(path, Matcher.quoteReplacement(encode(value)));
        }
        matcher.appendTail(path);
        return new Request<>(call, path.toString(), Map.of(), Map.of(), null);
    }

    /** With a parameter of the query; without where the value is absent. */
    public Request<T> with(String name, @Nullable Object value) {
        return value == null ? this : new Request<>(call, path, added(query, name, value), headers, body);
    }

    /** With a header. */
    public Request<T> withHeader(String name, String value) {
        return new Request<>(call, path, query, added(headers, name, value), body);
    }

    /** With a body, of the type that the call takes. */
    public Request<T> sending(Object content) {
        return new Request<>(call, path, query, headers, content);
    }

    private Map<String, String> added(Map<String, String> before, String name, Object value) {
        if (!call.parameters().contains(name)) {
            throw new IllegalArgumentException(
                    call.path() + ": expected one of " + call.parameters() + ", found " + name);
        }
        Map<String, String> added = new LinkedHashMap<>(before);
        added.put(name, value.toString());
        return added;
    }

    /** Path and query. */
    String target() {
        return query.isEmpty()
                ? path
                : query.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                        .sorted()
                        .collect(Collectors.joining("&", path + "?", ""));
    }

    private static String encode(Object value) {
        return URLEncoder.encode(value.toString(), UTF_8).replace("+", "%20");
    }
}
