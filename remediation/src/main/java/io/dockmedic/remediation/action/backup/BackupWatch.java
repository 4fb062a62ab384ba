package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.BackupEvent;
import io.dockmedic.rules.rule.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says of each thing that was backed up how old the newest good backup is, and whether there should be a newer one by a rule's
 * schedule. What it says comes of the files, and holds over restarts; of files that went since our start it goes on as if they were
 * there.
 */
public final class BackupWatch {
    private final Optional<Path> directory;
    private final String host;
    private final Supplier<List<Rule>> rules;
    private final Supplier<Collection<Sighting>> sightings;
    private final Clock clock;
    private final Known known = new Known();

    /**
     * @param directory where backups are kept; empty where none is configured
     * @param host      this host's name
     * @param rules     that run; may be asked from any thread
     * @param sightings every container there is; may be asked from any thread
     */
    public BackupWatch(Optional<Path> directory, String host, Supplier<List<Rule>> rules,
            Supplier<Collection<Sighting>> sightings, Clock clock) {
        this.directory = directory;
        this.host = host;
        this.rules = rules;
        this.sightings = sightings;
        this.clock = clock;
    }

    /** How they stand now. Blocks for as long as the disk does; one at a time. */
    public List<BackupEvent.Sampled> look() throws IOException {
        if (directory.isEmpty()) {
            return List.of();
        }
        Instant now = clock.now();
        Instant wall = clock.shown(now);
        List<Shelves.Newest> kept = known.with(Shelves.read(directory.get(), wall));
        Freshness freshness = new Freshness(Expected.by(rules.get()),
                sightings.get().stream().map(Sighting::container).toList());
        List<BackupEvent.Sampled> all = freshness.of(kept, host, now, wall);
        known.said(all);
        return all;
    }
}
