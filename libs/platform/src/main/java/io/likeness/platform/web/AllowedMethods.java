package io.likeness.platform.web;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which methods a path has, as its resources declare them. Safe for threads. */
@Singleton
final class AllowedMethods {
    private static final Pattern PARAMETER = Pattern.compile("\\{\\s*\\w+\\s*(?::\\s*([^{}]+?)\\s*)?\\}");

    private final List<Operation> operations;

    AllowedMethods(BeanManager beans) {
        this.operations = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .flatMap(bean -> operations(bean.getBeanClass()))
                .toList();
    }

    /** In order, with those that follow from others; empty where nothing is. */
    Set<String> of(String path) {
        Set<String> methods = new TreeSet<>();
        operations.stream()
                .filter(operation -> operation.path().matcher(path).matches())
                .forEach(operation -> methods.add(operation.method()));
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        if (!methods.isEmpty()) {
            methods.add(HttpMethod.OPTIONS);
        }
        return methods;
    }

    private static Stream<Operation> operations(Class<?> resource) {
        return resource.isAnnotationPresent(Path.class)
                ? Arrays.stream(resource.getMethods())
                        .flatMap(operation -> Arrays.stream(operation.getAnnotations())
                                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                                .filter(method -> method != null)
                                .map(method ->
                                        new Operation(method.value(), pattern(part(resource) + part(operation)))))
                : Stream.empty();
    }

    private static String part(AnnotatedElement element) {
        Path path = element.getAnnotation(Path.class);
        return path == null || path.value().isEmpty()
                ? ""
                : path.value().startsWith("/") ? path.value() : "/" + path.value();
    }

    static Pattern pattern(String template) {
        StringBuilder regex = new StringBuilder();
        int end = 0;
        for (MatchResult parameter : PARAMETER.matcher(template).results().toList()) {
            regex.append(Pattern.quote(template.substring(end, parameter.start())));
            regex.append(parameter.group(1) == null ? "[^/]+" : "(?:" + parameter.group(1) + ")");
            end = parameter.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(template.substring(end)))
                .append("/?")
                .toString());
    }

    private record Operation(String method, Pattern path) {}
}
