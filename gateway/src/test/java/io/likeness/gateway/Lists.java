package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.gateway.Caller.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lists as a client does. */
final class Lists {
    private static final Pattern NEXT = Pattern.compile("<(/v1/[^>]+)>;\\s*rel=\"next\"");

    private Lists() {}

    /** The ids of a list that has just so many pages. */
    static List<String> pages(Caller caller, String path, int count) {
        List<String> all = new ArrayList<>();
        String page = path;
        for (int i = 0; i < count; i++) {
            Answer answer = caller.get(page);
            all.addAll(ids(answer));
            Matcher next = NEXT.matcher(answer.header("Link"));
            assertEquals(i < count - 1, next.matches(), () -> answer + " Link: " + answer.header("Link"));
            page = next.matches() ? next.group(1) : "";
        }
        return all;
    }

    static List<String> ids(Answer list) {
        assertEquals(200, list.status(), list::toString);
        return list.json().valueStream().map(item -> item.path("id").asText()).toList();
    }
}
