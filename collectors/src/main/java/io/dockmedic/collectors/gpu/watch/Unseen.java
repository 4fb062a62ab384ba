package io.dockmedic.collectors.gpu.watch;

import java.util.List;

/**
 * What could not be looked into when those were searched who have GPUs open: any of it may have one open. In words for a person,
 * with what helps.
 *
 * @param lacks  what Dockmedic itself lacks to see every process
 * @param hidden names of processes that did not let it look, in the order of their numbers
 */
public record Unseen(List<String> lacks, List<String> hidden) {
    /** All could be looked into. */
    public static final Unseen NOTHING = new Unseen(List.of(), List.of());

    private static final int NAMED = 3;

    public Unseen {
        lacks = List.copyOf(lacks);
        hidden = List.copyOf(hidden);
    }

    /** Whether there is no such thing. */
    public boolean isEmpty() {
        return lacks.isEmpty() && hidden.isEmpty();
    }

    /** What Dockmedic lacks; where that is nothing, names of processes, a few at most. */
    public String words() {
        return lacks.isEmpty()
                ? "not even root is shown what this has open: " + names()
                        + ". In a container give Dockmedic --privileged; else end it, or, once you are sure that it"
                        + " does not use the GPU, reset that by hand (nvidia-smi --gpu-reset -i)"
                : String.join("; ", lacks);
    }

    private String names() {
        String some = String.join(", ", hidden.subList(0, Math.min(NAMED, hidden.size())));
        return hidden.size() > NAMED ? some + " and " + (hidden.size() - NAMED) + " more" : some;
    }
}
