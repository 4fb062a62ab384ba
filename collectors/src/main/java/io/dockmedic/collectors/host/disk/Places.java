package io.dockmedic.collectors.host.disk;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState.Mount;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where data that matters lies: paths of this machine, each with what lies there. Equal to another that names the same.
 *
 * @param roles by path, absolute
 */
record Places(Map<String, Set<Role>> roles) {
    /**
     * Of an engine and its containers.
     *
     * @param dataRoot      the engine's, empty when not known or of another machine
     * @param containers    those that do not run are passed over; of no account without a data root
     * @param dataDirectory Dockmedic's own
     */
    static Places of(String dataRoot, Collection<Sighting> containers, String dataDirectory) {
        Places places = new Places(new LinkedHashMap<>());
        places.add(dataDirectory, Role.DOCKMEDIC);
        if (!dataRoot.isEmpty()) {
            places.add(dataRoot, Role.ENGINE);
            containers.stream().filter(Sighting::ran).forEach(places::add);
        }
        return places;
    }

    private void add(Sighting sighting) {
        for (Mount mount : sighting.state().mounts()) {
            switch (mount.type()) {
                case "volume" -> add(mount.source(), Role.VOLUME);
                case "bind" -> add(mount.source(), Role.BIND);
                default -> {
                    // A tmpfs of the container's own, a named pipe: not the host's.
                }
            }
        }
        add(sighting.state().log().path(), Role.LOG);
    }

    private void add(String path, Role role) {
        if (path.startsWith("/")) {
            roles.computeIfAbsent(path, any -> EnumSet.noneOf(Role.class)).add(role);
        }
    }
}
