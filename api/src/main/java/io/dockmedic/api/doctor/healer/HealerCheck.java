package io.dockmedic.api.doctor.healer;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.dockmedic.collectors.container.view.Sighting;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Other healers among the containers that run. */
public final class HealerCheck implements Check {
    @Override
    public String name() {
        return "healers";
    }

    @Override
    public Section section() {
        return Section.HEALERS;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        return facts.containers().map(HealerCheck::of);
    }

    /** Whether an image is of a program that does what Dockmedic does. */
    public static boolean isHealer(String image) {
        return KnownHealer.of(image).filter(KnownHealer::restarts).isPresent();
    }

    static List<Finding> of(List<Sighting> containers) {
        List<Finding> found = containers.stream()
                .filter(one -> one.state().running())
                .flatMap(one -> KnownHealer.of(one.container().image()).map(healer -> finding(healer, one)).stream())
                .toList();
        return found.isEmpty() ? List.of(Finding.ok("no container is a healer or updater that is known here")) : found;
    }

    private static Finding finding(KnownHealer healer, Sighting sighting) {
        String name = sighting.container().name();
        Optional<Finding> twice = Optional.of(healer)
                .filter(KnownHealer::restarts)
                .map(both -> Finding.loses("it is " + both.title() + ", which " + both.does()
                        + "; where it restarts one"
                        + " during a fault Dockmedic waits 2 min, and says so: two healers on one container make a loop")
                        .todo("docker stop " + name, "labels autoheal=true go on to hold: unhealthy is restarted"));
        return twice
                .orElseGet(() -> Finding.ok("it is " + healer.title() + ", which " + healer.does()
                        + "; it has the right of way"))
                .about(name);
    }
}
