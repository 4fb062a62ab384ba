package io.dockmedic.remediation.diagnose;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DetailCalls;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.StatsCalls;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.diagnose.good.Changes;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
import io.dockmedic.remediation.diagnose.look.Look;
import io.dockmedic.remediation.diagnose.look.Part;
import io.dockmedic.remediation.diagnose.look.Seen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks closely at one container, when a person asks or is told. What cannot be had is named, and never waited for beyond
 * the calls' own deadlines. Changes nothing.
 */
public final class Examination {
    private static final Duration BEFORE = Duration.ofMillis(500);
    private static final int LINES = 100;

    private final EngineCalls calls;
    private final DetailCalls details;
    private final StatsCalls stats;
    private final GoodRuns goodRuns;
    private final PortHolders ports;
    private final GpuLacks lacks;
    private final GpuSight sight;
    private final List<Look> looks;
    private final Redactor redactor;
    private final boolean rawLogs;
    private final Clock clock;

    /**
     * @param looks   what is looked at beside, in the order in which it is told
     * @param rawLogs whether log lines, redacted, may be shown
     */
    public Examination(EngineCalls calls, DetailCalls details, StatsCalls stats, GoodRuns goodRuns, PortHolders ports,
            GpuLacks lacks, GpuSight sight, List<Look> looks, Redactor redactor, boolean rawLogs, Clock clock) {
        this.calls = calls;
        this.details = details;
        this.stats = stats;
        this.goodRuns = goodRuns;
        this.ports = ports;
        this.lacks = lacks;
        this.sight = sight;
        this.looks = List.copyOf(looks);
        this.redactor = redactor;
        this.rawLogs = rawLogs;
        this.clock = clock;
    }

    /** All that can be found out now, redacted. The future never fails. */
    public Future<JsonObject> of(Container container) {
        List<String> missing = new ArrayList<>();
        return calls.inspect(container.id())
                .compose(seen -> {
                    ContainerState state = value("inspect", seen, missing);
                    return state == null
                            ? Future.succeededFuture(nothing(container, missing))
                            : of(container, state, missing);
                })
                .map(bundle -> Redacted.all(BundleJson.of(bundle, clock::shown), redactor));
    }

    private Future<Bundle> of(Container container, ContainerState state, List<String> missing) {
        String id = container.id();
        Future<@Nullable Details> setup = details.details(id).map(found -> value("set-up", found, missing));
        Future<Optional<GoodRun>> good = goodRuns.of(container.service().key()).otherwise(why -> {
            missing.add("when it last ran well: " + why.getMessage());
            return Optional.empty();
        });
        Future<List<String>> log = log(state, missing);
        Future<@Nullable Boolean> image = details.image(state.imageId()).map(found -> there(found, missing));
        Future<List<String>> holders = ports.of(state);
        Future<List<String>> lacking = lacks.of(state);
        Future<Long> memory = memory(state, missing);
        return Future.join(List.of(setup, good, log, image, holders, lacking, memory)).transform(all -> {
            Details now = setup.result();
            Optional<GoodRun> run = good.result();
            List<String> lines = redactor.lines(log.result());
            return Future.succeededFuture(new Bundle(container.service().key(), state, now,
                    run.map(GoodRun::at).orElse(null),
                    now == null ? List.of() : run.map(before -> Changes.since(before, now)).orElse(List.of()),
                    lines, FirstError.in(lines).orElse(""), image.result(), holders.result(),
                    lacking.result(), GpuFindings.of(state, sight),
                    memory.result(), List.of(), missing));
        }).compose(bundle -> beside(container, state, bundle, good.result()));
    }

    /** All of it at the same time: each waits for the engine or for the kernel. */
    private Future<Bundle> beside(Container container, ContainerState state, Bundle bundle, Optional<GoodRun> good) {
        Details now = bundle.details();
        if (now == null) {
            return Future.succeededFuture(bundle);
        }
        Seen seen = new Seen(container, state, now, good, bundle.firstError());
        List<Future<Part>> looked = looks.stream()
                .map(look -> look.at(seen).otherwise(why -> Part.missing("one look failed: " + why.getMessage())))
                .toList();
        return Future.join(looked)
                .transform(all -> Future.succeededFuture(
                        bundle.with(looked.stream().map(Future::result).toList())));
    }

    /** Of the run that ended last, or goes on; one that failed at once has nothing but what was before. */
    private Future<List<String>> log(ContainerState state, List<String> missing) {
        if (!rawLogs) {
            missing.add("log lines: switched off in the configuration");
            return Future.succeededFuture(List.of());
        }
        // What ends at once may have written before the engine says that it began, in the second before too.
        Instant started = state.startedAt();
        Instant since = started == null ? null : started.minus(BEFORE).truncatedTo(ChronoUnit.SECONDS);
        return details.logLines(state.id(), LINES, since, null).map(found -> {
            List<String> lines = value("log lines", found, missing);
            return lines == null ? List.of() : lines;
        });
    }

    private Future<Long> memory(ContainerState state, List<String> missing) {
        if (!state.running() || state.restarting()) {
            return Future.succeededFuture(0L);
        }
        return stats.stats(state).map(found -> {
            Optional<Reading> reading = value("memory", found, missing);
            Memory used = reading == null || reading.isEmpty() ? null : reading.get().memory();
            return used == null ? 0L : used.workingSet();
        });
    }

    private static @Nullable Boolean there(CallResult<String> found, List<String> missing) {
        if (found instanceof CallResult.Refused<String> refused && refused.error() == ErrorClass.NOT_FOUND) {
            return false;
        }
        return value("image", found, missing) == null ? null : Boolean.TRUE;
    }

    private static Bundle nothing(Container container, List<String> missing) {
        return new Bundle(container.service().key(), null, null, null, List.of(), List.of(), "", null, List.of(),
                List.of(), GpuFindings.NONE, 0, List.of(), missing);
    }

    private static <T> @Nullable T value(String what, CallResult<T> found, List<String> missing) {
        return switch (found) {
            case CallResult.Done<T>(T value) -> value;
            case CallResult.Refused<T> refused -> {
                missing.add(what + ": " + refused.error().word() + ", " + refused.message());
                yield null;
            }
            case CallResult.Unknown<T>(String why) -> {
                missing.add(what + ": " + why);
                yield null;
            }
        };
    }
}
