package io.dockmedic.remediation.diagnose;

import io.dockmedic.collectors.engine.client.Space;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.HostEvent.DiskSampled;
import io.dockmedic.remediation.room.Bytes;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What uses the engine's disk, for whoever has to make room on it. */
final class DiskFindings {
    private DiskFindings() {}

    /** @param spaces as the engine counted them last; empty while it has not */
    static JsonObject of(Incident incident, List<Space> spaces) {
        boolean engines = incident.evidence().stream().anyMatch(DiskFindings::engines);
        if (!engines || spaces.isEmpty()) {
            return new JsonObject();
        }
        List<Space> largest = spaces.stream().sorted(Comparator.comparingLong(Space::bytes).reversed()).toList();
        JsonArray conclusions = new JsonArray();
        JsonObject room = new JsonObject();
        for (Space space : largest) {
            conclusions.add("the engine's " + space.type().word().replace('_', ' ') + ": "
                    + Bytes.text(space.bytes()) + ", of which nothing uses " + Bytes.text(space.reclaimable()));
            room.put(space.type().word(),
                    new JsonObject().put("bytes", space.bytes()).put("reclaimable", space.reclaimable()));
        }
        return new JsonObject().put("conclusions", conclusions).put("room", room);
    }

    private static boolean engines(Event event) {
        return event instanceof DiskSampled disk && Arrays.asList(disk.roles().split(" ", -1)).contains("engine");
    }
}
