package io.dockmedic.remediation;

import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import io.dockmedic.collectors.gpu.reading.PowerLimit;
import io.dockmedic.collectors.gpu.watch.PowerLimits;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;

/** GPUs that may draw 700 W and take 200 W at least, for what real ones will not do on demand. */
public final class FakePower implements PowerLimits {
    private static final long USUAL = 700_000;
    private static final long LEAST = 200_000;

    /** What they may draw, by their places, in milliwatts. */
    public final Map<String, Long> now = new ConcurrentHashMap<>();
    /** What was set: {@code 0000:18:00.0 630000}. */
    public final List<String> sets = new CopyOnWriteArrayList<>();
    /** What slows them down; empty when nobody knows. */
    public volatile Optional<String> slowdown = Optional.of("hw_thermal");
    /** What one says that is looked at. */
    public volatile Function<String, Future<PowerAnswer>> look = this::seen;
    /** What one says that is to be set, and does. */
    public volatile BiFunction<String, Long, Future<PowerAnswer>> answer = this::taken;

    /** The same GPUs, which answer as they should, and nothing set of it yet. */
    FakePower asTheyAre() {
        FakePower same = new FakePower();
        same.now.putAll(now);
        same.slowdown = slowdown;
        return same;
    }

    @Override
    public Future<PowerAnswer> look(String pci) {
        return look.apply(pci);
    }

    @Override
    public Future<PowerAnswer> set(String pci, long milliwatts) {
        sets.add(pci + " " + milliwatts);
        return answer.apply(pci, milliwatts);
    }

    @Override
    public Optional<String> slowdown(String pci) {
        return slowdown;
    }

    /** As it is. */
    public Future<PowerAnswer> seen(String pci) {
        return Future.succeededFuture(new PowerAnswer.Told(
                new PowerLimit(now.getOrDefault(pci, USUAL), LEAST, USUAL, USUAL)));
    }

    /** As it is told. */
    public Future<PowerAnswer> taken(String pci, long milliwatts) {
        now.put(pci, milliwatts);
        return seen(pci);
    }
}
