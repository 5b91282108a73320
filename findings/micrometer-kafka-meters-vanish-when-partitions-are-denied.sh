#!/usr/bin/env bash
# Micrometer 1.16.3's binder of Kafka clients (KafkaClientMetrics) with a MeterFilter that denies whatever has a topic: the usual way to be
# rid of a series for each topic and partition, of which a scrape otherwise has hundreds, and to keep those of the client as a whole.
#
# Expected: a client's own records-lag-max is a meter, before and after it is given partitions; those of topics are none.
# Seen:     the client's meter is there until the first refresh after an assignment, and then it is gone for good. The binder takes a meter
#           with fewer tags out of the registry before it registers the one of that name with more, and the filter refuses that one. So a test at the start passes,
#           and a minute later the series ends.
#
# Needs bash, a JDK of 17 or later, Maven and its repository; no broker. Exit 0: as seen. Exit 1: this has changed.
set -euo pipefail

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

cat >"$WORK/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.micrometer</groupId><artifactId>micrometer-core</artifactId><version>1.16.3</version></dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-clients</artifactId><version>4.1.1</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B -f "$WORK/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DincludeScope=runtime \
  -DoutputDirectory="$WORK/lib" >"$WORK/maven.log" 2>&1 || { cat "$WORK/maven.log"; exit 2; }

cat >"$WORK/Vanishing.java" <<'JAVA'
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

class Vanishing {
    static Runnable refresh;

    record Figure(MetricName metricName, Object metricValue) implements Metric {}

    public static void main(String[] arguments) {
        Map<MetricName, Metric> figures = new LinkedHashMap<>();
        add(figures, Map.of("client-id", "faces"), 1.0);
        Consumer<?, ?> consumer = (Consumer<?, ?>) Proxy.newProxyInstance(
                Vanishing.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                (proxy, method, given) -> method.getName().equals("metrics") ? figures : null);
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1) {
            @Override
            public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long delay, long period, TimeUnit unit) {
                refresh = task;
                return super.scheduleAtFixedRate(() -> {}, delay, period, unit);
            }
        };
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        registry.config().meterFilter(MeterFilter.deny(id -> id.getTag("topic") != null));
        new KafkaClientMetrics(consumer, Tags.empty(), scheduler).bindTo(registry);
        int before = registry.getMeters().size();
        add(figures, Map.of("client-id", "faces", "topic", "likeness", "partition", "0"), 2.0);
        refresh.run();
        int after = registry.getMeters().size();
        System.out.println("meters of the client before an assignment: " + before + ", after it: " + after);
        System.out.println(before == 1 && after == 0 ? "as seen" : "changed");
        scheduler.shutdownNow();
    }

    static void add(Map<MetricName, Metric> figures, Map<String, String> tags, double value) {
        MetricName name = new MetricName("records-lag-max", "consumer-fetch-manager-metrics", "", tags);
        figures.put(name, new Figure(name, value));
    }
}
JAVA
java -cp "$WORK/lib/*" "$WORK/Vanishing.java" >"$WORK/answer" 2>"$WORK/error.log" || { tail -n 20 "$WORK/error.log"; exit 2; }
cat "$WORK/answer"
grep -q '^as seen$' "$WORK/answer"
