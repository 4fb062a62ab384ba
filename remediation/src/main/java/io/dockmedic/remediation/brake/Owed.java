package io.dockmedic.remediation.brake;

import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What holds already and could not be written down, because the journal's disk is full, say. It is written again until it is, so that
 * our next start does not undo what a person set or ended. Of each thing only what was said of it last. To be used on one context.
 */
final class Owed {
    private static final Duration AGAIN = Duration.ofSeconds(30);

    /** What is to be written of something; another one once more was said of it. */
    private static final class Debt {
        private final Supplier<Future<Void>> what;

        private Debt(Supplier<Future<Void>> what) {
            this.what = what;
        }
    }

    private final Timers timers;
    /** The last that was said of each thing and is not known to be written. */
    private final Map<String, Debt> last = new LinkedHashMap<>();
    /** Of these, what could not be written. */
    private final Set<String> failed = new LinkedHashSet<>();
    private Timers.@Nullable Pending pending;

    Owed(Timers timers) {
        this.timers = timers;
    }

    /** Writes it. Fails when that cannot be now; then it is owed. */
    Future<Void> write(String of, Supplier<Future<Void>> what) {
        return write(Map.of(of, what), what);
    }

    /**
     * Writes what concerns several things, together. Fails when that cannot be now; then each part is owed by itself.
     *
     * @param parts by what they are of
     */
    Future<Void> write(Map<String, Supplier<Future<Void>>> parts, Supplier<Future<Void>> together) {
        Map<String, Debt> mine = new LinkedHashMap<>();
        parts.forEach((of, what) -> mine.put(of, new Debt(what)));
        last.putAll(mine);
        failed.removeAll(parts.keySet());
        return together.get()
                .onSuccess(written -> mine.forEach(last::remove))
                .onFailure(full -> mine.forEach((of, debt) -> {
                    // Unless something else was said of it since.
                    if (last.get(of) == debt) {
                        failed.add(of);
                    }
                    later();
                }));
    }

    /** Writes what is owed. Completes when nothing is, fails when something still cannot be written. */
    Future<Void> settle() {
        return Future.join(List.copyOf(failed).stream().map(this::again).toList()).mapEmpty();
    }

    private Future<Void> again(String of) {
        Debt debt = last.get(of);
        if (debt == null) {
            return Future.succeededFuture();
        }
        return debt.what.get().onSuccess(written -> {
            if (last.remove(of, debt)) {
                failed.remove(of);
            }
        });
    }

    private void later() {
        if (pending == null) {
            pending = timers.after(AGAIN, () -> settle().onComplete(tried -> {
                pending = null;
                if (!failed.isEmpty()) {
                    later();
                }
            }));
        }
    }
}
