package io.dockmedic.remediation.diagnose.last;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DetailCalls;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.remediation.record.LastLines;
import io.dockmedic.remediation.record.LastLinesRecords;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps, with an incident that fires because a container ended, what that wrote before: when somebody asks in the morning it may
 * have been replaced, or its log turned over. Beside what heals, which waits for none of it; one after the other, so that a
 * storm does not read a hundred logs at once. On one context.
 */
public final class DeathLogs {
    private static final Logger LOG = LoggerFactory.getLogger(DeathLogs.class);

    /** More than are kept, so that a secret of several lines is seen as one, and that a new run may have written some. */
    private static final int LINES = 200;
    /** Whoever waits behind so many has been gone for too long. */
    private static final int WAITING = 200;
    /** How far the engine's clock may be from ours for its word on the end to be about the same. */
    private static final Duration NEAR = Duration.ofSeconds(30);

    /** How much later than its end the engine may have read what it wrote. */
    private static final Duration LATER = Duration.ofSeconds(1);
    /** How much later the engine may say that it began than it began to write. */
    private static final Duration SOONER = Duration.ofSeconds(1);

    /** @param before when the run before it ended, as far as it was of this incident; the epoch else */
    private record End(String incident, Died died, Instant before) {}

    private final EngineCalls calls;
    private final DetailCalls details;
    private final LastLinesRecords records;
    private final Redactor redactor;
    private final Clock clock;
    private final boolean rawLogs;
    private final Map<String, Instant> newest = new HashMap<>();
    private final Queue<End> waiting = new ArrayDeque<>();
    private boolean reading;

    /** @param rawLogs whether lines of logs may be kept at all */
    public DeathLogs(EngineCalls calls, DetailCalls details, LastLinesRecords records, Redactor redactor, Clock clock,
            boolean rawLogs) {
        this.calls = calls;
        this.details = details;
        this.records = records;
        this.redactor = redactor;
        this.clock = clock;
        this.rawLogs = rawLogs;
    }

    /** Takes in how an incident stands. */
    public void incident(Incident incident) {
        if (!rawLogs || incident.state() == Incident.State.PENDING) {
            return;
        }
        if (incident.state() == Incident.State.RESOLVED) {
            newest.remove(incident.id());
            return;
        }
        lastEnd(incident).ifPresent(died -> {
            Instant before = newest.get(incident.id());
            if (before == null || died.at().isAfter(before)) {
                newest.put(incident.id(), died.at());
                if (waiting.size() < WAITING) {
                    waiting.add(new End(incident.id(), died, before == null ? Instant.EPOCH : clock.shown(before)));
                    next();
                }
            }
        });
    }

    private static Optional<Died> lastEnd(Incident incident) {
        return incident.evidence()
                .reversed()
                .stream()
                .filter(Died.class::isInstance)
                .map(Died.class::cast)
                .findFirst();
    }

    private void next() {
        End end = reading ? null : waiting.poll();
        if (end != null) {
            reading = true;
            read(end).compose(lines -> lines.isEmpty()
                    ? Future.succeededFuture()
                    : records.add(end.incident(), new LastLines(end.died().at(), end.died().container().name(), lines)))
                    .onFailure(unkept -> LOG.debug("the log of {} is not kept: {}", end.died().subject(),
                            unkept.getMessage()))
                    .onComplete(either -> {
                        reading = false;
                        next();
                    });
        }
    }

    /**
     * None where they cannot be had. While the engine still shows the run that ended, all of it is asked for: the engine may have
     * read the last lines a moment after the end. Once another one runs, what that has written is left out.
     */
    private Future<List<String>> read(End ended) {
        Died died = ended.died();
        String id = died.container().id();
        Instant about = clock.shown(died.at());
        return calls.inspect(id)
                .compose(looked -> looked instanceof CallResult.Done<ContainerState>(ContainerState state)
                        ? lines(id, state, about, ended)
                        : details.logLines(id, LINES, since(about.minus(died.ranFor()), ended), about.plus(LATER)))
                .map(read -> read instanceof CallResult.Done<List<String>>(List<String> lines)
                        ? redactor.lines(lines)
                        : List.of());
    }

    private Future<CallResult<List<String>>> lines(String id, ContainerState state, Instant about, End ended) {
        Died died = ended.died();
        Instant started = state.startedAt();
        if (started != null && died.run().equals(started.toString())) {
            return details.logLines(id, LINES, since(started, ended), null);
        }
        Instant finished = state.finishedAt();
        Instant end = finished != null && Duration.between(finished, about).abs().compareTo(NEAR) < 0
                ? finished
                : about;
        // A new run may write before the engine says that it began.
        Duration later = started != null && started.isAfter(end) ? Duration.between(end, started).dividedBy(2) : LATER;
        return details.logLines(id, LINES, since(end.minus(died.ranFor()), ended),
                end.plus(later.compareTo(LATER) < 0 ? later : LATER));
    }

    private static Instant since(Instant began, End ended) {
        Instant sooner = began.minus(SOONER);
        // A run that began before the one before it was told of is the later one all the same.
        return ended.before().isBefore(began) && sooner.isBefore(ended.before()) ? ended.before() : sooner;
    }
}
