package io.dockmedic.remediation.view;

import org.jspecify.annotations.Nullable;
import io.dockmedic.remediation.decide.Ending;
import io.dockmedic.remediation.decide.Loop;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.event.ContainerEvent.Stopped;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.remediation.decide.Circumstances;
import io.dockmedic.remediation.decide.TakenDown;
import io.dockmedic.remediation.decide.Severity;
import io.dockmedic.remediation.decide.Told;
import io.dockmedic.remediation.decide.Touch;
import io.dockmedic.remediation.decide.Touches;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.rules.incident.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What remediation remembers of each service: what others did to it, which incidents fire, when people were told.
 * Bounded: touches and tellings of the last hours, at most 50 each; a service about which nothing is left is forgotten.
 */
public final class Services {
    private static final int MOST = 50;
    private static final String STOP = EngineEnd.STOP;

    private static final class Sight {
        private final List<Touch> touches = new ArrayList<>();
        private final Map<String, Incident> firing = new LinkedHashMap<>();
        private final Set<Touch> inVain = new HashSet<>();
        private final Set<Touch> inDoubt = new HashSet<>();
        private final List<Told> told = new ArrayList<>();
        private @Nullable Ending ending;

        private Touches others() {
            return new Touches(touches, inVain, inDoubt);
        }

        private boolean empty() {
            return touches.isEmpty() && firing.isEmpty() && told.isEmpty() && ending == null;
        }
    }

    private final Map<String, Sight> sights = new HashMap<>();

    /** Takes in an event; what somebody else did, if it tells of that. */
    public Optional<Touch> seen(ContainerEvent event) {
        return switch (event) {
            case Touched touched -> touch(event.subject(), new Touch(touched.at(), touched.action()));
            case Died died -> {
                judgedAnew(died);
                yield ended(died, died.judgement(), died.run());
            }
            case Stopped stopped -> ended(stopped, stopped.judgement(), "");
            // Says nothing of what others did.
            default -> Optional.empty();
        };
    }

    /** Whoever asks for a run's end has taken the service over, also with a plain kill, also while we were away. */
    private Optional<Touch> ended(ContainerEvent event, Judgement judgement, String run) {
        sight(event.subject()).ending = new Ending(
                event.at(), judgement.intent(), judgement.ours(), event.container().id(), run);
        return judgement.intent() == Intent.ASKED && !judgement.ours()
                ? touch(event.subject(), new Touch(event.at(), STOP))
                : Optional.empty();
    }

    private Optional<Touch> touch(String service, Touch touch) {
        List<Touch> touches = sight(service).touches;
        if (touches.contains(touch)) {
            // Heard again after a restart: it has the date it had.
            return Optional.empty();
        }
        touches.add(touch);
        bound(touches);
        return Optional.of(touch);
    }

    /** What others did before our restart, oldest first. */
    public void remember(String service, List<Touch> before) {
        List<Touch> touches = sight(service).touches;
        touches.addAll(0, before.subList(Math.max(0, before.size() - MOST), before.size()));
        while (touches.size() > MOST) {
            touches.removeFirst();
        }
    }

    /** What somebody did was looked at a while later, and it is wrong all the same, whatever they did before that. */
    public void inVain(String service, Touch last) {
        Sight sight = sight(service);
        sight.inVain.retainAll(sight.touches);
        sight.touches.stream().filter(touch -> !touch.at().isAfter(last.at())).forEach(sight.inVain::add);
    }

    /** The engine was lost sight of then: what ended right before may have ended with it, by the same words as by somebody's stop. */
    public void lost(Instant at) {
        Map<String, List<Touch>> touches = new HashMap<>();
        sights.forEach((service, sight) -> touches.put(service, List.copyOf(sight.touches)));
        EngineEnd.inDoubt(touches, at).forEach((service, stops) -> {
            Sight sight = sight(service);
            sight.inDoubt.retainAll(sight.touches);
            sight.inDoubt.addAll(stops);
        });
    }

    /** By a closer look an end that had been taken for asked was not, or may not have been: so it is when the engine is back, also after our restart. */
    private void judgedAnew(Died died) {
        if (died.gap() && (died.judgement().intent() == Intent.ENGINE_SHUTDOWN
                || died.judgement().intent() == Intent.UNKNOWN)) {
            Sight sight = sight(died.subject());
            EngineEnd.lastStop(sight.touches, Instant.MIN)
                    .stream()
                    .filter(touch -> touch.action().equals(STOP))
                    .forEach(sight.inDoubt::add);
        }
    }

