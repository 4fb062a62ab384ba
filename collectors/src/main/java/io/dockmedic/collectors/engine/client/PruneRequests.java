package io.dockmedic.collectors.engine.client;

import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What is asked of the engine to make room. */
final class PruneRequests implements PruneCalls {
    /** Many layers, on a slow disk that is full. */
    private static final Duration REMOVE = Duration.ofMinutes(2);
    private static final Duration PRUNE = Duration.ofMinutes(10);
    private static final Duration MEASURE = Duration.ofMinutes(2);

    private final DockerJavaCalls calls;

    PruneRequests(DockerJavaCalls calls) {
        this.calls = calls;
    }

    @Override
    public Future<CallResult<List<ImageEntry>>> images() {
        return calls.look(version -> calls.get(version, "/images/json?all=1", PruneReader::images));
    }

    @Override
    public Future<CallResult<Set<String>>> imagesOfContainers() {
        return calls.look(
                version -> calls.get(version, "/containers/json?all=1", PruneReader::imagesOfContainers));
    }

    @Override
    public Future<CallResult<ImageNames>> imageNames(String id) {
        return calls.look(version -> calls.get(version, "/images/" + escaped(id) + "/json", PruneReader::imageNames));
    }

    @Override
    public Future<CallResult<Void>> removeImage(String id) {
        return calls.change(REMOVE, version -> calls.json("DELETE", version,
                "/images/" + escaped(id) + "?noprune=1", DockerJavaCalls::nothing));
    }

    @Override
    public Future<CallResult<List<CacheEntry>>> buildCache() {
        return calls.measure(MEASURE, version -> calls.get(version,
                "/system/df" + (version.compareTo(DockerJavaCalls.SPACE_BY_TYPE) < 0 ? "" : "?type=build-cache"),
                PruneReader::cache));
    }

    @Override
    public Future<CallResult<List<String>>> pruneBuildCache(Duration unusedFor) {
        String filters = escaped("{\"until\":{\"" + unusedFor.toSeconds() + "s\":true}}");
        return calls.change(PRUNE, version -> calls.json("POST", version, "/build/prune?filters=" + filters,
                PruneReader::removed));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
