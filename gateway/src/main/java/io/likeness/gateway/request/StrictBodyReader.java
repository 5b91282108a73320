package io.likeness.gateway.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses a JSON body with all that does not fit its {@link BodyShape}, before it is read. Safe for threads. */
@Provider
public class StrictBodyReader implements ReaderInterceptor {
    private final ObjectMapper mapper;

    public StrictBodyReader(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getType().isRecord() && MediaType.APPLICATION_JSON_TYPE.isCompatible(context.getMediaType())) {
            byte[] body = context.getInputStream().readAllBytes();
            if (body.length > 0) {
                check(body, context.getType());
            }
            context.setInputStream(new ByteArrayInputStream(body));
        }
        return context.proceed();
    }

    private void check(byte[] body, Class<?> record) throws IOException {
        List<String> violations = BodyShape.violations(mapper.readTree(body), record);
        if (!violations.isEmpty()) {
            throw new LikenessException(ErrorCode.INVALID_REQUEST, violations);
        }
    }
}
