package io.dockmedic.remediation.action.prune;

import io.dockmedic.remediation.record.Thing;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What would go, if everything that could go did.
 *
 * @param parts by kind
 * @param none  of which kinds nothing would, and why
 */
record Forecast(List<Part> parts, List<String> none) {
    /** What would go of one kind. */
    record Part(String kind, Stage.Plan.Found found) {}

    /** Looks; changes nothing of the engine's. The future never fails. */
    static Future<Forecast> of(List<Stage> stages) {
        return next(stages, 0, new Forecast(new ArrayList<>(), new ArrayList<>()));
    }

    private static Future<Forecast> next(List<Stage> stages, int which, Forecast so) {
        return which == stages.size()
                ? Future.succeededFuture(so)
                : stages.get(which).plan().compose(plan -> {
                    switch (plan) {
                        case Stage.Plan.Found found when found.things().isEmpty() -> so.none().add(found.none());
                        case Stage.Plan.Found found -> so.parts().add(new Part(stages.get(which).kind(), found));
                        case Stage.Plan.Blind blind -> so.none().add(blind.why());
                    }
                    return next(stages, which + 1, so);
                });
    }

    boolean nothing() {
        return parts.isEmpty();
    }

    boolean several() {
        return parts.stream().mapToLong(part -> part.found().things().size()).sum() > 1;
    }

    String why() {
        return String.join("; ", none);
    }

    String words() {
        return parts.stream().map(part -> part.found().words()).collect(Collectors.joining("; "));
    }

    /** With how each was chosen. */
    String chosen() {
        return parts.stream()
                .map(part -> part.found().words() + ", " + part.found().chosen())
                .collect(Collectors.joining("; "));
    }

    /** What does not go. */
    String stays() {
        List<String> kinds = parts.stream().map(Part::kind).toList();
        return (kinds.contains(ImageStage.KIND) ? "other images, " : "images, ")
                + (kinds.contains(ContainerStage.KIND) ? "other containers" : "containers")
                + " and volumes stay";
    }

    /** How many nobody has measured. */
    long unmeasured() {
        return parts.stream()
                .flatMap(part -> part.found().things().stream())
                .filter(thing -> thing.bytes() == Thing.UNMEASURED)
                .count();
    }

    /** An image's are also those that it shares with others, which stay. */
    long bytes() {
        return parts.stream().flatMap(part -> part.found().things().stream()).mapToLong(Thing::measured).sum();
    }
}
