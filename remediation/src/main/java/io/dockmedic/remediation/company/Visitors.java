package io.dockmedic.remediation.company;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.container.proc.TerminalUse;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ExecCalls;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks who is in a container. A terminal that was forgotten, as a connection that broke leaves one behind, looks to the engine like
 * any other; where Dockmedic can see the processes of the engine's machine, a shell in which nothing runs and at which nothing was
 * typed or shown for four hours is taken for that. For remediation's context.
 */
public final class Visitors {
    /** Longer than a meal or a meeting takes; who mends a service that is ill now has typed since. */
    static final Duration FORGOTTEN = Duration.ofHours(4);

    private static final Logger LOG = LoggerFactory.getLogger(Visitors.class);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final ExecCalls execs;
    private final Path proc;
    private final HangGuard guard;
    private final Clock clock;
    private final ClockSteps steps = new ClockSteps();
    private boolean denied;

    /** @param proc where this machine's processes are */
    public Visitors(ExecCalls execs, Path proc, HangGuard guard, Clock clock) {
        this.execs = execs;
        this.proc = proc;
        this.guard = guard;
        this.clock = clock;
        steps.since(clock);
    }

    /** Who is in the one of that id. The future never fails. */
    public Future<Company> in(String id) {
        return execs.terminals(id).compose(seen -> switch (seen) {
            case CallResult.Done<List<ExecCalls.Terminal>>(List<ExecCalls.Terminal> all) ->
                all.isEmpty() ? Future.succeededFuture(Company.NOBODY) : closely(id, all);
            // What is gone has nobody in it.
            case CallResult.Refused<List<ExecCalls.Terminal>> gone when gone.error() == ErrorClass.NOT_FOUND ->
                Future.succeededFuture(Company.NOBODY);
            case CallResult.Refused<List<ExecCalls.Terminal>>(ErrorClass error, int status, String message) ->
                Future.succeededFuture(refused(error, status, message));
            case CallResult.Unknown<List<ExecCalls.Terminal>>(String why) ->
                Future.succeededFuture(Company.unseen("the engine does not answer: " + why));
        });
    }

    private Company refused(ErrorClass error, int status, String message) {
        if (error == ErrorClass.DENIED && !denied) {
            denied = true;
            LOG.warn(
                    "GET /exec/ID/json is denied ({}): whether somebody is inside a container, at a terminal, cannot be seen, so"
                            + " what is not safe waits as if somebody were; let it through at the socket proxy",
                    message);
        }
        return Company.unseen("GET /exec/ID/json is answered " + status + " " + message);
    }

    private Future<Company> closely(String id, List<ExecCalls.Terminal> all) {
        Instant wall = clock.shown(clock.now());
        boolean trusted = steps.since(clock).compareTo(FORGOTTEN) >= 0;
        return guard.call(id, SOON, () -> words(id, all, wall, trusted))
                .otherwise(unseen -> all.stream().map(Visitors::plain).toList())
                .map(people -> new Company(people, ""));
    }

    /** @param trusted whether the wall clock was not set of late: by it terminals are dated */
    private List<String> words(String id, List<ExecCalls.Terminal> all, Instant wall, boolean trusted) {
        List<String> people = new ArrayList<>();
        for (ExecCalls.Terminal one : all) {
            Optional<TerminalUse> use = TerminalUse.of(proc, one.pid(), id, wall);
            if (trusted && use.filter(Visitors::forgotten).isPresent()) {
                LOG.info("a {} in {} is taken for forgotten: nothing runs in it, and its terminal was not used for {}",
                        plain(one), id, time(use.get().unused()));
            } else {
                people.add(plain(one) + use.map(known -> ", open for " + time(known.open()) + ", last used "
                        + time(known.unused()) + " ago").orElse(""));
            }
        }
        return people;
    }

    static boolean forgotten(TerminalUse use) {
        return use.idle() && use.unused().compareTo(FORGOTTEN) >= 0;
    }

    private static String plain(ExecCalls.Terminal one) {
        return (one.program().isEmpty() ? "a command" : one.program())
                + (one.pid() > 0 ? " (process " + one.pid() + " of the engine's machine)" : "");
    }

    private static String time(Duration time) {
        return time.toHours() > 0
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : Math.max(0, time.toMinutes()) + " min";
    }
}
