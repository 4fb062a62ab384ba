package io.dockmedic.collectors.gpu.nvml;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Asks one GPU, and remembers what it does not have: that is not asked again until told to {@link #forget}. For one thread at a time, but for
 * {@link #in}.
 */
final class Asking {
    private static final int TEXT = 96;
    private static final Set<Returned> NOT_THERE = EnumSet.of(Returned.FUNCTION_NOT_FOUND, Returned.DEPRECATED,
            Returned.ARGUMENT_VERSION_MISMATCH);

    private final NvmlLibrary library;
    private final Map<NvmlFunction, Returned> answers = new EnumMap<>(NvmlFunction.class);
    private final Set<NvmlFunction> absent = EnumSet.noneOf(NvmlFunction.class);
    private volatile String in = "";
    private String odd = "";

    Asking(NvmlLibrary library) {
        this.library = library;
    }

    /** The function that is being called, or was last; empty before the first. May be asked from any thread. */
    String in() {
        return in;
    }

    /** The last answer that was neither what was asked for nor a known reason why not; empty while there was none. */
    String odd() {
        return odd;
    }

    /** It is another GPU, or another driver: what was answered is none of its. */
    void anew() {
        forget();
        answers.clear();
    }

    /** What was answered last by each function that was called; where it was asked for several things, whether for any. */
    Map<NvmlFunction, Returned> answers() {
        return answers;
    }

    /** Those that the driver does not have at all. */
    List<NvmlFunction> lacking() {
        return Stream.of(NvmlFunction.values()).filter(function -> !library.has(function)).toList();
    }

    /** What it did not have it may have by now: a driver that starts, or a mode that changed, says so only by an answer. */
    void forget() {
        absent.clear();
    }

    /** Whether the driver does not have it, by its symbols or its word; one that it has and refuses it does not lack. */
    boolean lacks(NvmlFunction function) {
        return !library.has(function) || NOT_THERE.contains(answers.getOrDefault(function, Returned.SUCCESS));
    }

    /** What it answered last; that it is not there where it was not asked. */
    Returned last(NvmlFunction function) {
        return answers.getOrDefault(function, Returned.FUNCTION_NOT_FOUND);
    }

    boolean has(NvmlFunction function) {
        return library.has(function) && !absent.contains(function);
    }

    /**
     * Calls; false when it does not have it, or not now.
     *
     * @throws NvmlException when the GPU, or the machine's driver, has a fault
     */
    boolean ask(NvmlFunction function, Object... arguments) throws NvmlException {
        return answers(function, call(function, arguments));
    }

    /** Calls, whatever the answer is. */
    Returned call(NvmlFunction function, Object... arguments) {
        if (absent.contains(function)) {
            return Returned.FUNCTION_NOT_FOUND;
        }
        in = function.symbol();
        Returned returned = library.call(function, arguments);
        answers.merge(function, returned,
                (before, now) -> function.ofSeveral() && before == Returned.SUCCESS
                        && now.sort() == Returned.Sort.ABSENT ? before : now);
        return returned;
    }

    /** Whether it is as wished. A function that only root may call counts as one that it does not have. */
    boolean answers(NvmlFunction function, Returned returned) throws NvmlException {
        switch (returned.sort()) {
            case DONE -> {
                return true;
            }
            case ABSENT -> absent.add(function);
            case REFUSED -> {
                if (returned == Returned.OPERATING_SYSTEM) {
                    throw new NvmlException(function, returned);
                }
                absent.add(function);
            }
            case HOST, GPU -> throw new NvmlException(function, returned);
            case ODD -> {
                if (returned == Returned.UNINITIALIZED) {
                    throw new NvmlException(function, returned);
                }
                odd = function.symbol() + ": " + returned.words();
            }
            case PASSING -> {
                // There is a next time.
            }
        }
        return false;
    }

    /** What must be known for anything else to be asked. */
    void need(NvmlFunction function, Object... arguments) throws NvmlException {
        Returned returned = call(function, arguments);
        if (returned != Returned.SUCCESS) {
            throw new NvmlException(function, returned);
        }
    }

    /** A number of 32 bits without a sign, written to where {@code memory} says. */
    Optional<Long> number(NvmlFunction function, long handle, Arena memory) throws NvmlException {
        MemorySegment answer = memory.allocate(ValueLayout.JAVA_INT);
        return ask(function, handle, answer) ? Optional.of(unsigned(answer, 0)) : Optional.empty();
    }

    /** The same of a sensor, a clock or the like. */
    Optional<Long> number(NvmlFunction function, long handle, int which, Arena memory) throws NvmlException {
        MemorySegment answer = memory.allocate(ValueLayout.JAVA_INT);
        return ask(function, handle, which, answer) ? Optional.of(unsigned(answer, 0)) : Optional.empty();
    }

    /** The first of two numbers of 32 bits. */
    Optional<Long> firstOfTwo(NvmlFunction function, long handle, Arena memory) throws NvmlException {
        MemorySegment first = memory.allocate(ValueLayout.JAVA_INT);
        MemorySegment second = memory.allocate(ValueLayout.JAVA_INT);
        return ask(function, handle, first, second) ? Optional.of(unsigned(first, 0)) : Optional.empty();
    }

    /** A text; empty when it is not told. */
    String text(NvmlFunction function, long handle, Arena memory) throws NvmlException {
        MemorySegment answer = memory.allocate(TEXT);
        return ask(function, handle, answer, TEXT) ? answer.getString(0, StandardCharsets.UTF_8) : "";
    }

    static long unsigned(MemorySegment answer, long offset) {
        return Integer.toUnsignedLong(answer.get(ValueLayout.JAVA_INT, offset));
    }
}
