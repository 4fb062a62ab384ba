package io.dockmedic.remediation.action.prune;

import io.dockmedic.remediation.record.Thing;
import io.dockmedic.remediation.room.Bytes;
import java.util.List;
import java.util.stream.Collectors;

/** Things in the words that a person reads. */
final class Named {
    private static final int SHOWN = 5;

    private Named() {}

    /**
     * {@code 2 images without a name of 300.0 MiB: 4bcff63911fc (200.0 MiB), …}.
     *
     * @param one  what one of them is
     * @param many what several are
     */
    static String words(List<Thing> things, String one, String many) {
        String each = things.stream()
                .limit(SHOWN)
                .map(thing -> thing.name() + " (" + Bytes.text(thing.bytes()) + ")")
                .collect(Collectors.joining(", "));
        return things.size() + " " + (things.size() == 1 ? one : many) + " of "
                + Bytes.text(things.stream().mapToLong(Thing::bytes).sum()) + ": " + each
                + (things.size() > SHOWN ? " and " + (things.size() - SHOWN) + " more" : "");
    }
}
