package io.dockmedic.remediation.action.rollback;

import io.dockmedic.collectors.audit.check.DataPlace;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.action.recreate.After;
import io.dockmedic.remediation.diagnose.good.Changes;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Why a person has to say yes before a service is taken back, although that is switched on. */
final class Doubts {
    /** What ran well so long ago is not what is known to run well. */
    private static final Duration OLD = Duration.ofDays(90);
    private static final int SHOWN = 5;

    private final Clock clock;

    Doubts(Clock clock) {
        this.clock = clock;
    }

    /**
     * By the container alone: data that a newer image has changed, an older one may not understand; and who deployed it just
     * now is there.
     */
    Optional<String> of(ContainerState state, After after) {
        if (state.writableVolume() || DataPlace.known(state.image())) {
            return Optional.of("it keeps data, which an older image may not understand: a person has to say yes");
        }
        Instant made = state.createdAt();
        return made != null && clock.shown(clock.now()).isBefore(made.plus(after.age()))
                ? Optional.of("it was made at " + made + ", less than " + after.age().toMinutes()
                        + "m ago (after): whoever deployed it has to say yes")
                : Optional.empty();
    }

    /**
     * By what is known of both images, and of how it ran well. Where it would be set up otherwise than it was then, it may
     * be that which is wrong now, or which the older image does not stand.
     *
     * @param now    as it is set up
     * @param wanted as it would be
     */
    List<String> of(GoodRun good, Blueprint now, Blueprint wanted, ImageWords from, ImageWords to) {
        List<String> doubts = new ArrayList<>();
        List<String> changes = good.key().isEmpty()
                ? List.of("how it was then is not known")
                : Changes.besideTheImage(good, wanted.details());
        if (!changes.isEmpty()) {
            doubts.add("it would not be set up as when it ran well ("
                    + String.join("; ", changes.stream().limit(SHOWN).toList())
                    + (changes.size() > SHOWN ? "; and more" : "") + ")");
        }
        if (isRoot(wanted) && !isRoot(now)) {
            doubts.add("it would run as root, which it does not now");
        }
        if (Collections.disjoint(from.repositories(), to.repositories())) {
            doubts.add("the one image is not called as the other: " + from.name() + ", " + to.name());
        }
        if (good.at().plus(OLD).isBefore(clock.now())) {
            doubts.add("it ran well more than " + OLD.toDays() + " days ago");
        }
        if (from.names().stream().anyMatch(DataPlace::known) || to.names().stream().anyMatch(DataPlace::known)) {
            doubts.add("it keeps data, which an older image may not understand");
        }
        return doubts;
    }

    private static boolean isRoot(Blueprint of) {
        String user = of.user().split(":", 2)[0];
        return user.isEmpty() || user.equals("root") || user.equals("0");
    }
}
