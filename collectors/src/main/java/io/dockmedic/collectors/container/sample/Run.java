package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.container.view.Sighting;

/** One run of a container: another one has another process. */
record Run(String container, int pid) {
    static Run of(Sighting sighting) {
        return new Run(sighting.container().id(), sighting.state().pid());
    }
}
