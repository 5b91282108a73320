package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboard asks for series that the services show: each service's component test holds {@code metrics.txt} to what it shows. */
final class DashboardTest {
    private static final Path ROOT = Path.of(System.getProperty("likeness.root"));
    private static final List<String> SERVICES =
            List.of("gateway", "ingest-service", "trainer-service", "model-registry", "generator-service");

    /** What is no name of a series: label matchers, ranges, groupings, and functions, which stand before a parenthesis. */
    private static final Pattern NO_SERIES =
            Pattern.compile("\\{[^}]*}|\\[[^]]*]|\\b(by|without|on|ignoring) \\([^)]*\\)|[a-z_]+\\(|\\b(sum|max|min) ");

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    @Test
    void everyExpressionAsksForSeriesThatAServiceShows() throws IOException {
        Set<String> shown = shown();
        JsonNode dashboard =
                Json.tree(Files.readAllBytes(ROOT.resolve("deploy/observability/likeness-dashboard.json")));
        List<String> expressions = dashboard.findValuesAsText("expr");
        assertTrue(expressions.size() >= 12, expressions::toString);
        for (String expression : expressions) {
            Set<String> asked = series(expression);
            assertTrue(
                    !asked.isEmpty() && shown.containsAll(asked), () -> "expr: " + expression + " asks for " + asked);
        }
    }

    @Test
    void findsTheSeriesOfAnExpression() {
        assertEquals(
                Set.of("likeness_a_bucket", "likeness_b_total"),
                series("histogram_quantile(0.95, sum by (le, kind) (rate(likeness_a_bucket{kind=\"x\"}[5m])))"
                        + " / sum(increase(likeness_b_total[1h]))"));
    }

    private static Set<String> series(String expression) {
        return NAME.matcher(NO_SERIES.matcher(expression).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> shown() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (String service : SERVICES) {
            Files.readAllLines(ROOT.resolve(service).resolve("src/test/resources/metrics.txt")).stream()
                    .flatMap(meter -> series(List.of(meter.split(" "))))
                    .forEach(shown::add);
        }
        return shown;
    }

    /** The series of a meter: name and type, as Prometheus's text format has them. */
    private static Stream<String> series(List<String> meter) {
        String name = meter.get(0);
        return switch (meter.get(1)) {
            case "histogram" -> Stream.of("_bucket", "_sum", "_count").map(name::concat);
            case "summary" -> Stream.of("_sum", "_count").map(name::concat);
            default -> Stream.of(name);
        };
    }
}
