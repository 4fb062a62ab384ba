package io.dockmedic.rules.state;

import io.dockmedic.collectors.base.journal.Tables;
import java.time.Duration;
import java.util.List;

/** The tables of the rules stage in the journal. */
public final class RulesTables {
    /** Incidents that are over may be deleted when old; what is remembered of keys and the rules may not. */
    public static final Tables TABLES = new Tables(
            "rules",
            List.of(
                    """
                            CREATE TABLE rules_incident (
                              id TEXT PRIMARY KEY,
                              rule TEXT NOT NULL,
                              key TEXT NOT NULL,
                              state TEXT NOT NULL,
                              at INTEGER NOT NULL,
                              json TEXT NOT NULL
                            );
                            CREATE INDEX rules_incident_at ON rules_incident (at);
                            CREATE TABLE rules_state (
                              rule TEXT NOT NULL,
                              temporal TEXT NOT NULL,
                              key TEXT NOT NULL,
                              json TEXT NOT NULL,
                              PRIMARY KEY (rule, temporal, key)
                            ) WITHOUT ROWID;
                            CREATE TABLE rules_file (
                              position INTEGER PRIMARY KEY,
                              name TEXT NOT NULL,
                              text TEXT NOT NULL
                            )"""),
            List.of(new Tables.Retained("rules_incident", "at", "state = 'resolved'", Duration.ZERO)));

    private RulesTables() {}
}
