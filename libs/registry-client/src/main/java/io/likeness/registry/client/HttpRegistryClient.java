package io.likeness.registry.client;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.AliasName;
import io.likeness.contracts.model.ChangeAlias;
import io.likeness.contracts.model.ChangeGate;
import io.likeness.contracts.model.ChangeNotes;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.GateRules;
import io.likeness.contracts.model.ModelAlias;
import io.likeness.contracts.model.ModelHistory;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelSummary;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.NotedVersion;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.contracts.model.VersionComparison;
import io.likeness.contracts.model.VersionFilter;
import io.likeness.contracts.model.VersionLineage;
import io.likeness.contracts.model.VersionNotes;
import io.likeness.contracts.model.VersionRef;
import io.likeness.contracts.model.VersionRemoval;
import io.likeness.contracts.rollout.ChangeRollout;
import io.likeness.contracts.rollout.GeneratorReport;
import io.likeness.contracts.rollout.Rollout;
import io.likeness.registry.client.Verdict.Answered;
import io.likeness.registry.client.Verdict.Refused;
import io.likeness.registry.client.Verdict.Unanswered;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks model-registry over HTTP. All of its calls may be repeated, so each is tried again within its deadline. */
public final class HttpRegistryClient implements RegistryClient {
    private static final String MODELS = "/v1/models";

    private final RegistrySettings settings;
    private final HttpCalls calls;
    private final Supplier<Map<String, String>> headers;

    public HttpRegistryClient(RegistrySettings settings) {
        this(settings, Map::of);
    }

    /** @param headers of each call, as the calling thread has them: which request, and which trace, it is made for */
    public HttpRegistryClient(RegistrySettings settings, Supplier<Map<String, String>> headers) {
        this.settings = settings;
        this.headers = headers;
        this.calls = new HttpCalls(settings);
    }

    @Override
    public List<ModelSummary> fetchModels() {
        return List.of(require(get(MODELS, ModelSummary[].class)));
    }

    @Override
    public Optional<ModelHistory> findModel(ModelName name) {
        return find(get(MODELS + "/" + name, ModelHistory.class));
    }

    @Override
    public Optional<ModelVersion> findVersion(VersionRef version) {
        return find(get(path(version), ModelVersion.class));
    }

    @Override
    public Optional<ModelVersion> findChampion(ModelName name) {
        return find(get(MODELS + "/" + name + "/champion", ModelVersion.class));
    }

    @Override
    public List<ModelVersion> fetchChampions() {
        return List.of(require(get("/v1/champions", ModelVersion[].class)));
    }

    @Override
    public Optional<ServingPlan> findServing(ModelName name) {
        return find(get(serving(name), ServingPlan.class));
    }

    @Override
    public Optional<ServingPlan> changeServing(ModelName name, ChangeServing change) {
        return find(put(serving(name), change, ServingPlan.class));
    }

    @Override
    public Optional<GateRules> findGate(ModelName name) {
        return find(get(gate(name), GateRules.class));
    }

    @Override
    public Optional<GateRules> changeGate(ModelName name, ChangeGate change) {
        return find(put(gate(name), change, GateRules.class));
    }

    @Override
    public Optional<ModelAlias> findAlias(ModelName name, AliasName alias) {
        return find(get(alias(name, alias), ModelAlias.class));
    }

    @Override
    public Optional<ModelAlias> changeAlias(ModelName name, AliasName alias, ChangeAlias change) {
        return find(
                change.version() == null
                        ? remove(alias(name, alias), change)
                        : put(alias(name, alias), change, ModelAlias.class));
    }

    private Verdict<ModelAlias> remove(String alias, ChangeAlias change) {
        String path = alias + "?reason=" + segment(change.reason())
                + (change.by() == null ? "" : "&by=" + segment(change.by()))
                + (change.revision() == null ? "" : "&revision=" + change.revision());
        return calls.ask(request(path).DELETE().build(), ModelAlias.class);
    }

    @Override
    public Optional<VersionNotes> findNotes(VersionRef version) {
        return find(get(path(version) + "/notes", VersionNotes.class));
    }

    @Override
    public Optional<VersionNotes> changeNotes(VersionRef version, ChangeNotes change) {
        return find(send("PATCH", path(version), change, VersionNotes.class));
    }

