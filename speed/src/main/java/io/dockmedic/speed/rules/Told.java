package io.dockmedic.speed.rules;

import java.util.List;

/**
 * What somebody is told of one container: it can be kept, for nothing in it changes any more.
 *
 * @param why      the rule's name
 * @param at       milliseconds from the beginning, of the event that it is told on
 * @param evidence the events that made it, as they came: the first ten and the last ten
 * @param count    how many there were
 */
public record Told(What what, String why, String who, long at, List<Happening.Death> evidence, int count) {
    /** What is told. */
    public enum What {
        /** It fires. */
        FIRED,
        /** It fires, and there was one more. */
        AGAIN,
        /** It is over. */
        OVER
    }
}
