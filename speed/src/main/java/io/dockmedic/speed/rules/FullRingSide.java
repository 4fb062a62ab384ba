package io.dockmedic.speed.rules;

import io.dockmedic.speed.rules.Happening.Death;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody would write who needs this one rule with all that is told of it: the events that made it, the first ten and the last
 * ten; each further one, and the end; what is told again or is old news is known; what is idle is forgotten to the millisecond.
 * Everything in place, no object but keys, what is told, and its copy of the evidence.
 */
final class FullRingSide implements Side {
    private static final String RULE = "Dies";
    private static final int FIRST = 10;
    private static final int MOST = 20;
    /** For how long it is known when it was over. */
    private static final long REMEMBER_MILLIS = 600_000;
    private static final long NEVER = Long.MIN_VALUE;

    /** A container, in the order in which those that do not fire are forgotten. */
    private static final class Key {
        private final String name;
        private Death[] kept = new Death[Course.AT_LEAST];
        private int size;
        private int count;
        private boolean fires;
        /** When the newest of its deaths happened. */
        private long newest = NEVER;
        /** When it was over last, and until when that is known. */
        private long cleared = NEVER;
        private long known;
        /** When what is counted of it is forgotten. */
        private long due;
        private @Nullable Key sooner;
        private @Nullable Key later;

        Key(String name) {
            this.name = name;
        }

        boolean has(Death death) {
            for (int i = 0; i < size; i++) {
                if (kept[i].getAt() == death.getAt() && kept[i].getExitCode() == death.getExitCode()) {
                    return true;
                }
            }
            return false;
        }

        void keep(Death death) {
            if (size == MOST) {
                System.arraycopy(kept, FIRST + 1, kept, FIRST, MOST - FIRST - 1);
                size--;
            } else if (size == kept.length) {
                kept = Arrays.copyOf(kept, Math.min(MOST, 2 * size));
            }
            kept[size++] = death;
            count++;
            newest = Math.max(newest, death.getAt());
        }

        /** Only what is in the window is left. */
        void slide() {
            long since = newest - Course.WITHIN_MILLIS;
            int left = 0;
            for (int i = 0; i < size; i++) {
                if (kept[i].getAt() > since) {
                    kept[left++] = kept[i];
                }
            }
            Arrays.fill(kept, left, size, null);
            size = left;
            count = left;
        }

        void empty() {
            Arrays.fill(kept, 0, size, null);
            size = 0;
            count = 0;
            fires = false;
            newest = NEVER;
        }

        Told told(Told.What what, long at) {
            return new Told(what, RULE, name, at, Arrays.asList(Arrays.copyOf(kept, size)), count);
        }
    }

    private final Course course;
    private final Map<String, Key> keys = new HashMap<>();
    /** The first and the last of those that are counted. */
    private @Nullable Key soonest;
    private @Nullable Key latest;
    private final ArrayDeque<Key> over = new ArrayDeque<>();
    private long now;

    FullRingSide(Course course) {
        this.course = course;
    }

    @Override
    public void begin() {
        keys.clear();
        over.clear();
        now = 0;
        soonest = null;
        latest = null;
    }

    @Override
    public void run(Firings firings) {
        for (Happening happening : course.happenings()) {
            now = Math.max(now, happening.getAt());
            forget(happening.getAt());
            Told told = switch (happening) {
                case Death death -> death.getExitCode() == 0 ? null : died(death);
                case Happening.Recovery recovery -> recovered(recovery);
            };
            if (told != null) {
                firings.told(told.what(), told.who(), told.at(), told.evidence(), told.count());
            }
        }
    }

    @Override
    public int remembered() {
        return keys.size();
    }

    private @Nullable Told died(Death death) {
        long at = death.getAt();
        Key key = keys.get(death.getName());
        if (key == null) {
            key = new Key(death.getName());
            keys.put(key.name, key);
        } else if (at < key.cleared || key.has(death)) {
            return null;
        }
        key.keep(death);
        if (key.fires) {
            return key.told(Told.What.AGAIN, at);
        }
        key.slide();
        if (key.size < Course.AT_LEAST) {
            putOff(key, now + Course.WITHIN_MILLIS);
            return null;
        }
        key.fires = true;
        takeOut(key);
        return key.told(Told.What.FIRED, at);
    }

    private @Nullable Told recovered(Happening.Recovery recovery) {
        Key key = keys.get(recovery.getName());
        long at = recovery.getAt();
        if (key == null || key.size == 0 || at < key.newest) {
            return null;
        }
        Told told = key.fires ? key.told(Told.What.OVER, at) : null;
        takeOut(key);
        key.empty();
        key.cleared = at;
        key.known = now + REMEMBER_MILLIS;
        over.add(key);
        return told;
    }

    private void forget(long by) {
        while (soonest != null && soonest.due <= by) {
            Key idle = soonest;
            takeOut(idle);
            idle.empty();
            forget(idle);
        }
        while (!over.isEmpty() && over.element().known <= by) {
            Key known = over.remove();
            known.cleared = NEVER;
            forget(known);
        }
    }

    /** Forgets what nothing is known of any more. */
    private void forget(Key key) {
        if (key.size == 0 && key.cleared == NEVER) {
            keys.remove(key.name, key);
        }
    }

    private void putOff(Key key, long due) {
        takeOut(key);
        key.due = due;
        key.sooner = latest;
        if (latest == null) {
            soonest = key;
        } else {
            latest.later = key;
        }
        latest = key;
    }

    /** From the order, if it is in it. */
    private void takeOut(Key key) {
        if (key.sooner != null) {
            key.sooner.later = key.later;
        } else if (soonest == key) {
            soonest = key.later;
        }
        if (key.later != null) {
            key.later.sooner = key.sooner;
        } else if (latest == key) {
            latest = key.sooner;
        }
        key.sooner = null;
        key.later = null;
    }

    @Override
    public void close() {
        begin();
    }
}
