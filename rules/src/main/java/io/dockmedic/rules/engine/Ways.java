package io.dockmedic.rules.engine;

import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.rule.Resolve;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rule's ways to resolve, and what events mean for them. Pure. */
final class Ways {
    private final List<Resolve> ways;
    private final boolean lasts;
    private final Kinds kinds;

    /** @param lasts whether the last of them is the end of a time that the fault itself begins */
    Ways(List<Resolve> ways, boolean lasts, Kinds kinds) {
        this.ways = ways;
        this.lasts = lasts;
        this.kinds = kinds;
    }

    /**
     * What an event that is no fault means.
     *
     * @param state  of the key then
     * @param over   the way that was there at once; -1 for none
     * @param failed why one of them could not be evaluated, which is no match of that one alone; null when all could
     */
    record Step(KeyState state, int over, @Nullable ExpressionException failed) {}

    /** @param atOnce whether a way counts at once though it should hold */
    Step after(KeyState state, Subject subject, boolean atOnce, Instant now) {
        Instant at = subject.event().at();
        KeyState next = state;
        ExpressionException failed = null;
        for (int way = 0; way < ways.size(); way++) {
            Resolve resolve = ways.get(way);
            boolean matches = false;
            try {
                matches = resolve.trigger().matches(subject);
            } catch (ExpressionException e) {
                failed = e;
            }
            if (matches) {
                Duration holds = resolve.holds(state.fires());
                if (atOnce || holds.isZero()) {
                    return new Step(next, way, failed);
                }
                next = clearing(next, way, now.plus(holds), at);
            } else if (resolve.unless().contains(subject.kind().name())) {
                next = brokenOff(next, way, at);
            }
        }
        return new Step(next, -1, failed);
    }

    /** The same of a fault that may be the last one: it begins the ways that must hold, and ends nothing. */
    Step begun(KeyState firing, Subject subject, Instant now) {
        KeyState next = firing;
        ExpressionException failed = null;
        for (int way = 0; way < ways.size(); way++) {
            Resolve resolve = ways.get(way);
            try {
                if (!resolve.keeps().isZero() && resolve.trigger().matches(subject)) {
                    next = clearing(next, way, now.plus(resolve.keeps()), subject.event().at());
                }
            } catch (ExpressionException e) {
                failed = e;
            }
        }
        return new Step(next, -1, failed);
    }

    /** The same without what readings of such kinds had begun to clear. */
    KeyState paused(KeyState state, Set<String> kinds) {
        List<KeyState.Clearing> left = state.clearing()
                .stream()
                .filter(one -> one.way() >= ways.size()
                        || ways.get(one.way()).trigger().kinds().stream().noneMatch(kinds::contains))
                .toList();
        return left.equals(state.clearing()) ? state : state.withClearing(left);
    }

    /** The same without what events had begun to clear: the next ones begin it anew. The end of a time stays. */
    KeyState anew(KeyState state) {
        List<KeyState.Clearing> left = state.clearing()
                .stream()
                .filter(one -> lasts && one.way() == ways.size() - 1)
                .toList();
        return left.equals(state.clearing()) ? state : state.withClearing(left);
    }

    /** The same without what readings had begun to clear and would have cleared only then or later. */
    KeyState unheard(KeyState state, Instant from) {
        List<KeyState.Clearing> left = state.clearing()
                .stream()
                .filter(one -> one.due().isBefore(from) || !isRead(one.way()))
                .toList();
        return left.equals(state.clearing()) ? state : state.withClearing(left);
    }

    /** Whether nothing but readings begin it. */
    private boolean isRead(int way) {
        return way < ways.size()
                && ways.get(way)
                        .trigger()
                        .kinds()
                        .stream()
                        .allMatch(name -> kinds.find(name).flatMap(Kind::interval).isPresent());
    }

    /** For people: what has held for long enough. */
    String held(int way) {
        if (lasts && way == ways.size() - 1) {
            return Incident.TIME_IS_UP;
        }
        // A rule that was changed may have had more.
        return way >= ways.size() ? "held for long enough" : "held for long enough: " + inWords(ways.get(way));
    }

    private String inWords(Resolve way) {
        return way.trigger()
                .kinds()
                .stream()
                .sorted()
                .map(name -> kinds.find(name).map(Ways::inWords).orElse(name))
                .distinct()
                .collect(Collectors.joining(", or "));
    }

    private static String inWords(Kind<?> kind) {
        if (kind.interval().isPresent()) {
            return "what is read of it is well";
        }
        // What else there is to say of a kind follows in its documentation.
        return kind.meaning().split("[;,:(]", 2)[0].strip();
    }

    /** What was clearing before a restart, no later than it could have begun and be due by {@code now}. */
    KeyState.Clearing bounded(KeyState.Clearing kept, Instant now) {
        Instant latest = now.plus(kept.way() >= ways.size() ? Duration.ZERO : ways.get(kept.way()).longest());
        return new KeyState.Clearing(kept.way(), kept.due().isBefore(latest) ? kept.due() : latest,
                kept.at().isBefore(now) ? kept.at() : now);
    }

    /** What had begun by {@code at} begins anew; what began later is not broken off by what is only heard late. */
    private static KeyState brokenOff(KeyState state, int way, Instant at) {
        KeyState.Clearing running = find(state, way);
        return running == null || at.isBefore(running.at()) ? state : without(state, way);
    }

    private static KeyState without(KeyState state, int way) {
        return find(state, way) == null
                ? state
                : state.withClearing(state.clearing().stream().filter(one -> one.way() != way).toList());
    }

    private static KeyState clearing(KeyState state, int way, Instant due, Instant at) {
        KeyState.Clearing running = find(state, way);
        if (running != null && !running.due().isAfter(due)) {
            return state;
        }
        List<KeyState.Clearing> all = new ArrayList<>(without(state, way).clearing());
        all.add(new KeyState.Clearing(way, due, at));
        return state.withClearing(all);
    }

    private static KeyState.@Nullable Clearing find(KeyState state, int way) {
        for (KeyState.Clearing one : state.clearing()) {
            if (one.way() == way) {
                return one;
            }
        }
        return null;
    }
}
