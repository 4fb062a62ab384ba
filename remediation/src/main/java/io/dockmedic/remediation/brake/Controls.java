package io.dockmedic.remediation.brake;

import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.brake.Switch;
import io.dockmedic.remediation.decide.brake.Switch.Kind;
import io.dockmedic.remediation.decide.storm.Storm;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How people set what holds up acts. May be called from any thread. What is set holds at once; the futures fail when it
 * could not be written down yet: it is written again until it is, and ends with this run of the program if it never can be.
 */
public final class Controls {
    /** The program is still starting: nothing was set. */
    public static final class NotStarted extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotStarted() {
            super("remediation has not started yet; ask again in a moment", null, false, false);
        }
    }

    /** So many hold already that no more are taken. */
    public static final class TooManyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManyException(String message) {
            super(message, null, false, false);
        }
    }

    private record Bound(Context context, Brake brake) {}

    /** What {@link #resume} ended. */
    public record Resumed(List<Switch> switches, List<Storm> storms) {
        public Resumed {
            switches = List.copyOf(switches);
            storms = List.copyOf(storms);
        }
    }

    private volatile @Nullable Bound bound;
    private volatile Runnable listener = () -> {};

    /** Everything is done on {@code context}. */
    public void bind(Context context, Brake brake) {
        brake.whenChanged(() -> listener.run());
        bound = new Bound(context, brake);
    }

    /** @param then run, on remediation's own thread, when what people set or a storm begins or ends */
    public void whenChanged(Runnable then) {
        listener = then;
    }

    /**
     * Nothing is changed any more.
     *
     * @param length null: until resumed
     * @param dryRun nobody is told either; it is said what would be done
     */
    public Future<Switch> pause(@Nullable Duration length, String reason, String by, boolean dryRun) {
        return on(brake -> brake.switchboard()
                .set(dryRun ? Kind.DRY_RUN : Kind.PAUSE, ServicePattern.ALL, length, reason, by));
    }

    /** Ends pauses, dry-run and storms. Fails also while the end of an earlier one is not written down. */
    public Future<Resumed> resume(String by) {
        return on(brake -> {
            Future<Void> earlier = brake.owed().settle();
            Future<List<Storm>> storms = brake.storm().resume(by);
            Future<List<Switch>> pauses = brake.switchboard().endAll(Kind.PAUSE, by);
            Future<List<Switch>> dryRuns = brake.switchboard().endAll(Kind.DRY_RUN, by);
            return Future.join(earlier, storms, pauses, dryRuns)
                    .map(all -> new Resumed(
                            Stream.concat(pauses.result().stream(), dryRuns.result().stream()).toList(),
                            storms.result()));
        });
    }

    /**
     * Of these services nothing is changed and nobody is told, for so long. Fails with {@link TooManyException} where 500
     * silences hold.
     */
    public Future<Switch> silence(ServicePattern services, Duration length, String reason, String by) {
        return on(brake -> brake.switchboard().set(Kind.SILENCE, services, length, reason, by));
    }

    /** Makes a silence end so long from now; empty when there is none of that id. */
    public Future<Optional<Switch>> extend(String id, Duration length, String by) {
        return on(brake -> brake.switchboard().extend(id, length, by));
    }

    /** Ends what has that id; empty when nothing has. */
    public Future<Optional<Switch>> end(String id, String by) {
        return on(brake -> brake.switchboard().end(id, by));
    }

    /** What holds up acts now. */
    public Future<Standing> standing() {
        return on(Brake::standing);
    }

    private <T> Future<T> on(Function<Brake, Future<T>> what) {
        Bound here = bound;
        if (here == null) {
            return Future.failedFuture(new NotStarted());
        }
        Promise<T> done = Promise.promise();
        here.context().runOnContext(go -> what.apply(here.brake()).onComplete(done));
        return done.future();
    }
}
