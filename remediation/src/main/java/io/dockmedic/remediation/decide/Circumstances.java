package io.dockmedic.remediation.decide;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How things stand with the service.
 *
 * @param touches   what others did to it since the incident began
 * @param loops     what says it is in a crash loop now
 * @param told      when people were told about it lately, oldest first
 * @param unsettled why no other act may begin on it: one is under way or its outcome is not known; empty when free
 * @param ending    how its last run ended that we heard of; null when we heard of none
 * @param takenDown acts of ours that took it down on purpose, but for earlier rungs of the ladder that asks
 * @param signalled when somebody last had the engine send it a signal; null when nobody did lately
 */
public record Circumstances(Touches touches, List<Loop> loops, List<Told> told, String unsettled,
        @Nullable Ending ending, List<TakenDown> takenDown, @Nullable Instant signalled) {
    public static final Circumstances QUIET = new Circumstances(new Touches(List.of()), List.of(), List.of(), "",
            null, List.of(), null);

    /** The same, with something in it that nobody was told of yet. */
    public Circumstances news() {
        return new Circumstances(touches, loops, List.of(), unsettled, ending, takenDown, signalled);
    }

    public Circumstances {
        loops = List.copyOf(loops);
        told = List.copyOf(told);
        takenDown = List.copyOf(takenDown);
    }
}
