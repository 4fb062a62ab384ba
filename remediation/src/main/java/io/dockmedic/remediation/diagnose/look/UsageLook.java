package io.dockmedic.remediation.diagnose.look;

import io.dockmedic.collectors.event.Usage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Processor and memory in the last hour, to the moment, from the readings that are taken anyway. */
final class UsageLook implements Look {
    /** Of the periods: less is no trouble to most. */
    private static final int HELD_BACK = 25;

    private final Function<String, Optional<LastHour>> lastHour;

    /** @param lastHour by a container's full id; empty where nothing was read */
    UsageLook(Function<String, Optional<LastHour>> lastHour) {
        this.lastHour = lastHour;
    }

    @Override
    public Future<Part> at(Seen seen) {
        return Future.succeededFuture(lastHour.apply(seen.container().id())
                .map(UsageLook::part)
                .orElseGet(() -> Part.missing("what it used in the last hour: nothing was read of it")));
    }

    private static Part part(LastHour hour) {
        Usage last = hour.last();
        JsonObject json = new JsonObject().put("cpuPercent", hour.cpuPercent())
                .put("memoryKiB", hour.memoryKiB())
                .put("cpuLimitPercent", last.cpuLimitPercent())
                .put("throttledPercent", last.throttledPercent())
                .put("last", last.words());
        return new Part(new JsonObject().put("usage", json), last.throttledPercent() < HELD_BACK
                ? List.of()
                : List.of("Its limit on processors held it back in " + last.throttledPercent()
                        + " % of the periods when it was read last: it used " + last.cpuPercent()
                        + " % of one processor and may use "
                        + last.cpuLimitPercent() + " %."),
                List.of());
    }
}
