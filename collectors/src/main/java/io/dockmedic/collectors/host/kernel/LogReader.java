package io.dockmedic.collectors.host.kernel;

import io.dockmedic.collectors.base.fold.Folds;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.KernelEvent.Quiet;
import io.dockmedic.collectors.event.Origin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the log from where it was left, and makes events of what is worth one. Reads files. For one thread at a time. */
final class LogReader {
    private static final int MOST_LINES = 5_000;
    private static final Duration KEEP = Duration.ofMinutes(1);
    private static final Duration LATELY = Duration.ofMinutes(10);
    private static final long NANOS = 1_000;

    private final Tail tail;
    private final Position position;
    private final String boot;
    private final Whereabouts where;
    private final Clock clock;
    private final LineMeters meters;
    private final Folds<Finding.Key, Event> folds;
    private final LineListener others;
    private final List<Fault.Reader> readers = List.of(
            new MemoryFault.Pairing(), IoFault::read, FilesystemFault::read, HungFault::read);
    private Position.Kept kept;
    private Instant keptAt;
    private boolean began;
    private Instant caughtUp = Instant.MIN;
    private Instant lostAt = Instant.MIN;
    private String lost = "";

    /**
     * @param boot   which start of the machine this is; empty where that is not told, and then nothing is remembered
     * @param others is shown what tells of no fault that is known here
     */
    LogReader(KernelLog.Source source, Position position, String boot, Whereabouts where, Clock clock,
            LineMeters meters, LineListener others) {
        Optional<Position.Kept> before = boot.isEmpty() ? Optional.empty() : position.read();
        this.tail = new Tail(source, before.map(one -> one.boot().equals(boot) ? one.sequence() : -1L).orElse(null));
        this.position = position;
        this.boot = boot;
        this.where = where;
        this.clock = clock;
        this.meters = meters;
        this.kept = before.orElseGet(() -> new Position.Kept("", -1, Set.of()));
        this.keptAt = clock.now();
        this.others = others;
        this.folds = new Folds<>(kept.open(), keptAt,
                (key, now) -> new Quiet(now, key.host(), Origin.DOCKMEDIC, key.kind(), key.subject()));
    }

    /**
     * What is to be told now. Called when what it said before has been told: that is remembered first.
     *
     * @throws IOException when the log cannot be read; what is due is told by a later call
     */
    List<Event> round(String host) throws IOException {
        keep();
        Tail.Read read = tail.next(MOST_LINES);
        Instant now = clock.now();
        long nanos = clock.nanos();
        List<Event> events = new ArrayList<>();
        for (KernelLine line : read.lines()) {
            try {
                Happened when = new Happened(at(line, now, nanos), host);
                fault(line, when).ifPresent(fault -> {
                    Finding finding = fault.found(where, when);
                    meters.read(finding.key().kind());
                    folds.take(finding.key(), finding.event(), now).ifPresent(events::add);
                });
            } catch (RuntimeException e) {
                unread(line, e, now);
            }
        }
        events.addAll(folds.due(now));
        if (read.all()) {
            caughtUp = now;
        }
        count(read.overwritten(), now);
        began = true;
        if (events.isEmpty()) {
            keep();
        }
        return events;
    }

    private Optional<? extends Fault> fault(KernelLine line, Happened when) {
        if (!line.kernels()) {
            meters.read(LineMeters.USER);
            return Optional.empty();
        }
        for (Fault.Reader reader : readers) {
            Optional<? extends Fault> fault = reader.read(line.text());
            if (fault.isPresent()) {
                return fault;
            }
        }
        meters.read(others.took(line.text(), when.at()) ? LineMeters.TAKEN : LineMeters.OTHER);
        return Optional.empty();
    }

    /**
     * The kernel's clock and ours are not corrected alike and part by seconds over weeks; but what is read now has been
     * written since all had been read.
     */
    private Instant at(KernelLine line, Instant now, long nanos) {
        Instant at = now.minusNanos(nanos - line.micros() * NANOS);
        if (at.isAfter(now)) {
            return now;
        }
        return at.isBefore(caughtUp) ? caughtUp : at;
    }

    /** One that we do not understand, by an error of ours, takes no other with it. */
    private void unread(KernelLine line, RuntimeException why, Instant now) {
        meters.unread();
        lost = "record " + line.sequence() + " of the kernel's log could not be made sense of: " + why;
        lostAt = now;
    }

    private void count(long overwritten, Instant now) {
        long refused = folds.takeRefused();
        meters.overwritten(overwritten);
        meters.flood(refused);
        if (overwritten > 0) {
            lost = overwritten + " records of the kernel's log were overwritten before they were read";
        }
        if (refused > 0) {
            lost = "the kernel writes of more than " + Folds.MOST + " things at once; not all are told";
        }
        if (overwritten + refused > 0) {
            lostAt = now;
        }
    }

    /** What was lost within the last ten minutes, for a person; empty when nothing was. */
    String lostLately() {
        return clock.now().minus(LATELY).isBefore(lostAt) ? lost : "";
    }

    private void keep() {
        if (boot.isEmpty() || !began) {
            return;
        }
        Position.Kept now = new Position.Kept(boot, tail.sequence(), folds.keys());
        boolean changed = !now.open().equals(kept.open()) || !now.boot().equals(kept.boot());
        boolean moved = now.sequence() != kept.sequence() && clock.now().isAfter(keptAt.plus(KEEP));
        if (changed || moved) {
            position.write(now);
            kept = now;
            keptAt = clock.now();
        }
    }

    /** Waits until there is more to read; false when the log cannot be read now. For one thread, beside the one that reads. */
    boolean await() {
        return tail.await();
    }

    /** Nothing is read any more. May be called from any thread. */
    void close() {
        tail.close();
    }
}
