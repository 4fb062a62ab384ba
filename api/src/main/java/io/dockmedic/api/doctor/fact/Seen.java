package io.dockmedic.api.doctor.fact;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.watch.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The engine's containers, as far as it tells.
 *
 * @param containers those it could look into, running or not
 * @param unseen     the others
 */
record Seen(List<Sighting> containers, List<Unseen> unseen) {
    private static final int SHORT = 12;

    Seen {
        containers = List.copyOf(containers);
        unseen = List.copyOf(unseen);
    }

    /**
     * What came of looking into each.
     *
     * @param answers by id; one that went meanwhile is left out
     */
    static Seen of(Map<String, CallResult<ContainerState>> answers) {
        List<Sighting> containers = new ArrayList<>();
        List<Unseen> unseen = new ArrayList<>();
        new TreeMap<>(answers).forEach((id, answer) -> {
            switch (answer) {
                case CallResult.Done<ContainerState>(ContainerState state) ->
                    containers.add(new Sighting(Facts.of(state), state));
                case CallResult.Refused<ContainerState> no when no.error() == ErrorClass.NOT_FOUND -> {
                    // Gone since.
                }
                case CallResult.Refused<ContainerState> no -> unseen.add(new Unseen(id, "asked about it, the engine"
                        + " answers " + (no.status() == 0 ? "not: " : no.status() + ": ") + no.message()));
                case CallResult.Unknown<ContainerState>(String why) ->
                    unseen.add(new Unseen(id, "asked about it, the engine does not answer: " + why));
            }
        });
        return new Seen(containers, unseen);
    }

    /** Whether the engine, or what is before it, looks into none of them. */
    boolean blind() {
        return containers.isEmpty() && !unseen.isEmpty();
    }

    /** The same, with names for ids; the beginning of the id where there is none. */
    Seen named(Map<String, String> names) {
        return new Seen(containers, unseen.stream()
                .map(one -> new Unseen(names.getOrDefault(one.name(),
                        one.name().substring(0, Math.min(SHORT, one.name().length()))), one.why()))
                .toList());
    }
}
