package io.dockmedic.rules.remedy;

import io.dockmedic.rules.expression.Trigger;
import java.time.Duration;

/**
 * What has to be heard, after the act, of what the incident is about. Two are equal that are written alike, whatever they were
 * compiled to.
 *
 * @param events   {@code when} holds for those that say that it is as asked; all of {@code on} are listened to
 * @param interval so often a reading comes of {@code on}; zero where none of them is one
 * @param meaning  what is written, with what its names mean
 */
public record Seen(Trigger events, Duration interval, String meaning) implements Step.Condition {
    /** As rules write it. */
    public static final String WORD = "seen";

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Seen seen && seen.meaning.equals(meaning);
    }

    @Override
    public int hashCode() {
        return meaning.hashCode();
    }
}
