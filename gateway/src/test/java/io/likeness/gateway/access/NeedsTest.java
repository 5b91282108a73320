package io.likeness.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No operation is forgotten. */
final class NeedsTest {

    @Test
    void everyOperationSaysWhatItNeeds() {
        List<Method> operations = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.likeness.gateway")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Arrays.stream(type.getMethods()))
                        .filter(NeedsTest::operation)
                        .toList();
        assertTrue(operations.size() > 80, () -> "expected over 80 operations, found " + operations.size());
        assertEquals(
                List.of(),
                operations.stream()
                        .filter(operation -> ScopeFilter.need(operation).isEmpty())
                        .map(Method::toString)
                        .toList(),
                "say @Needs at the operation or at its resource");
    }

    @Test
    void whoeverMayGenerateOrTrainMayAlsoReadAndAnAdminMayAll() {
        assertTrue(may(Scope.GENERATE, Scope.READ) && may(Scope.TRAIN, Scope.READ) && may(Scope.READ, Scope.READ));
        assertTrue(!may(Scope.READ, Scope.GENERATE)
                && !may(Scope.GENERATE, Scope.TRAIN)
                && !may(Scope.TRAIN, Scope.GENERATE));
        assertTrue(Arrays.stream(Scope.values()).allMatch(scope -> may(Scope.ADMIN, scope)));
        assertTrue(Arrays.stream(Scope.values()).allMatch(scope -> scope == Scope.ADMIN || !may(scope, Scope.ADMIN)));
    }

    private static boolean may(Scope has, Scope needs) {
        Principal principal = new Principal(new Tenant("acme"), "a", Set.of(has));
        return new Need(List.of(needs), false).refusal(principal).isEmpty();
    }

    private static boolean operation(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
    }
}
