package io.dockmedic.collectors.engine.client;

import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** What is asked of the engine to make room. */
final class PruneRequests implements PruneCalls {
    /** Many pieces, on a slow disk that is full. */
    private static final Duration PRUNE = Duration.ofMinutes(10);
    private static final Duration MEASURE = Duration.ofMinutes(2);

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
}
