package io.dockmedic.rules.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.engine.KeyId;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.engine.Outcome;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.state.RulesStore;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What a restart finds: all that a bench remembers, written to a journal and read back from it. */
public final class KeptOver implements AutoCloseable {
    private final MemoryJournal journal;
    private final RulesStore store;
    private UnaryOperator<KeyState> loss = UnaryOperator.identity();

    public KeptOver() throws SQLException {
        journal = new MemoryJournal();
        store = new RulesStore(journal, Kinds.standard(), new ManualTime(RuleBench.START));
    }

    /** The bench goes on as another run of the program would, under these rules, with what the journal has of it. */
    public void restart(RuleBench bench, RuleSet rules) {
        journal.write(connection -> connection.createStatement().executeUpdate("DELETE FROM rules_state"));
        store.save(new Outcome(
                List.of(),
                bench.saved.entrySet()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> Optional.of(entry.getValue())))));
        assertThat(read(bench)).isEqualTo(bench.saved);
        // Once more: to compare has read all evidence, and a restart has not.
        Map<KeyId, KeyState> found = read(bench);
        found.replaceAll((id, state) -> loss.apply(state));
        bench.restarted(rules, found);
    }

    /** From now on this is what is found of each key: to see that it is missed. */
    public KeptOver losing(UnaryOperator<KeyState> part) {
        loss = part;
        return this;
    }

    private Map<KeyId, KeyState> read(RuleBench bench) {
        return new HashMap<>(store.load(bench.engine().rules()).result());
    }

    @Override
    public void close() throws SQLException {
        journal.close();
    }
}
