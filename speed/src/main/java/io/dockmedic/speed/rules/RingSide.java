package io.dockmedic.speed.rules;

import java.util.HashMap;
import java.util.Map;

/** What somebody would write who needs this one rule and nothing else: the last few times of each container. */
final class RingSide implements Side {
    private static final class Ring {
        private final long[] last = new long[Course.AT_LEAST];
        private int next;
        private int kept;
        private boolean fires;

        boolean crosses(long at) {
            last[next] = at;
            next = (next + 1) % Course.AT_LEAST;
            kept = Math.min(kept + 1, Course.AT_LEAST);
            if (fires || kept < Course.AT_LEAST || at - last[next] >= Course.WITHIN_MILLIS) {
                return false;
            }
            fires = true;
            return true;
        }

        void recovers() {
            fires = false;
            kept = 0;
        }
    }

    private final Course course;
    private final Map<String, Ring> rings = new HashMap<>();

    RingSide(Course course) {
        this.course = course;
    }

    @Override
    public void begin() {
        rings.clear();
    }

    @Override
    public void run(Firings firings) {
        for (Happening happening : course.happenings()) {
            switch (happening) {
                case Happening.Death death -> {
                    if (death.getExitCode() != 0
                            && rings.computeIfAbsent(death.getName(), any -> new Ring()).crosses(death.getAt())) {
                        firings.fired(death.getName(), death.getAt());
                    }
                }
                case Happening.Recovery recovery -> {
                    Ring ring = rings.get(recovery.getName());
                    if (ring != null) {
                        ring.recovers();
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        rings.clear();
    }
}
