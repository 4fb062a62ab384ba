package io.dockmedic.collectors.gpu.reading;

import java.util.Set;

/**
 * What has to be known of a GPU before it is reset.
 *
 * @param architecture the library's number, 7 for Ampere, later ones are larger; -1 when it is not told
 * @param display      whether a screen hangs on it, or may: it is the machine's first, or nobody says that none does
 * @param links        where those sit that it is linked to by NVLink, GPUs and switches
 * @param linksKnown   whether these are all
 */
public record GpuTraits(int architecture, boolean display, Set<String> links, boolean linksKnown) {
    /** Of one that does not answer: nothing is known. */
    public static final GpuTraits UNKNOWN = new GpuTraits(-1, true, Set.of(), false);

    public GpuTraits {
        links = Set.copyOf(links);
    }

    /** The same, on which a screen hangs. */
    public GpuTraits shown() {
        return new GpuTraits(architecture, true, links, linksKnown);
    }
}
