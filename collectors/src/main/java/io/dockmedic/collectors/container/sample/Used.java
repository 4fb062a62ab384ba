package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.event.Usage;

/** What a container used, as of one reading. */
record Used(Sample sample, Usage usage) {
    String id() {
        return sample.sighting().container().id();
    }

    String name() {
        return sample.sighting().container().name();
    }

    /** Its weight where processors are short. */
    long shares() {
        return sample.sighting().state().limits().cpuShares();
    }
}
