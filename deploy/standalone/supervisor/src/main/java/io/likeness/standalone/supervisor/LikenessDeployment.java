package io.likeness.standalone.supervisor;

import io.likeness.standalone.servers.BrokerServer;
import io.likeness.standalone.servers.ChildSpecification;
import io.likeness.standalone.servers.DatabaseAccounts;
import io.likeness.standalone.servers.DatabaseServer;
import io.likeness.standalone.servers.DatabaseServer.Durability;
import io.likeness.standalone.servers.JavaCommand;
import io.likeness.standalone.servers.ObjectStoreServer;
import io.likeness.standalone.servers.Readiness;
import io.likeness.standalone.servers.ServerFailure;
import io.likeness.standalone.supervisor.Deployment.Tier;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The system as {@code ./likeness up} runs it: the platform's three servers, then the five services. */
record LikenessDeployment(Path distribution, Path data, Ports ports, Credentials credentials, Access access) {

    private static final String JUDGE = "LIKENESS_TRAINER_JUDGE";

    /** For a tier, or a part that is started again, ten times what two processors take that do nothing else; what dies is noticed at once. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /**
     * Compiling with the first compiler only halves the time to ready; what decodes or draws wants the second one, whatever the
     * environment's JDK_JAVA_OPTIONS say.
     */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1");

    private static final List<String> LONG_RUN = List.of("-XX:TieredStopAtLevel=4");

    /**
     * An import has images under way for two or three young collections. They fit the survivors here; where they do not, each becomes old, and the
     * old are collected only once they fill all that the heap may be.
     */
    private static final List<String> IMPORTS =
            List.of("-XX:TieredStopAtLevel=4", "-Xms48m", "-Xmn32m", "-XX:SurvivorRatio=2");

    /** The store's client reads bodies in the common pool, which has one thread on two processors: a slow upload would stop all. */
    private static final List<String> UPLOADS =
            List.of("-XX:TieredStopAtLevel=1", "-Djava.util.concurrent.ForkJoinPool.common.parallelism=16");

    Deployment describe() {
        return new Deployment(List.of(platform(), services()));
    }

    /** The platform alone. */
    Tier platform() {
        List<ChildSpecification> servers = List.of(database(), broker(), objectStore());
        return new Tier(
                servers,
                PATIENCE,
                () -> DatabaseAccounts.create(ports.postgresql(), credentials.administrator(), credentials.roles()));
    }

    private Tier services() {
        List<ChildSpecification> services = new ArrayList<>();
        services.add(service("model-registry", ports.registry(), "192m", QUICK_START, role("registry"), Map.of()));
        for (int number = 1; number <= ports.instances(); number++) {
            services.addAll(instance(number == 1 ? "" : "-" + number, ports.ofInstance(number)));
        }
        return new Tier(services, PATIENCE, () -> {});
    }

    /** The services that share their work with other instances of themselves. */
    private List<ChildSpecification> instance(String suffix, Ports own) {
        return List.of(
                service("gateway" + suffix, own.gateway(), "192m", UPLOADS, role("gateway"), gatewaySettings()),
                service(
                        "ingest-service" + suffix,
                        own.ingest(),
                        "440m",
                        IMPORTS,
                        role("ingest"),
                        ingestFolders(suffix)),
                service(
                        "trainer-service" + suffix,
                        own.trainer(),
                        "256m",
                        QUICK_START,
                        role("trainer"),
                        trainerFolders(suffix)),
                service(
                        "generator-service" + suffix,
                        own.generator(),
                        "384m",
                        LONG_RUN,
                        role("generator"),
                        generatorFolders(suffix)));
    }

    private ChildSpecification database() {
        return DatabaseServer.specification(
                data.resolve("postgresql"),
                ports.postgresql(),
                credentials.administrator(),
                Durability.DURABLE,
                data.resolve("postgresql").resolve("data"),
                log("postgresql"));
    }

    private ChildSpecification broker() {
        return BrokerServer.specification(
                libraries("broker"), ports.kafka(), ports.controller(), data.resolve("kafka"), log("kafka"));
    }

    private ChildSpecification objectStore() {
        return ObjectStoreServer.specification(
                libraries("object-store"),
                ports.objectStore(),
                credentials.store(),
                data.resolve("objects"),
                log("object-store"));
    }

