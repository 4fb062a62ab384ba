package io.dockmedic.rules.state.recorded;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Which events are worth keeping: all but readings, and of these the first of each minute. For use by one thread. */
final class Thinning {
    private static final int MOST = 20_000;
    private static final long MINUTE = Duration.ofMinutes(1).toSeconds();

    /** @param container two of one service at a time have readings of their own */
    private record Of(String kind, String subject, String container) {}

    private Map<Of, Long> minutes = new HashMap<>();
    private long swept;

    /** Whether it is one of those. */
    boolean keeps(Event event, Instant now) {
        if (!event.reading()) {
            return true;
        }
        long minute = Math.floorDiv(now.getEpochSecond(), MINUTE);
        sweep(minute);
        Container target = event.target();
        Long before = minutes.put(new Of(event.kind(), event.subject(), target == null ? "" : target.id()), minute);
        return before == null || before != minute;
    }

    /** What has not been read for a while may never be again. */
    private void sweep(long minute) {
        if (minute != swept || minutes.size() > MOST) {
            Map<Of, Long> still = new HashMap<>();
            if (minutes.size() <= MOST) {
                minutes.forEach((of, last) -> {
                    if (last >= swept) {
                        still.put(of, last);
                    }
                });
            }
            minutes = still;
            swept = minute;
        }
    }
}
