package io.dockmedic.rules.kind;

import java.util.function.ToIntFunction;

/** What several events of the kernel's log show. */
final class KernelFields {
    private KernelFields() {}

    static <E> Field<E> count(ToIntFunction<E> count) {
        return Field.number(
                "count", "such lines since the event before; 1 for the first, those of a minute are told together",
                count);
    }
}
