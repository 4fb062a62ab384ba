package io.dockmedic.remediation.treat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.decide.Touch;
import io.dockmedic.remediation.decide.Touches;
import io.dockmedic.remediation.ladder.Input;
import io.dockmedic.remediation.ladder.LadderState;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The net below what somebody else did. It has the right of way, and nothing more is done while it is believed to help. After a start
 * the container is looked at a while later: where it is down then, and a moment after that, and
 * nobody asked for that, a person is told. Not of what ended well, what the engine restarts, or what is gone. After something else that
 * leaves it where it is, a new limit or another name, it is looked at when they have had their time, and when it is paused no more: where the
 * incident still fires then, and nobody has heard of it yet, a person is told too; and so it is after a stop right before the engine was
 * gone, which may have been its own end's. Whoever was told is at it, and knows.
 */
final class AfterYield {
    /** As long as a run that came up is to have lasted. */
    private static final Duration SOON = Duration.ofSeconds(10);
    /** So long what ended it may take to be heard. */
    private static final Duration HEARD = Duration.ofSeconds(5);
    /** So long whoever does something else may take for what they do next. */
    private static final Duration THEIR_TIME = Duration.ofMinutes(5);

    private static final String START = "start";
    private static final String STOP = "stop";
    /** After none of these is it down by their doing, or gone. */
    private static final Set<String> LOOKED_AFTER = Set.of("update", "rename", "connect", "disconnect", "pause");
    private static final Set<Intent> NOBODYS_FAULT = EnumSet.of(Intent.ASKED, Intent.ENGINE_SHUTDOWN);

    private final Tools tools;
    private final Chart chart;
    private final Consumer<Input> tells;

    /** @param tells given what was found */
    AfterYield(Tools tools, Chart chart, Consumer<Input> tells) {
        this.tools = tools;
        this.chart = chart;
        this.tells = tells;
    }

    /** The ladder stands where it stands: begins to look, where that is to be done. */
    void begin() {
        if (stands()) {
            later(wait(last()), false);
        }
    }

    /** The engine was lost sight of: what passed for somebody's stop may have been its own end's. */
    void engineLost() {
        if (last().filter(this::doubtful).isPresent()) {
            begin();
        }
    }

    /** Without a touch it was paused before. */
    private static Duration wait(Optional<Touch> touch) {
        return touch.filter(last -> last.action().equals(START) || last.action().equals(STOP)).isPresent()
                ? SOON
                : THEIR_TIME;
    }

    private void later(Duration wait, boolean wasDown) {
        int moves = chart.moves();
        tools.timers().after(wait, () -> {
            if (moves == chart.moves()) {
                look(wasDown);
            }
        });
    }

    private void look(boolean wasDown) {
        Container container = chart.rung().container();
        if (container == null || !stands()) {
            return;
        }
        Instant now = tools.clock().now();
        Optional<Touch> last = last();
        Instant due = last.map(touch -> touch.at().plus(wait(last))).orElse(Instant.MIN);
        if (now.isBefore(due)) {
            later(Duration.between(now, due), wasDown);
        } else {
            chart.ask(() -> tools.calls().inspect(container.id()), result -> looked(result, wasDown));
        }
    }

    private void looked(CallResult<ContainerState> result, boolean wasDown) {
        switch (result) {
            case CallResult.Done<ContainerState>(ContainerState now) when now.paused() -> later(THEIR_TIME, false);
            case CallResult.Done<ContainerState>(ContainerState now) -> {
                if (stands() && isWrong(now, last())) {
                    wrong(now, last(), wasDown);
                }
            }
            case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND -> {
                // Whoever removed it knows.
            }
            case CallResult.Refused<ContainerState> refused -> later(SOON, wasDown);
            case CallResult.Unknown<ContainerState> unknown -> later(SOON, wasDown);
        }
    }

    private void wrong(ContainerState now, Optional<Touch> last, boolean wasDown) {
        if (!wasDown) {
            later(HEARD, true);
            return;
        }
        Optional<Touch> doubtful = last.filter(this::doubtful);
        if (doubtful.isPresent()) {
            tells.accept(new Input.LeftDown("it was stopped at " + doubtful.get().at()
                    + ", right before the engine was gone, by somebody or by the engine's own end, and does not run: it is "
                    + now.status() + ", exit code " + now.exitCode()));
            return;
        }
        last.ifPresent(touch -> tools.services().inVain(chart.service(), touch));
        tells.accept(new Input.LeftDown("somebody did "
                + last.map(touch -> touch.action() + " at " + touch.at()).orElse("pause it")
                + " and had the right of way, but "
                + (now.running() ? "what is wrong goes on: it is " : "it does not run: it is ") + now.status()
                + (now.running() ? health(now) : ", exit code " + now.exitCode())
                + (now.error().isEmpty() ? "" : ", " + now.error())));
    }

    private static String health(ContainerState now) {
        return now.health() == null ? "" : ", " + now.health().status();
    }

    /** It was yielded, and what somebody did last left it in such a way that it is to be looked at. */
    private boolean stands() {
        return chart.ladder().state() instanceof LadderState.Yielded && !chart.ladder().resolved()
                && last().map(touch -> touch.action().equals(START)
                        || ((LOOKED_AFTER.contains(touch.action()) || doubtful(touch)) && !chart.ladder().heard()))
                        .orElse(!chart.ladder().heard());
    }

    /** What it was yielded to, or what they did after it; empty where it was paused before the fault. */
    private Optional<Touch> last() {
        return tools.services().touches(chart.service(), chart.incident().latest().at()).lastTakeover();
    }

    /** Whether it is a stop right before the engine was gone. */
    private boolean doubtful(Touch touch) {
        return tools.services().touches(chart.service(), chart.incident().latest().at()).inDoubt().contains(touch);
    }

    private boolean isWrong(ContainerState now, Optional<Touch> last) {
        boolean takenDown = tools.held().of(now.id()).stream().anyMatch(act -> act.holds(now));
        if (last.filter(this::doubtful).isPresent()) {
            return !now.running() && !now.restarting() && !takenDown;
        }
        Optional<Touch> start = last.filter(touch -> touch.action().equals(START));
        Instant since = start.map(Touch::at).orElse(chart.incident().latest().at());
        boolean well = start.isPresent() && (now.running() || now.restarting() || endedWell(now, since));
        boolean asked = tools.services()
                .endingSince(chart.service(), since)
                .filter(end -> NOBODYS_FAULT.contains(end.intent()))
                .isPresent();
        return !well && !asked && !takenDown;
    }

    /** A job that somebody started once more, and which is done. */
    private boolean endedWell(ContainerState now, Instant start) {
        Instant began = now.startedAt();
        return now.exitCode() == 0 && !now.oomKilled() && began != null
                && !began.isBefore(tools.clock().shown(start).minus(Touches.GRACE));
    }
}
