package io.dockmedic.collectors.gpu.watch;

import java.util.List;

/**
 * When to initialise NVIDIA's library anew because it knows fewer GPUs than its driver has on the bus: it may count those only that it
 * found when it was initialised, and one of them may have got its driver since. Twice for the same ones, and no more: what is still
 * missing then stays so, and where nobody else has the GPUs open the driver takes them down and up again each time, which takes
 * seconds. For one thread at a time.
 */
final class Fewer {
    private static final int FIRST = 3;
    /** Ten minutes, as a rule. */
    private static final int SECOND = 63;
    private static final int MOST = 2;

    private List<String> tried = List.of();
    private int tries;
    private int rounds;

    /**
     * Of a round: whether it is to be done after it.
     *
     * @param driven where those sit that the driver has
     */
    boolean again(int known, List<String> driven) {
        if (!driven.equals(tried)) {
            tried = driven;
            tries = 0;
            rounds = 0;
        }
        rounds = known < driven.size() ? rounds + 1 : 0;
        boolean now = tries < MOST && (rounds == FIRST || rounds == SECOND);
        tries += now ? 1 : 0;
        return now;
    }
}
