package io.dockmedic.api.doctor.fact;

import io.dockmedic.collectors.base.hang.StuckException;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.gpu.watch.Glance;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** What a look that has not come back has found: that a driver, or a file system, hangs. Other failures stay such. */
final class Stuck {
    private Stuck() {}

    static Future<Glance> gpus(Future<Glance> look) {
        return seen(look, stuck -> new Glance(List.of(), GpuDriverState.STUCK, stuck, "", 0));
    }

    static Future<DiskLook> disks(Future<DiskLook> look, String dataRoot) {
        return seen(look, stuck -> DiskLook.untold("a file system hangs, that of " + dataRoot
                + " or one that a container has mounted: " + stuck, dataRoot));
    }

    static Future<DataLook> data(Future<DataLook> look, Path directory) {
        return seen(look, stuck -> new DataLook(true, "", false, "the file system of " + directory + " hangs: " + stuck,
                OptionalLong.empty()));
    }

    static <T> Future<T> seen(Future<T> look, Function<String, T> found) {
        return look.recover(why -> why instanceof StuckException
                ? Future.succeededFuture(found.apply(String.valueOf(why.getMessage())))
                : Future.failedFuture(why));
    }
}
