package io.dockmedic.remediation.ladder;

import java.util.List;

/** @param effects to be carried out after {@code ladder} has been recorded, in order */
public record Transition(Ladder ladder, List<Effect> effects) {
    public Transition {
        effects = List.copyOf(effects);
    }
}
