package io.dockmedic.collectors.container.fault;

import io.dockmedic.collectors.event.Service;

/**
 * Whose faults are counted together: all containers of a Compose service, however many there are of it at a time.
 *
 * @param project of Compose, or empty
 * @param service of Compose, or the container's name
 */
record Named(String project, String service) {
    static Named of(Service service) {
        return new Named(service.project(), service.name());
    }
}
