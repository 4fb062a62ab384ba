package io.dockmedic.api.doctor.machine;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.DiskLook;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.dockmedic.collectors.host.disk.Usage;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the disks of the engine and of its containers are seen. */
public final class DiskCheck implements Check {
    private static final int NEARLY_FULL = 90;

    @Override
    public String name() {
        return "disks";
    }

    @Override
    public Section section() {
        return Section.MACHINE;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        return facts.disks().map(disks -> of(disks, facts.visitor().contained()));
    }

    static List<Finding> of(DiskLook disks, boolean contained) {
        if (!disks.elsewhere().isEmpty()) {
            return List.of(Finding.loses(disks.elsewhere() + "; what is on its disks is not looked at",
                    Feature.ENGINE_DISK, Feature.OTHER_DISKS, Feature.LOG_SIZES)
                    .todo("run Dockmedic on the engine's machine, with its socket or a proxy that serves one"));
        }
        if (!disks.untold().isEmpty()) {
            return List.of(Finding.loses(disks.untold(), Feature.ENGINE_DISK, Feature.OTHER_DISKS, Feature.LOG_SIZES)
                    .todo(disks.dataRoot().isEmpty()
                            ? "let GET /info through at the socket proxy (tecnativa/docker-socket-proxy: INFO=1)"
                            : "is the server of a network file system gone? findmnt --types nfs,nfs4,cifs,fuse.sshfs"));
        }
        List<Finding> found = new ArrayList<>();
        found.add(root(disks, contained));
        if (disks.hidden() > 0) {
            Finding hidden = Finding.loses(disks.hidden() + " of " + disks.sources() + " volumes and binds of running"
                    + " containers are not seen here: how full their disks are is not known, but for what is on a disk"
                    + " that is seen", Feature.OTHER_DISKS);
            found.add(contained
                    ? hidden.todo(
                            "mount their disks under the path that they have on the host: --volume /data:/data:ro")
                    : hidden.todo("the data root is root's: CAP_DAC_READ_SEARCH sees below it"));
        }
        if (disks.closed() > 0) {
            Finding closed = Finding.loses("the size of " + disks.closed() + " of " + disks.logs()
                    + " json logs of running containers is not seen", Feature.LOG_SIZES);
            found.add(contained
                    ? closed.todo("docker run --volume " + disks.dataRoot() + "/containers:" + disks.dataRoot()
                            + "/containers:ro --user 0 --cap-add DAC_READ_SEARCH …")
                    : closed.todo("AmbientCapabilities=CAP_DAC_READ_SEARCH in the service's unit"));
        }
        return found;
    }

    private static Finding root(DiskLook disks, boolean contained) {
        String place = disks.dataRoot() + (disks.shown() || !contained ? "" : ", shown here as /");
        Optional<Usage> usage = disks.usage();
        if (usage.isEmpty()) {
            return Finding.loses("how full the disk of the engine's data root, " + disks.dataRoot() + ", is cannot be"
                    + " asked", Feature.ENGINE_DISK);
        }
        int used = usage.get().usedPercent();
        return used < NEARLY_FULL
                ? Finding.ok("the disk of the engine's data root, " + place + ", is " + used + " % full")
                : Finding.loses("the disk of the engine's data root, " + place + ", is " + used + " % full already")
                        .todo("docker system df", "docker builder prune");
    }
}
