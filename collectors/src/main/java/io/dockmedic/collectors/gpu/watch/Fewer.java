package io.dockmedic.collectors.gpu.watch;

/**
 * When to initialise NVIDIA's library anew because it knows fewer GPUs than there are on the bus: it may count those only that it
 * found when it was initialised, and one of them may have got its driver since. Not often, for one that is missing stays so. For one
 * thread at a time.
 */
final class Fewer {
    private static final int FIRST = 3;
    /** Ten minutes, as a rule. */
    private static final int AGAIN = 60;

    private int rounds;

    /** Of a round: whether it is to be done after it. */
    boolean again(int known, int onBus) {
        rounds = known < onBus ? rounds + 1 : 0;
        return rounds % AGAIN == FIRST;
    }
}
