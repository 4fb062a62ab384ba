package io.dockmedic.rules.state;

import io.dockmedic.collectors.base.redact.Redactor;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which texts look like secrets. They are the same again and again, so it is remembered of which nothing was found; what
 * looks like a secret is never remembered. Safe for use by several threads.
 */
final class Secrets {
    private static final int MOST = 4_000;
    /** Longer ones are not remembered. */
    private static final int LONG = 300;
    /** Shorter ones are none. */
    private static final int SHORTEST = 5;
    /** Further on nobody looks. */
    private static final int SEEN = 4_000;

    private final Redactor redactor = new Redactor();
    private final Set<String> harmless = ConcurrentHashMap.newKeySet();

    /** Whether there is one in it. */
    boolean isIn(String text) {
        if (text.length() < SHORTEST || remembers(text)) {
            return false;
        }
        boolean found = redactor.finds(text);
        if (!found && text.length() <= LONG) {
            if (harmless.size() >= MOST) {
                harmless.clear();
            }
            harmless.add(text);
        }
        return found;
    }

    /** The text without those in it; where there is one, or the text is too long to be looked through, its lines are cut. */
    String without(String text) {
        return text.length() <= SEEN && !isIn(text)
                ? text
                : String.join("\n", redactor.lines(text.lines().toList()));
    }

    /** Whether it is known that there is none in it. */
    boolean remembers(String text) {
        return harmless.contains(text);
    }
}
