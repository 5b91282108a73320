package io.likeness.gateway.request;

import io.likeness.contracts.Require;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads constants of enumerations in queries by the names that bodies have for them. Safe for threads. */
@Provider
public class ConstantParameterReader implements ParamConverterProvider {
    @Override
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        return type.isEnum() ? new ConstantParameter<>(type) : null;
    }

    private record ConstantParameter<T>(Class<T> type) implements ParamConverter<T> {
        @Override
        public T fromString(String value) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> toString(constant).equals(value))
                    .findFirst()
                    .orElseThrow(() -> Require.invalid("query", "one of " + Constants.of(type), "'" + value + "'"));
        }

        @Override
        public String toString(T constant) {
            try {
                return Constants.name(type.getField(((Enum<?>) constant).name()));
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException(constant + ": expected a constant of " + type, e);
            }
        }
    }
}
