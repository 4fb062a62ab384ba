package io.dockmedic.remediation.verify.probe;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** Tries the places where a port may be, one after the other, until one of them says anything. */
final class Knocking {
    private Knocking() {}

    /**
     * What the first said that said anything; fails as the first did where none does.
     *
     * @param places at least one
     * @param once   tries one of them
     */
    static <T> Future<T> at(List<Places.Place> places, Function<Places.Place, Future<T>> once) {
        Future<T> first = once.apply(places.getFirst());
        Future<T> said = first;
        for (Places.Place place : places.subList(1, places.size())) {
            said = said.recover(silent -> once.apply(place));
        }
        return said.recover(silent -> first);
    }
}
