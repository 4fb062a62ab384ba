package io.dockmedic.api.doctor.fact;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.Surroundings;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * What has to be known before anything is looked at: the configuration, and from it the way to the engine. Both read
 * files, which may be on a network file system whose server is gone; neither takes longer than {@link #DEADLINE}.
 */
public final class Approach {
    /** A sound machine answers in milliseconds. */
    static final Duration DEADLINE = Duration.ofSeconds(5);

    private final HangGuard guard;
    private final Surroundings surroundings;

    public Approach(HangGuard guard, Surroundings surroundings) {
        this.guard = guard;
        this.surroundings = surroundings;
    }

    /** The configuration; what hangs is given up, and said in it. Never fails, but for a defect of ours. */
    public Future<Settings> settings(Optional<Path> named) {
        return settings(named, () -> Settings.read(named, surroundings));
    }

    Future<Settings> settings(Optional<Path> named, Callable<Settings> read) {
        return Stuck.seen(guard.call("configuration", DEADLINE, read),
                why -> Settings.silent(named, surroundings, why));
    }

    /** The way to the engine, as it is set; fails when what is on the way hangs. */
    public Future<Way> way(Config config) {
        Map<String, String> environment = surroundings.environment();
        return way(config.engine(), () -> EngineSockets.way(config.engine(), environment),
                way -> EngineSockets.others(way, environment));
    }

    /** Where other engines' sockets are is worth a word, and no more: what hangs there is left out. */
    Future<Way> way(String written, Callable<Way> set, Others others) {
        return guard.call("engine's address", DEADLINE, set)
                .recover(why -> Future.failedFuture("the way to " + written + ": " + why.getMessage()))
                .compose(way -> besides(way, others).map(sockets -> way.beside(sockets)));
    }

    private Future<List<Path>> besides(Way way, Others others) {
        return Stuck.seen(guard.call("other engines' sockets", DEADLINE, () -> others.than(way)), why -> List.of());
    }

    /** Looks for other engines. */
    interface Others {
        List<Path> than(Way way);
    }
}
