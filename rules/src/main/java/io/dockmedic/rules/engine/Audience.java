package io.dockmedic.rules.engine;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules that want to see events of one kind, in their order. For one thread. */
final class Audience {
    private record Member(RunningRule rule, Interest interest) {}

    private final Kind<?> kind;
    private final List<Member> members = new ArrayList<>();

    private Audience(Kind<?> kind) {
        this.kind = kind;
    }

    /** By the names of the kinds; there is none of a kind that no rule wants, or that nobody registered. */
    static Map<String, Audience> of(Collection<RunningRule> rules, Kinds kinds) {
        Map<String, Audience> all = new HashMap<>();
        for (RunningRule rule : rules) {
            for (String name : rule.rule().kinds()) {
                // Each has the times of its own schedule, and nobody else has.
                if (!name.equals(ScheduleEvent.Due.KIND)) {
                    kinds.find(name)
                            .ifPresent(kind -> all.computeIfAbsent(name, first -> new Audience(kind)).members
                                    .add(new Member(rule, Interest.of(rule.rule(), name))));
                }
            }
        }
        return all;
    }

    void offer(Event event, Outcome.Builder out) {
        Subject subject = new Subject(kind, event);
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            member.rule().offer(subject, member.interest(), out);
        }
    }
}