    @Override
    public Optional<List<NotedVersion>> findVersions(ModelName name, VersionFilter filter) {
        StringBuilder path = new StringBuilder(MODELS + "/" + name + "/versions?limit=" + filter.limit());
        filter.tags().forEach((key, value) -> path.append("&tag=").append(segment(key + ":" + value)));
        if (filter.text() != null) {
            path.append("&text=").append(segment(filter.text()));
        }
        if (filter.alias() != null) {
            path.append("&alias=").append(segment(filter.alias()));
        }
        return find(get(path.toString(), NotedVersion[].class)).map(List::of);
    }

    @Override
    public Optional<VersionLineage> findLineage(VersionRef version) {
        return find(get(path(version) + "/lineage", VersionLineage.class));
    }

    @Override
    public Optional<VersionComparison> compare(VersionRef version, int with) {
        return find(get(path(version) + "/comparison?with=" + with, VersionComparison.class));
    }

    @Override
    public List<Rollout> report(String generatorId, GeneratorReport report) {
        return List.of(require(put("/v1/generators/" + segment(generatorId), report, Rollout[].class)));
    }

    @Override
    public Optional<Rollout> findRollout(String id) {
        return find(get(rollout(id), Rollout.class));
    }

    @Override
    public List<Rollout> fetchRollouts(ModelName name) {
        return List.of(require(get(MODELS + "/" + name + "/rollouts", Rollout[].class)));
    }

    @Override
    public Optional<Rollout> changeRollout(String id, ChangeRollout change) {
        return find(put(rollout(id), change, Rollout.class));
    }

    @Override
    public ModelVersion register(String trainingId, RegisterVersion registration) {
        return require(put(registration(trainingId), registration, ModelVersion.class));
    }

    @Override
    public Optional<VersionRemoval> delete(VersionRef version, String correlationId) {
        HttpRequest request = request(path(version))
                .setHeader("X-Correlation-Id", Require.text("correlationId", correlationId))
                .DELETE()
                .build();
        return find(calls.ask(request, VersionRemoval.class));
    }

    @Override
    public Optional<ModelVersion> findRegistration(String trainingId) {
        return find(get(registration(trainingId), ModelVersion.class));
    }

    private static String registration(String trainingId) {
        return "/v1/registrations/" + segment(Require.text("trainingId", trainingId));
    }

    private static String serving(ModelName name) {
        return MODELS + "/" + name + "/serving";
    }

    private static String rollout(String id) {
        return "/v1/rollouts/" + segment(Require.text("id", id));
    }

    private static String alias(ModelName name, AliasName alias) {
        return MODELS + "/" + name + "/aliases/" + alias;
    }

    private static String gate(ModelName name) {
        return MODELS + "/" + name + "/gate";
    }

    private static String path(VersionRef version) {
        return MODELS + "/" + version.name() + "/versions/" + version.version();
    }

    private <T> Verdict<T> get(String path, Class<T> type) {
        return calls.ask(request(path).build(), type);
    }

    private <T> Verdict<T> put(String path, Object content, Class<T> type) {
        return send("PUT", path, content, type);
    }

    private <T> Verdict<T> send(String method, String path, Object content, Class<T> type) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(Json.encode(content)))
                .build();
        return calls.ask(request, type);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.resolve(path))
                .header("Accept", "application/json, application/problem+json");
        headers.get().forEach(request::setHeader);
        return request;
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static <T> Optional<T> find(Verdict<T> verdict) {
        return verdict instanceof Refused<T> refused && refused.code() == ErrorCode.MODEL_NOT_FOUND
                ? Optional.empty()
                : Optional.of(require(verdict));
    }

    private static <T> T require(Verdict<T> verdict) {
        return switch (verdict) {
            case Answered<T>(T value) -> value;
            case Refused<T>(ErrorCode code, String detail) ->
                throw new LikenessException(code, "model-registry refuses: " + detail);
            case Unanswered<T> unanswered ->
                throw new LikenessException(
                        ErrorCode.REGISTRY_UNAVAILABLE,
                        "model-registry: expected an answer, found " + unanswered.found(),
                        unanswered.cause());
        };
    }
}
