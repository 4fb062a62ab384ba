package io.dockmedic.remediation.view;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.Stopped;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What others do to a service while an act of ours on it is under way. What they seem to have done right before the engine was
 * out of sight is not counted: an engine that ends stops all with the same words. To be used on one context.
 */
public final class Bystanders {
    /** As long as the engine's own end may look like a person's stop: its words come so long before we lose it. */
    public static final Duration SHUTDOWN = Duration.ofSeconds(8);

    private static final int MOST = 50;
    private static final String STOP = "stop";
    private static final String KILL = "kill";
    private static final String PAUSE = "pause";
    private static final String PROJECT = "com.docker.compose.project";
    private static final Set<String> BRINGS_UP = Set.of("start", "restart", "create", "unpause");

    /**
     * What somebody did.
     *
     * @param heard     when we heard of it
     * @param what      the engine's word
     * @param container to which, by full id
     * @param name      of that
     * @param ended     the run that was found ended only afterwards, with what led to that lost; empty for what was heard
     */
    public record Deed(Instant heard, String what, String container, String name, String ended) {}

    private record Run(String container, String run) {}

    private record Watched(String service, String project, Set<String> containers, Set<Run> ends, List<Deed> deeds) {
        static Watched of(String service, String project) {
            return new Watched(service, project, new HashSet<>(), new HashSet<>(), new ArrayList<>());
        }

        boolean about(ContainerEvent event) {
            return service.equals(event.subject()) || containers.contains(event.container().id())
                    || ofProject(event.container().labels());
        }

        /** Those of others, the last first. */
        Stream<Deed> theirs() {
            return deeds.reversed().stream().filter(deed -> !ours(deed));
        }

        private boolean ours(Deed deed) {
            return !deed.ended().isEmpty() && (ends.contains(new Run(deed.container(), deed.ended()))
                    || ends.contains(new Run(deed.container(), "")));
        }

        /** What is run once beside the services of a project is no work at them. */
        private boolean ofProject(Map<String, String> labels) {
            return !project.isEmpty() && project.equals(labels.get(PROJECT))
                    && !Service.oneOff(labels);
        }
    }

    private final Clock clock;
    private final Map<String, Watched> byAct = new HashMap<>();

    public Bystanders(Clock clock) {
        this.clock = clock;
    }

    /** From now on, what others do to that service or that container while the act goes on. */
    public void watch(String act, String service, String container) {
        byAct.computeIfAbsent(act, first -> Watched.of(service, ""))
                .containers()
                .add(container);
    }

    /** From now on, what others do to anything of that Compose project while the act goes on. */
    public void watchProject(String act, String project) {
        byAct.putIfAbsent(act, Watched.of("", project));
    }

    /**
     * The act, which is watched, asks for the end of that run of the container, now or before our own restart: where it is found
     * only afterwards that the run has ended, with what led to that lost, it is not taken for somebody's doing.
     *
     * @param run when it began, as the engine says; empty where that is not known, for any
     */
    public void ends(String act, String container, String run) {
        Watched watched = byAct.get(act);
        if (watched != null) {
            watched.ends().add(new Run(container, run));
        }
    }

    /** The act is over. */
    public void forget(String act) {
        byAct.remove(act);
    }

    /** What somebody did last; empty when nobody did anything. */
    public Optional<Deed> last(String act) {
        return last(act, any -> true);
    }

    /** What somebody did last to take any of it over; a signal alone does not. Empty when nobody did anything of that kind. */
    public Optional<Deed> lastTakeover(String act) {
        return last(act, deed -> !deed.what().equals(KILL));
    }

    /** What somebody did last of a kind, whatever else they did since; empty when nobody did anything of it. */
    public Optional<Deed> last(String act, Predicate<Deed> which) {
        Watched watched = byAct.get(act);
        return watched == null
                ? Optional.empty()
                : watched.theirs().filter(which).findFirst();
    }

    /** Whether somebody has asked for its end, and nobody has started it since. */
    public boolean down(String act) {
        return down(act, any -> true);
    }

    /** Whether somebody has asked for that container's end, and nobody has started it since. */
    public boolean down(String act, String container) {
        return down(act, deed -> deed.container().equals(container));
    }

    /** Whether somebody has paused that container, and nobody has let it go on since. */
    public boolean paused(String act, String container) {
        return lastly(act, PAUSE, deed -> deed.container().equals(container));
    }

    private boolean down(String act, Predicate<Deed> which) {
        return lastly(act, STOP, which);
    }

    /** Whether somebody has done that, and nobody has brought it up since. */
    private boolean lastly(String act, String what, Predicate<Deed> which) {
        Watched watched = byAct.get(act);
        return watched != null && watched.theirs()
                .filter(which)
                .filter(deed -> deed.what().equals(what) || BRINGS_UP.contains(deed.what()))
                .findFirst()
                .filter(deed -> deed.what().equals(what))
                .isPresent();
    }

    /** Takes in an event. */
    public void event(Event event) {
        if (byAct.isEmpty()) {
            return;
        }
        if (event instanceof EngineEvent.Disconnected) {
            Instant from = clock.now().minus(SHUTDOWN);
            byAct.values().forEach(watched -> watched.deeds().removeIf(deed -> deed.heard().isAfter(from)));
        } else if (event instanceof ContainerEvent container) {
            said(container).ifPresent(what -> byAct.values()
                    .stream()
                    .filter(watched -> watched.about(container))
                    .forEach(watched -> note(watched, new Deed(clock.now(), what, container.container().id(),
                            container.container().name(),
                            container instanceof Died died && died.gap() ? died.run() : ""))));
        }
    }

    private static void note(Watched watched, Deed deed) {
        watched.deeds().add(deed);
        if (watched.deeds().size() > MOST) {
            watched.deeds().removeFirst();
        }
    }

    private static Optional<String> said(ContainerEvent event) {
        return switch (event) {
            case Touched touched -> Optional.of(touched.action());
            case Died died -> asked(died.judgement());
            case Stopped stopped -> asked(stopped.judgement());
            // Nobody's doing, or ours.
            default -> Optional.empty();
        };
    }

    private static Optional<String> asked(Judgement judgement) {
        return judgement.intent() == Intent.ASKED && !judgement.ours() ? Optional.of(STOP) : Optional.empty();
    }
}