    private ChildSpecification service(
            String name,
            int port,
            String heap,
            List<String> flags,
            Map<String, String> one,
            Map<String, String> other) {
        Path jar = distribution.resolve(name.replaceAll("-[0-9]+$", "")).resolve("quarkus-run.jar");
        if (Files.notExists(jar)) {
            throw new ServerFailure(jar + ": expected the service's jar, found none");
        }
        Map<String, String> environment = common(port);
        environment.putAll(one);
        environment.putAll(other);
        Path temporary = data.resolve("work").resolve("temporary").resolve(name);
        return new ChildSpecification(
                name,
                JavaCommand.ofJar(heap, supervised(flags, temporary), jar),
                environment,
                log(name),
                Readiness.whenAnswersOk(URI.create("http://127.0.0.1:" + port + "/q/health/ready")),
                temporary);
    }

    /** A system property, not a variable: an unknown {@code LIKENESS_*} variable stops a service's start. */
    private static List<String> supervised(List<String> flags, Path temporary) {
        return Stream.concat(
                        flags.stream(), Stream.of("-Dio.likeness.supervised=true", "-Djava.io.tmpdir=" + temporary))
                .toList();
    }

    private Map<String, String> common(int port) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.kafka());
        environment.put("LIKENESS_STORE_ENDPOINT", "http://127.0.0.1:" + ports.objectStore());
        environment.put("LIKENESS_STORE_ACCESS_KEY", credentials.store().accessKey());
        environment.put("LIKENESS_STORE_SECRET_KEY", credentials.store().secretKey());
        return environment;
    }

    private Map<String, String> role(String role) {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                DatabaseAccounts.address(ports.postgresql()),
                "QUARKUS_DATASOURCE_USERNAME",
                role,
                "QUARKUS_DATASOURCE_PASSWORD",
                credentials.password(role),
                // On a busy machine five JVMs that start at once may miss the pool's first deadline.
                "QUARKUS_FLYWAY_CONNECT_RETRIES",
                "5");
    }

    private Map<String, String> registryAddress() {
        return Map.of("LIKENESS_REGISTRY_URL", "http://127.0.0.1:" + ports.registry());
    }

    private Map<String, String> gatewaySettings() {
        Map<String, String> environment = new HashMap<>(registryAddress());
        environment.putAll(access.environment(OperatorKey.of(data)));
        Map.of(
                        "INGEST", ports.ingest(),
                        "TRAINER", ports.trainer(),
                        "REGISTRY", ports.registry(),
                        "GENERATOR", ports.generator())
                .forEach((name, port) ->
                        environment.put("LIKENESS_STATUS_SERVICES_" + name, "http://127.0.0.1:" + port));
        return environment;
    }

    private Map<String, String> ingestFolders(String suffix) {
        return Map.of("LIKENESS_INGEST_WORK_FOLDER", folder("ingest" + suffix));
    }

    private Map<String, String> generatorFolders(String suffix) {
        Map<String, String> environment = new HashMap<>(registryAddress());
        environment.put("LIKENESS_GENERATOR_WORK_FOLDER", folder("generator" + suffix));
        return environment;
    }

    private Map<String, String> trainerFolders(String suffix) {
        Map<String, String> environment = new HashMap<>(registryAddress());
        environment.put("LIKENESS_TRAINER_WORK_FOLDER", folder("trainer" + suffix));
        environment.put(
                "LIKENESS_TRAINER_ENGINE_FOLDER",
                distribution.resolve("training").resolve("lib").toString());
        // The one setting of a service that is handed on: services start in folders of their own, so the path is made
        // absolute.
        String judge = System.getenv(JUDGE);
        if (judge != null) {
            environment.put(JUDGE, Path.of(judge).toAbsolutePath().toString());
        }
        return environment;
    }

    private String folder(String name) {
        try {
            return Files.createDirectories(data.resolve("work").resolve(name)).toString();
        } catch (IOException failure) {
            throw new ServerFailure("the work folder of " + name + " cannot be made: " + failure.getMessage(), failure);
        }
    }

    private String libraries(String node) {
        return distribution.resolve(node).resolve("lib") + "/*";
    }

    private Path log(String name) {
        return data.resolve("logs").resolve(name + ".log");
    }
}
