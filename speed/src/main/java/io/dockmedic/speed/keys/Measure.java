package io.dockmedic.speed.keys;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.rules.engine.KeyId;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.engine.Outcome;
import io.dockmedic.rules.engine.RuleEngine;
import io.dockmedic.rules.state.RulesStore;
import io.dockmedic.rules.state.RulesTables;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * In a JVM of its own: writes all that is remembered in one transaction, and begins anew with it; then the same rows with nothing of
 * ours about them. Prints a line a round.
 */
final class Measure {
    private final Vertx vertx;
    private final Kept kept;

    private Measure(Vertx vertx, Kept kept) {
        this.vertx = vertx;
        this.kept = kept;
    }

    /** @param options how many keys, how often, and in which folder */
    public static void main(String... options) throws IOException {
        Vertx vertx = Vertx.vertx();
        Measure measure = new Measure(vertx, new Kept(Integer.parseInt(options[0])));
        Map<KeyId, Optional<KeyState>> states = measure.kept.states();
        Path folder = Path.of(options[2]);
        for (int round = 1; round <= Integer.parseInt(options[1]); round++) {
            System.out.println(measure.round(states, folder, round));
        }
        vertx.close().await();
    }

    private String round(Map<KeyId, Optional<KeyState>> states, Path folder, int round) throws IOException {
        Path file = folder.resolve("journal-" + round + ".db");
        SqliteJournal journal = open(file);
        RulesStore store = new RulesStore(journal, kept.kinds, kept.time);
        long before = used();
        Stopwatch watch = new Stopwatch();
        store.save(new Outcome(List.of(), states)).await();
        String written = watch.lap();
        @SuppressWarnings("UnusedVariable") // Let go of before what is alive is counted.
        Map<KeyId, KeyState> loaded = store.load(kept.rules).await();
        String read = watch.lap();
        RuleEngine engine = kept.engine();
        watch.restart();
        engine.restore(loaded);
        String restored = watch.lap();
        int keys = loaded.size();
        loaded = Map.of();
        long alive;
        try {
            alive = used();
        } finally {
            Reference.reachabilityFence(engine);
        }
        Floor floor = Floor.of(journal).await();
        journal.close().await();
        String size = " " + Files.size(file) + " " + alive + " " + (alive - before) / keys;
        return keys + " " + written + " " + read + " " + restored + size + " "
                + floor(floor, folder.resolve("floor-" + round + ".db"));
    }

    private String floor(Floor floor, Path file) {
        SqliteJournal journal = open(file);
        Stopwatch watch = new Stopwatch();
        floor.write(journal).await();
        String written = watch.lap();
        Floor.read(journal).await();
        String read = watch.lap();
        journal.close().await();
        return written + " " + read;
    }

    private SqliteJournal open(Path file) {
        SqliteJournal journal = SqliteJournal.open(file, List.of(RulesTables.TABLES), Retention.DEFAULT, kept.time,
                kept.time, new Health(), new SimpleMeterRegistry(), vertx);
        journal.opened().await();
        return journal;
    }

    /** Heap in use when what is no longer needed is gone. */
    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
