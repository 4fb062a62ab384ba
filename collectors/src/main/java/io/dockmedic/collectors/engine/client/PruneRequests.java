package io.dockmedic.collectors.engine.client;

import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What is asked of the engine to make room. */
final class PruneRequests implements PruneCalls {
    /** Many pieces, on a slow disk that is full. */
    private static final Duration PRUNE = Duration.ofMinutes(10);
    private static final Duration MEASURE = Duration.ofMinutes(2);
    /** Of one thing of many files, on a slow disk that is full. */
    private static final Duration REMOVE = Duration.ofMinutes(2);

    private final Requests calls;

    PruneRequests(Requests calls) {
        this.calls = calls;
    }

    @Override
    public Future<CallResult<List<CacheEntry>>> buildCache() {
        return calls.measure(MEASURE, version -> calls.get(version,
                "/system/df" + (version.compareTo(DockerJavaCalls.SPACE_BY_TYPE) < 0 ? "" : "?type=build-cache"),
                PruneReader::cache));
    }

    @Override
    public Future<CallResult<CachePruned>> pruneBuildCache(Duration unusedFor) {
        String filters = URLEncoder.encode("{\"until\":{\"" + unusedFor.toSeconds() + "s\":true}}",
                StandardCharsets.UTF_8);
        return calls.change(PRUNE, version -> calls.json("POST", version, "/build/prune?filters=" + filters,
                PruneReader::pruned));
    }

    @Override
    public Future<CallResult<List<ImageEntry>>> namelessImages() {
        return calls.look(version -> calls.get(version,
                "/images/json?filters=" + Requests.escaped("{\"dangling\":[\"true\"]}"), PruneReader::nameless));
    }

    @Override
    public Future<CallResult<List<String>>> tags(String image) {
        return calls.look(version -> calls.get(version, "/images/" + Requests.escaped(image) + "/json",
                json -> PruneReader.names(json.path("RepoTags"))));
    }

    @Override
    public Future<CallResult<Void>> removeImage(String image) {
        return calls.change(REMOVE, version -> calls.send("DELETE", version,
                "/images/" + Requests.escaped(image) + "?noprune=1&force=false"));
    }

    @Override
    public Future<CallResult<Leftover>> leftover(String container, boolean size) {
        Function<ApiVersion, CallResult<Leftover>> call = version -> calls.get(version,
                "/containers/" + Requests.escaped(container) + "/json" + (size ? "?size=1" : ""),
                PruneReader::leftover);
        return size ? calls.measure(MEASURE, call) : calls.look(call);
    }

    @Override
    public Future<CallResult<Void>> removeContainer(String container) {
        return calls.change(REMOVE, version -> calls.send("DELETE", version,
                "/containers/" + Requests.escaped(container) + "?v=false&force=false"));
    }
}
