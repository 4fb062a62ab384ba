package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.gpu.reading.GpuTraits;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What has to be seen, and let go of, for a GPU of NVIDIA's to be reset. May be asked from any thread. */
public interface Resetting extends Releasable {
    /** What each GPU said last; none of what is released. */
    GpuSamples latest();

    /** When it was begun to read what was read last. Who asks for that first gets what was read then, or later. */
    Instant began();

    /** Has them read soon. As often as it is called meanwhile, it is one reading. */
    void look();

    /**
     * How NVIDIA's GPUs are built, wired and shown on, by their places, asked now. One that does not answer is
     * {@link GpuTraits#UNKNOWN}. Fails where none can be asked, also because they are being read just then.
     */
    Future<Map<String, GpuTraits>> traits();

    /**
     * Who has those devices open now, or uses those GPUs, ourselves left out.
     *
     * @param devices names of their files, {@code nvidia0}
     * @return fails where that cannot be looked at
     */
    Future<Holders> holders(Set<String> devices);

    /**
     * Ends the release in force if it is by that name; empty when none is.
     *
     * @param reset places of the GPUs that were reset meanwhile: what they needed before is forgotten, and nothing else
     */
    Future<Optional<Release>> takeBackFrom(String by, Set<String> reset);
}
