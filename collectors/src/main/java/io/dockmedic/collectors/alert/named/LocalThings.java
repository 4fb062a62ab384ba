package io.dockmedic.collectors.alert.named;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.event.Container;
import java.util.regex.Pattern;

/** What of this host labels name in the place of a host: exporters write their container, or the address they ask. */
final class LocalThings implements HostNames.Things {
    /** The engine's own bridge, where nobody has set another network. */
    private static final String DEFAULT = "172.17.";
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

    private final Containers containers;
    private final Bridges bridges;

    LocalThings(Containers containers, Clock clock) {
        this.containers = containers;
        this.bridges = new Bridges(clock);
    }

    @Override
    public boolean id(String text) {
        return containers.all().stream().anyMatch(one -> one.container().id().startsWith(text));
    }

    @Override
    public boolean named(String text) {
        return ADDRESS.matcher(text).matches()
                ? text.startsWith(DEFAULT) || bridges.have(text)
                : containers.all().stream().anyMatch(one -> isCalled(one.container(), text));
    }

    private static boolean isCalled(Container container, String name) {
        return container.name().equalsIgnoreCase(name) || container.service().name().equalsIgnoreCase(name);
    }
}
