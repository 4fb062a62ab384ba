package io.dockmedic.remediation.diagnose;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks closely at the container that somebody names. May be asked from any thread. */
public final class Examinations {
    private static final int SHORTEST_ID = 4;

    private final Examination examination;
    private final Supplier<Collection<Container>> containers;

    /** @param containers every container there is */
    public Examinations(Examination examination, Supplier<Collection<Container>> containers) {
        this.examination = examination;
        this.containers = containers;
    }

    /**
     * What can be found out of a container now, as the API has it; empty when there is none. The future never fails.
     *
     * @param name its service, its name or the beginning of its id
     */
    public Future<Optional<JsonObject>> of(String name) {
        return containers.get()
                .stream()
                .filter(one -> new ServicePattern(name).matches(one)
                        || (name.length() >= SHORTEST_ID && one.id().startsWith(name)))
                .min(Comparator.comparing(Container::name))
                .map(one -> examination.of(one).map(Optional::of))
                .orElse(Future.succeededFuture(Optional.empty()));
    }
}
