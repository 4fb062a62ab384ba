package io.dockmedic.collectors.alert.kafka;

import io.dockmedic.collectors.base.fold.Folds;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people of records that cannot be taken: the first of a topic at once, those of a minute after it together; and in
 * health for ten minutes. For one context.
 */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final String PART = "kafka.refused";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SHOWN = Duration.ofMinutes(10);

    private final Clock clock;
    private final Timers timers;
    private final Health health;
    private final Folds<String, String> folds;
    private Timers.@Nullable Pending due;
    private Timers.@Nullable Pending over;

    Refusals(Clock clock, Timers timers, Health health) {
        this.clock = clock;
        this.timers = timers;
        this.health = health;
        this.folds = new Folds<>(List.of(), clock.now(), (topic, now) -> "");
    }

    void tell(List<Refused> refused) {
        for (Refused one : refused) {
            String last = one.letter().place() + " (" + one.why() + ")";
            folds.take(one.letter().topic(), many -> (many == 1 ? "a record" : many + " records") + " of "
                    + one.letter().topic() + " cannot be taken, the last is " + last, clock.now())
                    .ifPresent(this::log);
            say(last);
        }
        if (!refused.isEmpty() && due == null) {
            due = timers.after(MINUTE, this::minute);
        }
    }

    private void minute() {
        due = null;
        folds.due(clock.now()).stream().filter(line -> !line.isEmpty()).forEach(this::log);
        if (!folds.keys().isEmpty()) {
            due = timers.after(MINUTE, this::minute);
        }
    }

    private void say(String last) {
        health.say(PART, Health.Status.DEGRADED, "records cannot be taken, the last is " + last);
        if (over != null) {
            over.cancel();
        }
        over = timers.after(SHOWN, () -> health.say(PART, Health.Status.UP, ""));
    }

    private void log(String line) {
        LOG.atWarn().log(line);
    }

    void close() {
        if (due != null) {
            due.cancel();
        }
        if (over != null) {
            over.cancel();
        }
    }
}
