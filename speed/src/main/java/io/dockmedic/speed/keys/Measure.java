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

/** In a JVM of its own: writes all that is remembered in one transaction, and begins anew with it. Prints a line a round. */
final class Measure {
    private Measure() {}

    /** @param options how many keys, how often, and in which folder */
    public static void main(String... options) throws IOException {
        Vertx vertx = Vertx.vertx();
        Kept kept = new Kept(Integer.parseInt(options[0]));
        Map<KeyId, Optional<KeyState>> states = kept.states();
        Path folder = Path.of(options[2]);
        for (int round = 1; round <= Integer.parseInt(options[1]); round++) {
            Path file = folder.resolve("journal-" + round + ".db");
            SqliteJournal journal = SqliteJournal.open(file, List.of(RulesTables.TABLES), Retention.DEFAULT, kept.time,
                    kept.time, new Health(), new SimpleMeterRegistry(), vertx);
            journal.opened().await();
            RulesStore store = new RulesStore(journal, kept.kinds, kept.time);
            long before = used();
            long begun = System.nanoTime();
            store.save(new Outcome(List.of(), states)).await();
            long written = System.nanoTime();
            Map<KeyId, KeyState> loaded = store.load(kept.rules).await();
            long read = System.nanoTime();
            RuleEngine engine = kept.engine();
            long made = System.nanoTime();
            engine.restore(loaded);
            long restored = System.nanoTime();
            journal.close().await();
            int keys = loaded.size();
            loaded = Map.of();
            long alive;
            try {
                alive = used();
            } finally {
                Reference.reachabilityFence(engine);
            }
            System.out.println(keys + " " + (written - begun) + " " + (read - written + restored - made) + " "
                    + Files.size(file) + " " + alive + " " + (alive - before) / keys);
        }
        vertx.close().await();
    }

    /** Heap in use when what is no longer needed is gone. */
    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
