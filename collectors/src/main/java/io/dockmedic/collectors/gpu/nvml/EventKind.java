package io.dockmedic.collectors.gpu.nvml;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a driver may tell of a GPU at once. Each is one bit; which of them a GPU tells it says itself, and later drivers know more of them than
 * earlier ones. What is not here (changes of clocks, of the performance state and of the power source) is not asked for.
 */
enum EventKind {
    /** The only one that is a fault, with its number. */
    XID(0x8, "xid"),
    /** An error of its memory that was corrected. */
    SINGLE_BIT_ERROR(0x1, "single_bit_error"),
    /** One that was not. */
    DOUBLE_BIT_ERROR(0x2, "double_bit_error"),
    /** Many that were corrected. */
    SINGLE_BIT_STORM(0x200, "single_bit_storm"),
    /** Memory was taken out of use. */
    RETIREMENT(0x400, "retirement"),
    /** Memory was to be taken out of use, and could not be. */
    RETIREMENT_FAILURE(0x800, "retirement_failure"),
    /** Memory that is known to be wrong was read. */
    POISON(0x1000, "poison"),
    /** The same, and the GPU cannot go on. */
    FATAL_POISON(0x2000, "fatal_poison"),
    /** It cannot be used. */
    UNAVAILABLE(0x4000, "unavailable"),
    /** What the driver says that it needs is another thing now. */
    RECOVERY_ACTION(0x8000, "recovery_action");

    /** All of them. */
    static final long ALL = Stream.of(values()).mapToLong(EventKind::bit).reduce(0, (one, other) -> one | other);

    private final long bit;
    private final String word;

    EventKind(long bit, String word) {
        this.bit = bit;
        this.word = word;
    }

    long bit() {
        return bit;
    }

    /** Whether it is among them. */
    boolean in(long types) {
        return (types & bit) != 0;
    }

    /** The words of those among them. */
    static List<String> words(long types) {
        return Stream.of(values()).filter(kind -> kind.in(types)).map(kind -> kind.word).toList();
    }
}
