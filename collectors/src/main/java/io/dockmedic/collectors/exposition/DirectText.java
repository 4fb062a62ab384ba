package io.dockmedic.collectors.exposition;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;

/** Part of a scrape that writes itself as text, because the library's way costs several times as much. */
interface DirectText {
    /** Every metric it may write, without the suffix of a counter. */
    Set<String> names();

    /**
     * Writes whole metrics only: one that cannot be had is left out, the others are written, and then it fails.
     *
     * @throws RuntimeException of the first metric that could not be had
     */
    void write(TextForm form, OutputStream out) throws IOException;
}
