package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.gpu.reading.GpuTraits;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;

/**
 * What is to be reset, by what was read of the GPUs since an incident's last event: has them read anew and waits for that where what
 * there is says no. To be used once, on one context. The future fails with {@link Refusal} where nothing is to be reset.
 */
final class FreshLook {
    private static final Duration AGAIN = Duration.ofMillis(500);
    /** Rounds of reading take moments, and where a GPU hangs five seconds. */
    private static final int TRIES = 20;
    /** The same until one that is begun now is over: that under way comes first. */
    private static final int READINGS = 30;
    /** What a fault calls for may be said a moment after the fault. */
    private static final Duration SAID = Duration.ofSeconds(2);

    private final OnGpu with;
    /** What was begun to be read before says nothing yet of what the incident is about. */
    private final Instant fresh;

    FreshLook(OnGpu with, Incident incident) {
        this.with = with;
        Instant now = with.clock().now();
        this.fresh = incident.evidence()
                .stream()
                .map(event -> event.at().plus(SAID))
                .filter(now::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(now);
    }

    /** Of that GPU, with those that it is linked to. */
    Future<Group> group(Gpu gpu) {
        return traits(1).compose(traits -> group(gpu, traits, 1));
    }

    private Future<Map<String, GpuTraits>> traits(int tried) {
        return with.gpus().traits().recover(why -> {
            if (tried == TRIES) {
                return Future.failedFuture(Refusal.of("how the GPUs are set up cannot be seen: " + why.getMessage()));
            }
            Promise<Map<String, GpuTraits>> later = Promise.promise();
            with.timers().after(AGAIN, () -> traits(tried + 1).onComplete(later));
            return later.future();
        });
    }

    /** What stands against it is believed of what was read since the incident's last event only. */
    private Future<Group> group(Gpu gpu, Map<String, GpuTraits> traits, int tried) {
        boolean old = with.gpus().began().isBefore(fresh);
        try {
            return Future.succeededFuture(Group.of(with.gpus().latest(), traits, gpu));
        } catch (Refusal refusal) {
            if (!old || tried == READINGS) {
                return Future.failedFuture(refusal);
            }
            with.gpus().look();
            Promise<Group> later = Promise.promise();
            with.timers().after(AGAIN, () -> group(gpu, traits, tried + 1).onComplete(later));
            return later.future();
        }
    }
}