    /** An incident of the service fires. */
    public void fires(String service, Incident incident) {
        sight(service).firing.put(incident.id(), incident);
    }

    /** An incident of the service is over. */
    public void over(String service, String incident) {
        sight(service).firing.remove(incident);
    }

    /** A person was told, and asked that. */
    public void told(String service, Instant at, String incident, String rule, List<Question.About> asked) {
        told(service, new Told(at, incident, rule, false, "", asked));
    }

    /** The same; those of before our restart oldest first, and when it is known what others did. */
    public void told(String service, Told last) {
        Sight sight = sight(service);
        sight.told.add(last.after(sight.told, new Touches(sight.touches)));
        bound(sight.told);
    }

    /** What others did to it since {@code moment}. */
    public Touches touches(String service, Instant moment) {
        Sight sight = sights.get(service);
        return sight == null ? new Touches(List.of()) : sight.others().since(moment);
    }

    /** What others did to all services of a Compose project since {@code moment}. */
    public Touches touchesOfStack(String project, Instant moment) {
        return new Touches(sights.entrySet()
                .stream()
                .filter(one -> one.getKey().startsWith(project + "/"))
                .flatMap(one -> one.getValue().others().since(moment).all().stream())
                .toList());
    }

    /**
     * How things stand with it for an incident active since {@code since}.
     *
     * @param unsettled why no other act may begin on it now; empty when one may
     * @param holder    the incident for which something is being done to it; empty for none
     */
    public Circumstances circumstances(String service, Instant since, String unsettled, String holder,
            List<TakenDown> takenDown) {
        Sight sight = sights.get(service);
        if (sight == null) {
            return new Circumstances(new Touches(List.of()), List.of(), List.of(), unsettled, null, takenDown, null);
        }
        List<Loop> loops = sight.firing.values()
                .stream()
                .filter(Services::loop)
                .map(incident -> new Loop(incident.id(), incident.id().equals(holder)))
                .toList();
        // What somebody did since makes the next trouble news again; but not each time, where they do it over and over.
        Instant lastTouch = new Touches(sight.touches).takeover().map(Touch::at).orElse(Instant.MIN);
        List<Told> told = sight.told.stream()
                .filter(one -> one.afresh() || one.at().isAfter(lastTouch))
                .map(one -> now(one, sight.firing.get(one.incident()), !one.at().isAfter(lastTouch)))
                .toList();
        Instant signalled = sight.touches.stream()
                .filter(touch -> touch.action().equals("kill"))
                .map(Touch::at)
                .max(Instant::compareTo)
                .orElse(null);
        return new Circumstances(
                sight.others().since(since), loops, told, unsettled, sight.ending, takenDown,
                signalled);
    }

    private static Told now(Told told, @Nullable Incident firing, boolean touched) {
        return told.now(firing != null, firing == null ? "" : firing.labels().getOrDefault(Severity.LABEL, ""),
                touched);
    }

    /** How its last run ended that we heard of, after {@code moment}. */
    public Optional<Ending> endingSince(String service, Instant moment) {
        Sight sight = sights.get(service);
        return Optional.ofNullable(sight == null ? null : sight.ending).filter(last -> last.at().isAfter(moment));
    }

    /** Forgets what is a day old. */
    public void forget(Instant now) {
        Instant from = now.minus(Touches.REMEMBERED);
        for (Iterator<Sight> all = sights.values().iterator(); all.hasNext();) {
            Sight sight = all.next();
            sight.touches.removeIf(touch -> touch.at().isBefore(from));
            sight.inVain.retainAll(sight.touches);
            sight.inDoubt.retainAll(sight.touches);
            sight.told.removeIf(told -> told.at().isBefore(from));
            Ending ending = sight.ending;
            if (ending != null && ending.at().isBefore(from)) {
                sight.ending = null;
            }
            if (sight.empty()) {
                all.remove();
            }
        }
    }

    /** A rule says so with the label {@code loop: "true"}, or is plainly called one. */
    private static boolean loop(Incident incident) {
        String rule = incident.rule().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return "true".equals(incident.labels().get("loop")) || rule.contains("crashloop");
    }

    private Sight sight(String service) {
        return sights.computeIfAbsent(service, first -> new Sight());
    }

    private static void bound(List<?> list) {
        if (list.size() > MOST) {
            list.removeFirst();
        }
    }
}
