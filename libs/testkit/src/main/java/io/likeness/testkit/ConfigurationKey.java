package io.likeness.testkit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A key of a configuration.
 *
 * @param name in full, such as {@code likeness.jobs.retention}
 * @param method of the mapping, which carries its comment
 * @param byDefault its value where none is given; null where it has none
 */
record ConfigurationKey(
        String name, Method method, @Nullable String byDefault) {
    private static final Set<String> MEASURED =
            Set.of("int", "long", "double", "OptionalInt", "OptionalLong", "OptionalDouble", "Duration", "MemorySize");

    /** Those of a mapping, by name. */
    static Stream<ConfigurationKey> of(Class<?> mapping) {
        ConfigMapping root = mapping.getAnnotation(ConfigMapping.class);
        return below(root.prefix(), mapping).sorted(Comparator.comparing(ConfigurationKey::name));
    }

    private static Stream<ConfigurationKey> below(String prefix, Class<?> group) {
        return Arrays.stream(group.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .flatMap(method -> {
                    String name = prefix + "." + dashed(method.getName());
                    return isGroup(method.getReturnType()) ? below(name, method.getReturnType()) : key(name, method);
                });
    }

    private static Stream<ConfigurationKey> key(String name, Method method) {
        WithDefault byDefault = method.getAnnotation(WithDefault.class);
        boolean many = method.getReturnType() == Map.class;
        return Stream.of(new ConfigurationKey(
                many ? name + ".<name>" : name, method, byDefault == null ? null : byDefault.value()));
    }

    private static boolean isGroup(Class<?> type) {
        return type.isInterface() && type.getName().startsWith("io.likeness");
    }

    private static String dashed(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    boolean required() {
        Class<?> type = method.getReturnType();
        return byDefault == null
                && Stream.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class, Map.class)
                        .noneMatch(type::equals);
    }

    /** Whether it is a number, of whatever unit, and so has a range. */
    boolean measured() {
        return MEASURED.contains(method.getReturnType().getSimpleName());
    }

    /** As it is recorded. */
    String line() {
        return name + " = " + (required() ? "(required)" : byDefault == null ? "(none)" : byDefault);
    }
}
