package io.dockmedic.collectors.advice.usage;

import io.dockmedic.collectors.event.Service;

/** @param day since 1970, UTC */
record ServiceDay(Service service, long day) {
    static ServiceDay of(String project, String name, String number, long day) {
        return new ServiceDay(new Service(project, name, number), day);
    }
}
