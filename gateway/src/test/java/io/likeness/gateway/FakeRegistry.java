package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.likeness.contracts.Json;
import io.likeness.contracts.model.ChangeGate;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.GateRules;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.contracts.model.VersionNotes;
import io.likeness.contracts.model.VersionRemoval;
import io.likeness.contracts.rollout.ChangeRollout;
import io.likeness.contracts.rollout.Rollout;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Answers what model-registry answers, over HTTP, for the versions that a test gives it; every version is a champion. */
public final class FakeRegistry implements QuarkusTestResourceLifecycleManager {
    private static final String ROLLOUTS = "/v1/rollouts/";

    private final List<ModelVersion> versions = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, ServingPlan> plans = new ConcurrentHashMap<>();
    private final List<ChangeServing> changes = new CopyOnWriteArrayList<>();
    private final List<Rollout> rollouts = new CopyOnWriteArrayList<>();
    private final List<ChangeRollout> wishes = new CopyOnWriteArrayList<>();
    private final Map<String, GateRules> gates = new ConcurrentHashMap<>();
    private final Map<String, Object> answers = new ConcurrentHashMap<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicBoolean away = new AtomicBoolean();
    private Optional<HttpServer> server = Optional.empty();

    @Override
    public Map<String, String> start() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/", this::answer);
            http.start();
            server = Optional.of(http);
            String address = "http://127.0.0.1:" + http.getAddress().getPort();
            return Map.of(
                    "likeness.registry.url",
                    address,
                    "likeness.status.services.registry",
                    address,
                    "likeness.registry.absence",
                    "30s");
        } catch (IOException e) {
            throw new IllegalStateException("no port for the registry", e);
        }
    }

    @Override
    public void stop() {
        server.ifPresent(http -> http.stop(0));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(FakeRegistry.class));
    }

    void add(ModelVersion version) {
        versions.add(version);
    }

    /** What it says of a model's serving, also to whoever changes it. */
    void plan(ServingPlan plan) {
        plans.put("/v1/models/" + plan.modelName() + "/serving", plan);
    }

    /** The changes of what serves that it was asked for. */
    List<ChangeServing> changes() {
        return List.copyOf(changes);
    }

    /** What it answers at a path, whatever the method and the query. */
    void answers(String path, Object answer) {
        answers.put(path, answer);
    }

    /** Method, address and body of what it was asked at those paths. */
    List<String> told() {
        return List.copyOf(told);
    }

    /** As it is from now on. */
    void roll(Rollout rollout) {
        rollouts.removeIf(known -> known.id().equals(rollout.id()));
        rollouts.add(rollout);
    }

    /** As where its candidate was deleted. */
    void forgetRollout(String id) {
        rollouts.removeIf(known -> known.id().equals(id));
    }

    /** What was wanted of rollouts. */
    List<ChangeRollout> wishes() {
        return List.copyOf(wishes);
    }

    /** While it is away, every request is answered 500. */
    void setAway(boolean isAway) {
        away.set(isAway);
    }

    /** How often a path was asked for, or {@code DELETE} and a path. */
    long requests(String path) {
        return requests.stream().filter(path::equals).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean deletion = exchange.getRequestMethod().equals("DELETE");
        requests.add(deletion ? "DELETE " + path : path);
        if (exchange.getRequestMethod().equals("PUT") && path.startsWith(ROLLOUTS)) {
            wishes.add(Json.decode(exchange.getRequestBody().readAllBytes(), ChangeRollout.class));
        } else if (exchange.getRequestMethod().equals("PUT") && path.endsWith("/gate")) {
            declare(path, Json.decode(exchange.getRequestBody().readAllBytes(), ChangeGate.class));
        } else if (answers.containsKey(path)) {
            told.add("%s %s %s"
                    .formatted(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            new String(exchange.getRequestBody().readAllBytes(), UTF_8))
                    .strip());
        } else if (exchange.getRequestMethod().equals("PUT")) {
            changes.add(Json.decode(exchange.getRequestBody().readAllBytes(), ChangeServing.class));
        }
        Optional<Object> found =
                away.get() ? Optional.empty() : deletion && !answers.containsKey(path) ? delete(path) : find(path);
        byte[] body = Json.encode(found.orElse(Map.of("code", "MODEL_NOT_FOUND", "detail", "none")));
        exchange.getResponseHeaders()
                .set("Content-Type", found.isPresent() || away.get() ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(away.get() ? 500 : found.isPresent() ? 200 : 404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void declare(String path, ChangeGate declared) {
        gates.put(
                path,
                new GateRules(
                        path.split("/")[3], 1, declared.rules(), declared.by(), declared.reason(), Instant.EPOCH));
    }

    private Optional<Object> find(String path) {
        if (answers.containsKey(path)) {
            return Optional.of(answers.get(path));
        }
        if (path.startsWith(ROLLOUTS)) {
            return rollouts.stream()
                    .filter(rollout -> path.equals(ROLLOUTS + rollout.id()))
                    .<Object>map(rollout -> rollout)
                    .findFirst();
        }
        if (path.matches("/v1/models/[^/]+/rollouts")) {
            return Optional.of(rollouts.stream()
                    .filter(rollout -> path.contains("/" + rollout.modelName() + "/"))
                    .toList());
        }
        if (path.endsWith("/gate")) {
            String model = path.split("/")[3];
            return versions.stream().anyMatch(version -> version.name().equals(model))
                    ? Optional.of(gates.getOrDefault(path, GateRules.standard(model)))
                    : Optional.empty();
        }
        if (plans.containsKey(path)) {
            return Optional.of(plans.get(path));
        }
        return switch (path) {
            case "/q/health/ready" -> Optional.of(Map.of("status", "UP"));
            case "/v1/champions" -> Optional.of(versions);
            case "/v1/models" ->
                Optional.of(versions.stream()
                        .map(version -> Map.of("name", version.name(), "versions", 1, "champion", version))
                        .toList());
            default ->
                versions.stream()
                        .sorted(Comparator.comparing(ModelVersion::version))
                        .map(version -> answer(path, version))
                        .flatMap(Optional::stream)
                        .findFirst();
        };
    }

    private Optional<Object> delete(String path) {
        Optional<ModelVersion> deleted = versions.stream()
                .filter(version -> path.equals("/v1/models/" + version.name() + "/versions/" + version.version()))
                .findFirst();
        deleted.ifPresent(versions::remove);
        return deleted.map(version -> new VersionRemoval(version.name(), version.version(), null));
    }

    private static Optional<Object> answer(String path, ModelVersion version) {
        String model = "/v1/models/" + version.name();
        if (path.equals(model + "/versions/" + version.version()) || path.equals(model + "/champion")) {
            return Optional.of(version);
        }
        if (path.equals(model + "/versions/" + version.version() + "/notes")) {
            return Optional.of(VersionNotes.NONE);
        }
        return path.equals(model)
                ? Optional.of(Map.of(
                        "name",
                        version.name(),
                        "champion",
                        version,
                        "versions",
                        List.of(version),
                        "decisions",
                        List.of(),
                        "serving",
                        List.of()))
                : Optional.empty();
    }
}
