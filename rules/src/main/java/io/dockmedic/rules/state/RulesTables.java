package io.dockmedic.rules.state;

import io.dockmedic.collectors.base.journal.Tables;
import java.time.Duration;
import java.util.List;

/** The tables of the rules stage in the journal. */
public final class RulesTables {
    private static final String FIRST = """
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
            )""";

    /**
     * Events as the rules saw them, many to a row; {@code at} is when the last of them was, {@code lost} how many were not kept
     * since the row before. All that is counted is in the index, as the bodies are large. And since when which rules run without
     * a change of what they mean.
     */
    private static final String SECOND = """
            CREATE TABLE rules_seen (
              id INTEGER PRIMARY KEY,
              at INTEGER NOT NULL,
              events INTEGER NOT NULL,
              lost INTEGER NOT NULL,
              bytes INTEGER NOT NULL,
              body BLOB NOT NULL
            );
            CREATE INDEX rules_seen_at ON rules_seen (at, bytes, events);
            CREATE TABLE rules_ran (
              temporal TEXT PRIMARY KEY,
              since INTEGER NOT NULL
            ) WITHOUT ROWID""";

    private static final Duration SEEN = Duration.ofDays(2);

    /** With events kept as long as usual. */
    public static final Tables TABLES = keeping(SEEN);

    private RulesTables() {}

    /**
     * To be handed to the journal when it is opened. Incidents that are over may be deleted when old; what is remembered of
     * keys and the rules may not.
     *
     * @param seen how long events are kept
     */
    public static Tables keeping(Duration seen) {
        return new Tables(
                "rules",
                List.of(FIRST, SECOND),
                List.of(
                        new Tables.Retained("rules_incident", "at", "state = 'resolved'", Duration.ZERO),
                        new Tables.Retained("rules_seen", "at", "1", Duration.ZERO, seen, true)));
    }
}
