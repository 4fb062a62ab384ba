package io.dockmedic.collectors.intent;

import java.util.List;

/**
 * An intent and how we know.
 *
 * @param intent   who wanted it
 * @param ours     {@code asked} by Dockmedic itself: our own act coming back
 * @param evidence one short sentence each, in the order in which it was found, for a person to read
 */
public record Judgement(Intent intent, boolean ours, List<String> evidence) {
    public Judgement {
        evidence = List.copyOf(evidence);
    }
}
