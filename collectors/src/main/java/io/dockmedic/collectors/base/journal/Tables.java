package io.dockmedic.collectors.base.journal;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A stage's own tables. Migrations run in order, each once, in one transaction; one that has shipped is never edited.
 *
 * @param owner      the stage, {@code rules}; also the prefix of its table names, {@code rules_state}
 * @param migrations SQL scripts, one statement or several separated by semicolons; index + 1 is the version
 * @param retained   what retention may delete
 */
public record Tables(String owner, List<String> migrations, List<Retained> retained) {
    /**
     * A table whose rows age; not one {@code WITHOUT ROWID}.
     *
     * @param at        epoch milliseconds of a row's last use: a column, or an SQL expression
     * @param deletable an SQL condition for rows that may go at all, {@code 1} for any
     * @param atLeast   how long a row stays whatever the owner set and however large the journal is: as long as
     *                  somebody may still decide by it
     * @param atMost    how long a row stays though the owner's age for all is longer
     * @param spare     whether it can be spared: where the journal is too large it goes before any other is touched, and
     *                  takes nothing of the others' shares
     */
    public record Retained(
            String table, String at, String deletable, Duration atLeast, Duration atMost, boolean spare) {
        /** As long as the owner set. */
        public Retained(String table, String at, String deletable, Duration atLeast) {
            this(table, at, deletable, atLeast, ChronoUnit.FOREVER.getDuration(), false);
        }

        /** How long a row stays where for all it is {@code age}. */
        Duration age(Duration age) {
            return age.compareTo(atMost) < 0 ? age : atMost;
        }
    }
}
