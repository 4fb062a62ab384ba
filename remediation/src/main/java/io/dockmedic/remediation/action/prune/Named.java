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
                .map(thing -> thing.name() + " (" + size(thing) + ")")
                .collect(Collectors.joining(", "));
        long unmeasured = things.stream().filter(thing -> thing.bytes() == Thing.UNMEASURED).count();
        return things.size() + " " + (things.size() == 1 ? one : many) + " of "
                + Bytes.text(things.stream().mapToLong(Thing::measured).sum())
                + (unmeasured > 0 ? " and more, for " + unmeasured + " could not be measured in time" : "") + ": "
                + each
                + (things.size() > SHOWN ? " and " + (things.size() - SHOWN) + " more" : "");
    }

    private static String size(Thing thing) {
        return thing.bytes() == Thing.UNMEASURED ? "not measured" : Bytes.text(thing.bytes());
    }
}
