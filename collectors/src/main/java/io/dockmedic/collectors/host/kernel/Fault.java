package io.dockmedic.collectors.host.kernel;

import java.util.Optional;

/** What a line, or two together, say that is worth an event. Each kind is a file of its own. */
interface Fault {
    /** What it is an event of, if it is; reads what the machine has to say besides, and may take as long as that. */
    Finding found(Whereabouts where, Happened when);

    /** Knows one kind of line. */
    @FunctionalInterface
    interface Reader {
        /** Empty for lines of other kinds. */
        Optional<? extends Fault> read(String text);
    }
}
