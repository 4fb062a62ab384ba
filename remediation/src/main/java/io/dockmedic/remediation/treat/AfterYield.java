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
 * The net below a start of somebody else's. It has the right of way, and nothing more is done while it is believed to have
 * brought the container up; so the container is looked at a while later. Where it is down then, and a moment after that, and
 * nobody asked for that, a person is told. Not of what ended well, what the engine restarts, or what is gone.
 */
final class AfterYield {
    /** As long as a run that came up is to have lasted. */
    private static final Duration SOON = Duration.ofSeconds(10);
    /** So long what ended it may take to be heard. */
    private static final Duration HEARD = Duration.ofSeconds(5);

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
        if (start().isPresent()) {
            later(SOON, false);
        }
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
        if (container != null && start().isPresent()) {
            chart.ask(() -> tools.calls().inspect(container.id()),
                    result -> looked(result, wasDown));
        }
    }

    private void looked(CallResult<ContainerState> result, boolean wasDown) {
        switch (result) {
            case CallResult.Done<ContainerState>(ContainerState now) -> start().filter(start -> isDown(now, start))
                    .ifPresent(start -> down(now, start, wasDown));
            case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND -> {
                // Whoever removed it knows.
            }
            case CallResult.Refused<ContainerState> refused -> later(SOON, wasDown);
            case CallResult.Unknown<ContainerState> unknown -> later(SOON, wasDown);
        }
    }

    private void down(ContainerState now, Touch start, boolean wasDown) {
        if (!wasDown) {
            later(HEARD, true);
            return;
        }
        tools.services().inVain(chart.service(), start);
        tells.accept(new Input.LeftDown("somebody did start at " + start.at()
                + " and had the right of way, but it does not run: it is " + now.status() + ", exit code "
                + now.exitCode() + (now.error().isEmpty() ? "" : ", " + now.error())));
    }

    /** The start that it was yielded to, while nobody has done anything after it. */
    private Optional<Touch> start() {
        if (!(chart.ladder().state() instanceof LadderState.Yielded) || chart.ladder().resolved()) {
            return Optional.empty();
        }
        return tools.services()
                .touches(chart.service(), chart.incident().latest().at())
                .takeover()
                .filter(touch -> touch.action().equals("start"));
    }

    private boolean isDown(ContainerState now, Touch start) {
        boolean runs = now.running() || now.restarting();
        boolean asked = tools.services()
                .endingSince(chart.service(), start.at())
                .filter(end -> NOBODYS_FAULT.contains(end.intent()))
                .isPresent();
        boolean takenDown = tools.held().of(now.id()).stream().anyMatch(act -> act.holds(now));
        return !runs && !asked && !takenDown && !endedWell(now, start);
    }

    /** A job that somebody started once more, and which is done. */
    private boolean endedWell(ContainerState now, Touch start) {
        Instant began = now.startedAt();
        return now.exitCode() == 0 && !now.oomKilled() && began != null
                && !began.isBefore(tools.clock().shown(start.at()).minus(Touches.GRACE));
    }
}
