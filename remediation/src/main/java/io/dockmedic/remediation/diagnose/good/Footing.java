package io.dockmedic.remediation.diagnose.good;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.Mount;
import io.dockmedic.collectors.host.mount.Ground;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether what a container mounts from the host lies where it lay when its service last ran well. A share that is not mounted leaves an
 * empty folder, and a database that is started on it begins anew.
 */
public final class Footing {
    private static final Logger LOG = LoggerFactory.getLogger(Footing.class);
    private static final Duration LATE_SHARE = Duration.ofSeconds(30);

    private final GoodRuns runs;
    private final Function<Collection<String>, Future<Map<String, Ground>>> grounds;
    private final BooleanSupplier booting;

    /**
     * @param grounds what paths lie on, as far as that is known; the future never fails
     * @param booting whether the machine started only just now
     */
    public Footing(GoodRuns runs, Function<Collection<String>, Future<Map<String, Ground>>> grounds,
            BooleanSupplier booting) {
        this.runs = runs;
        this.grounds = grounds;
        this.booting = booting;
    }

    /**
     * Whether something that is not mounted is only late, for a fault of that time: for half a minute, and while the machine boots. What
     * became read-only is not.
     *
     * @param against what {@link #against} said
     */
    public boolean isLate(String against, Instant fault, Instant now) {
        return !Ground.closed(against) && (now.isBefore(fault.plus(LATE_SHARE)) || booting.getAsBoolean());
    }

    /** What the host's folders that it mounts lie on now. The future never fails. */
    Future<Map<String, Ground>> now(ContainerState state) {
        return grounds.apply(sources(state));
    }

    /** Why it must not be started now, for a person; empty when nothing is known against it. The future never fails. */
    public Future<String> against(String service, ContainerState state) {
        List<String> sources = sources(state);
        if (sources.isEmpty()) {
            return Future.succeededFuture("");
        }
        return runs.of(service)
                .compose(good -> good.map(GoodRun::grounds).filter(then -> !then.isEmpty()).isEmpty()
                        ? Future.succeededFuture("")
                        : grounds.apply(sources)
                                .map(now -> moved(good.orElseThrow().grounds(), asUsed(state, now))
                                        .map(why -> why + ". See to that, then start it, or restart it where it runs")
                                        .orElse("")))
                .onFailure(unread -> LOG.atWarn()
                        .addKeyValue("service", service)
                        .addKeyValue("reason", unread.getMessage())
                        .log("On what its folders lay is not known, and is not looked at"))
                .otherwise("");
    }

    /** Whether one of them lies on something else. */
    static Optional<String> moved(Map<String, Ground> then, Map<String, Ground> now) {
        return new TreeSet<>(now.keySet()).stream()
                .filter(then::containsKey)
                .flatMap(path -> Objects.requireNonNull(then.get(path))
                        .differs(path, Objects.requireNonNull(now.get(path)))
                        .stream())
                .findFirst();
    }

    /** That one takes no writes does not matter to what only reads there. */
    private static Map<String, Ground> asUsed(ContainerState state, Map<String, Ground> now) {
        Set<String> written = binds(state).filter(Mount::writable).map(Mount::source).collect(Collectors.toSet());
        Map<String, Ground> used = new HashMap<>(now);
        used.replaceAll((path, ground) -> written.contains(path) ? ground : ground.toRead());
        return used;
    }

    private static List<String> sources(ContainerState state) {
        return binds(state).map(Mount::source).distinct().toList();
    }

    /** What volumes lie on the engine itself sees to. */
    private static Stream<Mount> binds(ContainerState state) {
        return state.mounts().stream().filter(mount -> mount.type().equals("bind") && mount.source().startsWith("/"));
    }
}
