package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.remediation.decide.Unsaved;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which verified backups there are, by their files as they were when they were looked at last: what is gone counts no more. To be used on
 * one context.
 */
public final class Stock {
    private static final Logger LOG = LoggerFactory.getLogger(Stock.class);
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    /** A share may be mounted late, or hang for a while. */
    private static final Duration LATE = Duration.ofMinutes(5);
    /** What could not be seen so long ago is another time. */
    private static final Duration ANOTHER_TIME = Duration.ofMinutes(1);

    private final Optional<Path> directory;
    private final HangGuard guard;
    private final Clock clock;
    private List<Shelves.Newest> seen = List.of();
    private @Nullable Future<Void> looking;
    private String unseen = "nobody has looked yet";
    private Instant unseenSince;
    private Instant unseenLast;

    /** @param directory where backups are kept; empty where none is configured */
    public Stock(Optional<Path> directory, HangGuard guard, Clock clock) {
        this.directory = directory;
        this.guard = guard;
        this.clock = clock;
        this.unseenSince = clock.now();
        this.unseenLast = unseenSince;
    }

    /** Looks at the files, which may take as long as the disk does. Never fails. */
    public Future<Void> look() {
        if (directory.isEmpty()) {
            return Future.succeededFuture();
        }
        if (looking != null) {
            return looking;
        }
        Path where = directory.get();
        Instant wall = clock.shown(clock.now());
        Future<Void> look = guard.call("look", WITHIN, () -> Shelves.read(where, wall))
                .onSuccess(all -> {
                    looking = null;
                    seen = all;
                    unseen = "";
                })
                .onFailure(why -> {
                    looking = null;
                    missed(why.getClass().getSimpleName() + ": " + why.getMessage());
                })
                .<Void>mapEmpty()
                .otherwiseEmpty();
        looking = look.isComplete() ? null : look;
        return look;
    }

    private void missed(String why) {
        Instant now = clock.now();
        if (unseen.isEmpty() || unseenLast.plus(ANOTHER_TIME).isBefore(now)) {
            unseenSince = now;
            LOG.warn("which backups there are cannot be seen: {}", why);
        }
        unseen = why;
        unseenLast = now;
    }

    /**
     * What is lacking where something is to be done only after a backup of a service.
     *
     * @param age how old that may be
     */
    public Unsaved lacking(String service, Duration age) {
        Instant now = clock.now();
        String wanted = "it is to be done after a backup that is not older than " + PrometheusDuration.format(age)
                + ": ";
        if (directory.isPresent() && !unseen.isEmpty()) {
            return new Unsaved(wanted + "whether there is one cannot be seen: " + unseen,
                    now.isBefore(unseenSince.plus(LATE)) ? now.plus(LOOK_AGAIN) : null);
        }
        Optional<Instant> newest = newest(service).max(Instant::compareTo);
        if (newest.isEmpty()) {
            return new Unsaved(wanted + "none is known that is verified", null);
        }
        return newest.get().isBefore(clock.shown(now).minus(age))
                ? new Unsaved(wanted + "the newest that is verified is of " + newest.get(), null)
                : Unsaved.NOTHING;
    }

    private Stream<Instant> newest(String service) {
        return seen.stream()
                .filter(one -> one.folder().equals(Source.plain(service)))
                .map(one -> one.last().at());
    }
}
