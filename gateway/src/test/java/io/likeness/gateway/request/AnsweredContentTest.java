package io.likeness.gateway.request;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnsweredContentTest {
    private final List<String> asked = new ArrayList<>();

    @Test
    void leavesTheConnectionToAnAnswerThatIsWhole() throws IOException {
        byte[] content = {1, -1, 3};
        assertArrayEquals(content, answered(new ByteArrayInputStream(content)).readAllBytes());
        assertEquals(-1, answered(InputStream.nullInputStream()).read());
        assertEquals(255, answered(new ByteArrayInputStream(new byte[] {-1})).read());
        assertEquals(List.of(), asked);
    }

    @Test
    void closesTheConnectionWhereverTheContentEndsEarly() {
        assertThrows(IOException.class, () -> answered(broken()).readAllBytes());
        assertEquals(List.of("connection", "close"), asked);
        InputStream later = new SequenceInputStream(new ByteArrayInputStream(new byte[9]), broken());
        assertThrows(IOException.class, () -> answered(later).readAllBytes());
        assertEquals(List.of("connection", "close", "connection", "close"), asked);
    }

    private AnsweredContent answered(InputStream content) {
        return new AnsweredContent(content, recording(HttpServerRequest.class));
    }

    /** Notes what it is asked, and answers each object alike. */
    private <T> T recording(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    Class<?> answer = method.getReturnType();
                    return answer.getSimpleName().equals("HttpConnection") ? recording(answer) : null;
                }));
    }

    private static InputStream broken() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the store went away");
            }
        };
    }
}
