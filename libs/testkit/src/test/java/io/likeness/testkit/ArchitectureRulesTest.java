package io.likeness.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArchitectureRulesTest {

    @Test
    void passesTheTestkitItself() {
        ArchitectureRules.check("io.likeness.testkit");
    }

    @Test
    void namesTheClassAndTheWayOutOfABadName() {
        assertBroken("naming", "BadHelper", "name the role it plays");
    }

    @Test
    void refusesAPackageWithoutNullMarked() {
        assertBroken("unmarked", "Unmarked", "add a package-info.java");
    }

    @Test
    void refusesAResourceThatKnowsKafka() {
        assertBroken("kafka", "TopicResource", "call a use case");
    }

    @Test
    void refusesPackagesThatNeedEachOther() {
        assertBroken("cycle", "samples.cycle.left", "a package below both");
    }

    @Test
    void refusesAClientThatIsMadeAnywhere() {
        assertBroken("client", "Asking", "named by its technology");
    }

    @Test
    void refusesAnAdapterThatIsMadeWhereItIsUsed() {
        assertBroken("adapter", "Visitor", "let a bean produce it");
    }

    @Test
    void refusesToCheckNothing() {
        assertThrows(AssertionError.class, () -> ArchitectureRules.check("io.likeness.nowhere"));
    }

    @Test
    void refusesASystemInWhichARuleFindsNothing() {
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> ArchitectureRules.checkSystem(List.of(locationOf(ArchitectureRules.class))));
        assertTrue(failure.toString().contains("failed to check any classes"), failure.toString());
    }

    private static void assertBroken(String sample, String offender, String remedy) {
        AssertionError failure =
                assertThrows(AssertionError.class, () -> ArchitectureRules.check(List.of(classesOf(sample))));
        assertTrue(failure.toString().contains(offender), failure.toString());
        assertTrue(failure.toString().contains(remedy), failure.toString());
    }

    private static Path classesOf(String sample) throws URISyntaxException {
        return locationOf(ArchitectureRulesTest.class)
                .resolve("io/likeness/testkit/samples")
                .resolve(sample);
    }

    private static Path locationOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
