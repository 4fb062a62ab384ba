package io.dockmedic.api.replay;

import io.dockmedic.collectors.base.journal.JournalException;
import io.dockmedic.collectors.base.journal.ReadOnlyJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.remediation.record.RemedyReader;
import io.dockmedic.remediation.replay.Beside;
import io.dockmedic.remediation.replay.Happened;
import io.dockmedic.remediation.replay.Replay;
import io.dockmedic.remediation.replay.Replayed;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.script.Scripted;
import io.dockmedic.rules.state.IncidentReader;
import io.dockmedic.rules.state.RulesStore;
import io.dockmedic.rules.state.recorded.RecordReader;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a Dockmedic recorded of what its rules saw, and what they made of it; it may be running meanwhile. Whatever cannot be
 * read is a {@link JournalException}. For use by one thread.
 */
public final class Recorded implements AutoCloseable {
    /** Disks are read every ten seconds, so that there is a reading each minute. */
    private static final Duration GAP = Duration.ofMinutes(10);
    /** What would fire with an event did fire a moment later. */
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final int MOST_GAPS = 10;
    private static final int MOST_INCIDENTS = 10_000;

    private final Path file;
    private final ReadOnlyJournal journal;
    private final Kinds kinds;
    private final Optional<Instant> newest;
    private final Instant since;
    private final List<String> gaps = new ArrayList<>();
    private final List<RecordReader.Hole> holes = new ArrayList<>();
    private long unreadable;
    private long lost;

    /**
     * Opens the journal there.
     *
     * @param age how long before the last event the first was seen at the earliest, whatever the clock shows now; null for
     *            all there is
     */
    public Recorded(Path file, Kinds kinds, @Nullable Duration age) {
        this.file = file;
        this.journal = ReadOnlyJournal.open(file);
        this.kinds = kinds;
        this.newest = got(new RecordReader(journal, kinds).newest());
        this.since = age == null ? Instant.EPOCH : newest.orElse(Instant.EPOCH).minus(age);
    }

    /** Whether nothing is recorded at all. */
    public boolean isEmpty() {
        return newest.isEmpty();
    }

    /** What to say where nothing is, and what to do. */
    public String nothing() {
        String said = "journal " + file
                + ": nothing is recorded in it. What rules see is recorded some seconds later, not"
                + " with record.age 0s, and not while the disk has less than 256 MiB left, which the log says";
        return journal.isAlone()
                ? said + ". No " + file.getFileName()
                        + "-wal is beside it: if this is a copy that was made while Dockmedic"
                        + " ran, copy that file too, as what was written last is in it"
                : said;
    }

    /** How many events there are, about. */
    public long size() {
        return got(new RecordReader(journal, kinds).count(since));
    }

    /** In the order in which they were seen. */
    public Iterator<Scripted> events() {
        return new Events();
    }

    /**
     * What would have been beside what was, and what was done about that.
     *
     * @param asked what of it is of interest; the rest is counted
     */
    public Beside beside(Replayed replayed, Predicate<Happened> asked) {
        Instant from = replayed.from();
        Instant to = replayed.to();
        if (from == null || to == null) {
            return Beside.of(replayed, List.of(), asked, null, at -> false);
        }
        Then then = new Then(from, to);
        got(new IncidentReader(journal, kinds).each(from, then));
        RemedyReader remedies = new RemedyReader(journal);
        List<Happened> happened = new ArrayList<>(then.fired.size());
        then.fired.forEach((id, one) -> happened.add(got(remedies.of(id)).map(one::with).orElse(one)));
        return Beside.of(replayed, happened, asked, then.unknown, at -> holes.stream().anyMatch(hole -> hole.has(at)));
    }

    /** Of the rules that run there, or ran last, those that did all the time, by {@code Rule.temporal()}. */
    public Set<String> ran() {
        Instant first = got(new RecordReader(journal, kinds).oldest(since)).orElse(since);
        return got(new RulesStore(journal, kinds, new SystemClock()).ranSince(first));
    }

    /** What is wrong with the events, once they are read: those that were left out. */
    public List<String> problems() {
        return unreadable == 0
                ? List.of()
                : List.of(
                        unreadable + " recorded events cannot be read, as another version wrote them or the disk spoilt"
                                + " them; they are left out");
    }

    /** What a person should know of the events besides, once they are read: times of which there are none, and those lost. */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>(gaps);
        if (lost > 0) {
            remarks.add(lost + " events were seen and not recorded, as the journal did not take them");
        }
        return remarks;
    }

    @Override
    public void close() {
        journal.close();
    }

    private static <T> T got(Future<T> read) {
        if (read.failed()) {
            throw read.cause() instanceof JournalException known
                    ? known
                    : new JournalException("the journal cannot be read", read.cause());
        }
        return read.result();
    }

    /** What fired at some time of a replay, no more of it than there is memory for. */
    private static final class Then implements Consumer<Incident> {
        private final Instant from;
        private final Instant to;
        private final Map<String, Happened> fired = new LinkedHashMap<>();
        /** When the earliest fired that is left out. */
        private @Nullable Instant unknown;

        Then(Instant from, Instant to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public void accept(Incident incident) {
            Instant at = incident.firedAt();
            Instant over = incident.resolvedAt();
            if (at == null || at.isAfter(to.plus(MOMENT)) || (over != null && over.isBefore(from.minus(MOMENT)))) {
                return;
            }
            if (fired.size() < MOST_INCIDENTS) {
                fired.put(incident.id(), Happened.of(incident));
            } else if (unknown == null || at.isBefore(unknown)) {
                unknown = at;
            }
        }
    }

    private final class Events implements Iterator<Scripted> {
        private final RecordReader reader = new RecordReader(journal, kinds);
        private Iterator<Scripted> piece = List.<Scripted>of().iterator();
        private long from;
        private boolean more = true;
        private @Nullable Instant last;

        @Override
        public boolean hasNext() {
            while (!piece.hasNext() && more) {
                RecordReader.Piece next = got(reader.piece(since, from, (why, events) -> unreadable += events));
                piece = next.events().iterator();
                from = next.next();
                more = next.more();
                lost += next.lost();
                holes.addAll(next.holes());
            }
            return piece.hasNext();
        }

        @Override
        public Scripted next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Scripted one = piece.next();
            remark(last, one.seen());
            boolean waits = last != null && one.seen().isBefore(last) && !Replay.isBack(last, one.seen());
            last = waits ? last : one.seen();
            return one;
        }

        private void remark(@Nullable Instant before, Instant now) {
            if (before == null) {
                return;
            }
            boolean gap = Duration.between(before, now).compareTo(GAP) > 0;
            if (gap) {
                holes.add(new RecordReader.Hole(before, now));
            }
            if (gaps.size() >= MOST_GAPS) {
                return;
            }
            if (gap) {
                gaps.add("nothing was recorded from " + before + " to " + now);
            } else if (Replay.isBack(before, now)) {
                gaps.add("after " + before + " the clock went back to " + now
                        + ": the rules begin anew there, with nothing");
            }
        }
    }
}
