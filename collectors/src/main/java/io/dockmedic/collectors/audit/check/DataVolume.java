package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.audit.setup.Setup.Mount;
import java.util.List;

/** Data that goes with the container. */
final class DataVolume {

    static final Check CHECK = Check.alone("data-without-volume", Severity.WARNING,
            "A database writes into the container or an anonymous volume: its data is gone, or not found again, after a"
                    + " recreate. Of what is often only a cache (redis, valkey) it is `info`.",
            "`volumes: [data:/var/lib/postgresql/data]`, and `data:` under the file's `volumes`", DataVolume::look);

    private static List<Flaw> look(Setup setup) {
        return Database.of(setup.image())
                .filter(database -> setup.mounts().stream().noneMatch(mount -> keeps(mount, database.data())))
                .map(database -> List.of(flaw(database)))
                .orElse(List.of());
    }

    /** Memory on purpose is no mistake. */
    private static boolean keeps(Mount mount, String data) {
        boolean named = mount.isBind() || mount.type().equals("tmpfs") || !mount.source().isEmpty();
        String target = HostMounts.plain(mount.target());
        return named && (target.equals(data) || target.startsWith(data + "/"));
    }

    private static Flaw flaw(Database database) {
        return new Flaw(database.cache() ? Severity.INFO : Severity.WARNING, "volumes",
                "what it keeps in " + database.data() + " has no volume of a name: after a recreate it is gone",
                "volumes: [data:" + database.data() + "], and data: under the file's own volumes:");
    }

    private DataVolume() {}
}
