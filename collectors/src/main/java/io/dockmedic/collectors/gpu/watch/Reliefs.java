package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.gpu.reading.GpuTraits;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lets go of the GPUs and takes them back when others ask for it, and looks at what a reset depends on, besides the rounds. */
final class Reliefs implements Resetting {
    private final GpuStage stage;
    private final Releases releases;
    private final NvidiaReader nvidias;
    private final LastSeen seen;
    private final Supplier<GpuSamples> latest;
    private final Clock clock;
    private final Runnable soon;
    private final Runnable look;

    /**
     * @param soon begins a round as soon as one may
     * @param look the same, from any thread
     */
    Reliefs(GpuStage stage, Releases releases, NvidiaReader nvidias, LastSeen seen, Supplier<GpuSamples> latest,
            Clock clock, Runnable soon, Runnable look) {
        this.stage = stage;
        this.releases = releases;
        this.nvidias = nvidias;
        this.seen = seen;
        this.latest = latest;
        this.clock = clock;
        this.soon = soon;
        this.look = look;
    }

    @Override
    public GpuSamples latest() {
        return latest.get();
    }

    @Override
    public Instant began() {
        return seen.began();
    }

    @Override
    public void look() {
        look.run();
    }

    @Override
    public Future<Map<String, GpuTraits>> traits() {
        return stage.homeAndBack(() -> releases.holding(clock.now())
                .map(released -> Future.<Map<String, GpuTraits>>failedFuture(
                        "the GPUs are " + released.release().words()))
                .orElseGet(nvidias::traits));
    }

    @Override
    public Future<Holders> holders(Set<String> devices) {
        List<Integer> told = latest().gpus()
                .stream()
                .filter(sample -> devices.contains(sample.reading().device()))
                .flatMap(sample -> sample.uses().stream())
                .map(use -> use.process().pid())
                .distinct()
                .toList();
        return stage.homeAndBack(() -> nvidias.holders(devices, told));
    }

    @Override
    public Optional<Released> released() {
        return releases.last();
    }

    @Override
    public Future<Released> letGo(Duration length, String by, String reason) {
        return stage.home(() -> {
            Instant now = clock.now();
            Optional<Release> before = releases.holding(now).map(Released::release);
            if (before.filter(one -> taken(one, by)).isPresent()) {
                return Reliefs.<Released>refused(before.get());
            }
            Instant since = before.map(Release::since).orElse(now);
            Release release = Release.of(since, now.plus(length), by, reason);
            Future<Void> begun = releases.begin(stage.vertx(), release);
            Future<Void> written = Release.isActs(by)
                    ? begun.recover(why -> Future.failedFuture("that cannot be kept on disk: " + why.getMessage()))
                    : begun.otherwiseEmpty();
            seen.released(release.words());
            return releases.close().compose(open -> written.map(done -> {
                soon.run();
                return new Released(release, open);
            }));
        });
    }

    @Override
    public Future<Optional<Release>> takeBack(String by) {
        return stage.home(() -> releases.holding(clock.now())
                .map(Released::release)
                .filter(one -> Release.isActs(one.by()))
                .map(one -> Reliefs.<Optional<Release>>refused(one))
                .orElseGet(() -> ended(release -> releases.end(stage.vertx(), release, clock.now(), by))));
    }

    @Override
    public Future<Optional<Release>> takeBackFrom(String by, Set<String> reset) {
        return stage.home(
                () -> releases.holding(clock.now()).filter(one -> one.release().by().equals(by)).isPresent()
                        ? ended(release -> releases.end(stage.vertx(), release, clock.now(), by, reset::contains))
                        : Future.succeededFuture(Optional.empty()));
    }

    /** What a person has, no act takes, nor a person what an act has: either would open or close them in the midst of a reset. */
    private static boolean taken(Release before, String by) {
        return !before.by().equals(by) && (Release.isActs(before.by()) || Release.isActs(by));
    }

    private static <T> Future<T> refused(Release before) {
        return Future.failedFuture(new TakenException(Release.isActs(before.by())
                ? before.by()
                        + " has let go of the GPUs to reset one, and has them read again when it is over; to stop it before"
                        + " its reset, pause Dockmedic"
                : "the GPUs are " + before.words()));
    }

    private Future<Optional<Release>> ended(Function<Release, Future<Release>> end) {
        Optional<Released> released = releases.holding(clock.now());
        return released.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : end.apply(released.get().release()).map(ended -> {
                    soon.run();
                    return Optional.of(ended);
                });
    }
}
