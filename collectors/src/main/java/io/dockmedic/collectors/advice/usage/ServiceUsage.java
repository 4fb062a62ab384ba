package io.dockmedic.collectors.advice.usage;

import io.dockmedic.collectors.event.Service;

/** @param week all that is known of the last days */
public record ServiceUsage(Service service, Day week) {}
