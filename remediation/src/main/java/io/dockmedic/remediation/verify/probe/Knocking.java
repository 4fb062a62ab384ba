package io.dockmedic.remediation.verify.probe;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Asks at a port of a container: tries the places where that may be reached from here, one after the other, until one of them
 * says anything.
 *
 * @param timeout what one place has
 * @param nowhere why there is no such place, where nothing else is known of that
 */
record Knocking(int port, Duration timeout, Reach reach, String nowhere) {
    /** How the port is called, for a person. */
    String at(ContainerState container) {
        return "port " + port + " of " + container.name();
    }

    /**
     * What the first said that said anything, else why the first said nothing. The future never fails.
     *
     * @param where which places count
     * @param once  tries one of them
     */
    Future<Said> once(ContainerState container, Function<Places, List<Places.Place>> where,
            Function<Places.Place, Future<Said>> once) {
        return reach.of(container.id()).compose(places -> {
            List<Places.Place> known = where.apply(places);
            return known.isEmpty()
                    ? Future.succeededFuture(nothing(container,
                            "cannot be asked: " + (places.why().isEmpty() ? nowhere : places.why())))
                    : first(known, once).otherwise(failure -> nothing(container, Failure.words(failure, timeout)));
        });
    }

    private Said nothing(ContainerState container, String why) {
        return new Said(false, at(container) + " " + why);
    }

    private static Future<Said> first(List<Places.Place> places, Function<Places.Place, Future<Said>> once) {
        Future<Said> first = once.apply(places.getFirst());
        Future<Said> said = first;
        for (Places.Place place : places.subList(1, places.size())) {
            said = said.recover(silent -> once.apply(place));
        }
        return said.recover(silent -> first);
    }
}
