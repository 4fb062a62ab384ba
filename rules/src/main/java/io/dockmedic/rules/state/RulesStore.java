package io.dockmedic.rules.state;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.rules.engine.KeyId;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.engine.Outcome;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.rule.Rule;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps incidents, state and the last good rules in the journal. What could not be written is kept and written with the
 * next batch, so that a journal that comes back is complete again. For use by one verticle.
 */
public final class RulesStore {
    private final Journal journal;
    private final RulesRows rows;
    private final Clock clock;
    private Batch unwritten = new Batch();

    public RulesStore(Journal journal, Kinds kinds, Clock clock) {
        this.journal = journal;
        this.rows = new RulesRows(new IncidentJson(kinds));
        this.clock = clock;
    }

    /** Writes all of {@code outcome} in one transaction, or nothing. */
    public Future<Void> save(Outcome outcome) {
        unwritten.add(outcome);
        return catchUp();
    }

    /** Writes what was not taken so far. */
    public Future<Void> catchUp() {
        Batch batch = unwritten;
        unwritten = new Batch();
        long at = clock.now().toEpochMilli();
        return journal.write(connection -> rows.write(connection, batch, at))
                .onFailure(cause -> {
                    batch.addAll(unwritten);
                    unwritten = batch;
                })
                .mapEmpty();
    }

    /** What is remembered of every key; the operator's part only for {@code rules} that mean the same still. */
    public Future<Map<KeyId, KeyState>> load(List<Rule> rules) {
        return journal.read(connection -> rows.read(connection, rules));
    }

    /**
     * Keeps {@code files} as the last good rules.
     *
     * @param temporal of the rules in them, {@link Rule#temporal()}: those that are new run from now on
     */
    public Future<Void> saveFiles(List<RuleFile> files, Set<String> temporal) {
        long now = clock.now().toEpochMilli();
        return journal.write(connection -> {
            RanRows.replace(connection, temporal, now);
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM rules_file")) {
                delete.executeUpdate();
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO rules_file (position, name, text) VALUES (?, ?, ?)")) {
                for (int position = 0; position < files.size(); position++) {
                    insert.setInt(1, position);
                    insert.setString(2, files.get(position).name());
                    insert.setString(3, files.get(position).text());
                    insert.executeUpdate();
                }
            }
            return files.size();
        }).mapEmpty();
    }

    /** The last good rules; empty when there never were any. */
    public Future<List<RuleFile>> loadFiles() {
        return journal.read(RulesStore::files);
    }

    /** Of the rules that run, those that mean since then what they mean now; none of a journal from before that was known. */
    public Future<Set<String>> ranSince(Instant then) {
        return journal.read(connection -> RanRows.since(connection, then.toEpochMilli()));
    }

    private static List<RuleFile> files(Connection connection) throws SQLException {
        List<RuleFile> files = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT name, text FROM rules_file ORDER BY position");
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                files.add(new RuleFile(found.getString(1), found.getString(2)));
            }
        }
        return files;
    }
}
