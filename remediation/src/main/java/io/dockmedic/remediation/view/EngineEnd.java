package io.dockmedic.remediation.view;

import io.dockmedic.collectors.intent.ShutdownJudge;
import io.dockmedic.remediation.decide.Touch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which stops may have been an engine's that ended. It sends all their signal within a moment and waits for the slowest before it
 * goes, so what ended at once was stopped as long before the engine was lost as the slowest took. Pure.
 */
final class EngineEnd {
    static final String STOP = "stop";
    static final String KILL = "kill";

    private static final Set<String> BRINGS_UP = Set.of("create", "start", "restart");

    /** Further back no burst is looked for; an engine waits for no stop timeout that is longer, that anybody uses. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private EngineEnd() {}

    /**
     * The stops in doubt, by service.
     *
     * @param touches of each service, as they were heard
     * @param lost    when the engine was lost sight of
     */
    static Map<String, Set<Touch>> inDoubt(Map<String, List<Touch>> touches, Instant lost) {
        List<ShutdownJudge.Stopped> stopped = new ArrayList<>();
        touches.forEach((service, all) -> {
            List<Touch> last = lastStop(all, lost.minus(LONGEST));
            if (last.stream().anyMatch(touch -> touch.action().equals(STOP))) {
                stopped.add(new ShutdownJudge.Stopped(service, last.getFirst().at(), last.getLast().at()));
            }
        });
        // Whether anything ran on is not known here; that it is in doubt is said, and nothing is done.
        Set<String> burst = ShutdownJudge.judge(stopped, false, lost).keySet();
        Map<String, Set<Touch>> doubts = new HashMap<>();
        touches.forEach((service, all) -> {
            Set<Touch> of = new HashSet<>();
            lastStop(all, lost.minus(burst.contains(service) ? LONGEST : Bystanders.SHUTDOWN)).stream()
                    .filter(touch -> touch.action().equals(STOP))
                    .forEach(of::add);
            doubts.put(service, of);
        });
        return doubts;
    }

    /** The signals and stops that came last, since somebody brought it up. */
    static List<Touch> lastStop(List<Touch> touches, Instant from) {
        List<Touch> last = new ArrayList<>();
        for (Touch touch : touches.reversed()) {
            if (!touch.at().isAfter(from) || BRINGS_UP.contains(touch.action())) {
                break;
            }
            if (touch.action().equals(STOP) || touch.action().equals(KILL)) {
                last.addFirst(touch);
            }
        }
        return last;
    }
}
