package io.dockmedic.remediation.brake;

import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What holds already and could not be written down, because the journal's disk is full, say. It is written again until it is, so that
 * our next start does not undo what a person set or ended. Of each thing only what was said of it last. To be used on one context.
 */
final class Owed {
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final Timers timers;
    private final Map<String, Supplier<Future<Void>>> left = new LinkedHashMap<>();
    private Timers.@Nullable Pending pending;

    Owed(Timers timers) {
        this.timers = timers;
    }

    /** Writes it. Fails when that cannot be now; then it is owed. */
    Future<Void> write(String of, Supplier<Future<Void>> what) {
        return write(of, what, what);
    }

    /**
     * The same where only a part of it is owed.
     *
     * @param again what is written when {@code first} could not be
     */
    Future<Void> write(String of, Supplier<Future<Void>> first, Supplier<Future<Void>> again) {
        left.remove(of);
        return first.get().onFailure(full -> {
            left.put(of, again);
            later();
        });
    }

    /** It counts no more, written or not: another one has its place. */
    void drop(String of) {
        left.remove(of);
    }

    /** Writes what is owed. Completes when nothing is, fails when something still cannot be written. */
    Future<Void> settle() {
        return Future.join(List.copyOf(left.entrySet())
                .stream()
                .map(one -> one.getValue().get().onSuccess(written -> left.remove(one.getKey(), one.getValue())))
                .toList()).mapEmpty();
    }

    private void later() {
        if (pending == null) {
            pending = timers.after(AGAIN, () -> settle().onComplete(tried -> {
                pending = null;
                if (!left.isEmpty()) {
                    later();
                }
            }));
        }
    }
}
