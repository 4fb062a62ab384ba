package io.dockmedic.rules.garbage;

import java.util.List;
import java.util.SplittableRandom;

/** Chance that comes again: the same seed makes the same input. */
public final class Dice {
    private final SplittableRandom random;

    public Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    public long any() {
        return random.nextLong();
    }

    public <T> T of(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    /** Often small, at times at the edge of what the type holds. */
    public long number() {
        return switch (below(8)) {
            case 0 -> 0;
            case 1 ->
                of(List.of(Long.MAX_VALUE, Long.MIN_VALUE, -1L, (long) Integer.MAX_VALUE, (long) Integer.MIN_VALUE));
            case 2 -> any();
            default -> below(300) - 20L;
        };
    }
}
