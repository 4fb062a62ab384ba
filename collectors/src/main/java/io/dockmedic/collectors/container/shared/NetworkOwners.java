package io.dockmedic.collectors.container.shared;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.Tables;
import io.dockmedic.collectors.event.Service;
import io.vertx.core.Future;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Of which service the containers are, or were, whose network others share: kept in the journal, for the engine says nothing any more of
 * one that is gone. Futures fail as the journal's do.
 */
public final class NetworkOwners {
    /** The tables it needs. */
    public static final Tables TABLES = new Tables(
            "shared",
            List.of("""
                    CREATE TABLE shared_owners (
                        asked TEXT PRIMARY KEY, project TEXT NOT NULL, name TEXT NOT NULL, number TEXT NOT NULL,
                        seen INTEGER NOT NULL)
                    """, """
                    ALTER TABLE shared_owners ADD COLUMN directory TEXT NOT NULL DEFAULT '';
                    ALTER TABLE shared_owners ADD COLUMN files TEXT NOT NULL DEFAULT ''
                    """),
            List.of(new Tables.Retained("shared_owners", "seen", "1", Duration.ofDays(7))));

    private final Journal journal;

    public NetworkOwners(Journal journal) {
        this.journal = journal;
    }

    /**
     * Whose one is, or was.
     *
     * @param asked as those that share its network name it, by its id as a rule
     * @return empty when it was never seen
     */
    public Future<Optional<NetworkOwner>> find(String asked) {
        return journal.read(connection -> {
            try (PreparedStatement select = connection
                    .prepareStatement(
                            "SELECT project, name, number, directory, files FROM shared_owners WHERE asked = ?")) {
                select.setString(1, asked);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new NetworkOwner(
                                    new Service(row.getString(1), row.getString(2), row.getString(3)),
                                    row.getString(4), row.getString(5)))
                            : Optional.empty();
                }
            }
        });
    }

    /** It was seen then, in the place of what was known of it. */
    public Future<Void> save(String asked, NetworkOwner owner, Instant at) {
        return journal.write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE INTO shared_owners"
                    + " (asked, project, name, number, directory, files, seen) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
                Service service = owner.service();
                insert.setString(1, asked);
                insert.setString(2, service.project());
                insert.setString(3, service.name());
                insert.setString(4, service.number());
                insert.setString(5, owner.directory());
                insert.setString(6, owner.files());
                insert.setLong(7, at.toEpochMilli());
                insert.executeUpdate();
            }
            return true;
        }).mapEmpty();
    }
}
