package io.dockmedic.rules.engine;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The rules that want to see events of one kind, in their order. For one thread. */
final class Audience {
    private record Member(RunningRule rule, Interest interest) {}

    private final Kind<?> kind;
    private Member[] members = {};

    private Audience(Kind<?> kind) {
        this.kind = kind;
    }

    private void add(Member member) {
        members = Arrays.copyOf(members, members.length + 1);
        members[members.length - 1] = member;
    }

    /** By the names of the kinds; there is none of a kind that no rule wants, or that nobody registered. */
    static Map<String, Audience> of(Collection<RunningRule> rules, Kinds kinds) {
        Map<String, Audience> all = new HashMap<>();
        for (RunningRule rule : rules) {
            for (String name : rule.rule().kinds()) {
                // Each has the times of its own schedule, and nobody else has.
                if (!name.equals(ScheduleEvent.Due.KIND)) {
                    kinds.find(name)
                            .ifPresent(kind -> all.computeIfAbsent(name, first -> new Audience(kind))
                                    .add(new Member(rule, Interest.of(rule.rule(), name))));
                }
            }
        }
        return all;
    }

    void offer(Event event, Outcome.Builder out) {
        Subject subject = new Subject(kind, event);
        for (Member member : members) {
            member.rule().offer(subject, member.interest(), out);
        }
    }
}
