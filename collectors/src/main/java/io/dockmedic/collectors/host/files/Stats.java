package io.dockmedic.collectors.host.files;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.self.OwnContainer;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.host.mount.MountEntry;
import io.dockmedic.collectors.host.mount.MountTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Looks whose files and folders of the engine's machine are, and what may be done with them (stat(2)); never into them. Where a
 * disk does not answer for 2 s, that is said. Not from within a container, and not where our own view of a path is another than
 * the machine's, as systemd makes it for a service ({@code ProtectHome}, {@code PrivateTmp}).
 */
public final class Stats {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final int MOST = 50;

    private final HangGuard guard;
    private final Path proc;
    private final Supplier<Future<String>> afar;
    private final Map<String, Future<Stat>> asked = new ConcurrentHashMap<>();

    /**
     * @param proc as a rule {@code /proc}
     * @param afar why the engine is not on this machine; empty when it is
     */
    public Stats(Vertx vertx, Timers timers, Path proc, Supplier<Future<String>> afar) {
        this.guard = new HangGuard(vertx, timers, "stat");
        this.proc = proc;
        this.afar = afar;
    }

    /** By path. Of more than 50 the rest is not looked at. The future never fails. */
    public Future<Map<String, Stat>> of(Collection<String> paths) {
        List<String> all = paths.stream().distinct().limit(MOST).toList();
        return afar.get().compose(why -> {
            List<Future<Stat>> looked = new ArrayList<>();
            all.forEach(path -> looked.add(why.isEmpty()
                    ? stat(path)
                    : Future.succeededFuture(new Stat.Unseen(why))));
            return Future.join(looked).transform(joined -> {
                Map<String, Stat> stats = new LinkedHashMap<>();
                for (int i = 0; i < all.size(); i++) {
                    stats.put(all.get(i), looked.get(i).result());
                }
                return Future.succeededFuture(stats);
            });
        });
    }

    /** Who asks for one that is being looked at waits for that: several containers may have it. */
    private Future<Stat> stat(String path) {
        Future<Stat> under = asked.get(path);
        if (under != null) {
            return under;
        }
        Future<Stat> stat = guard.call(path, DEADLINE, () -> look(path))
                .otherwise(failed -> new Stat.Unseen(String.valueOf(failed.getMessage())));
        asked.put(path, stat);
        return stat.onComplete(looked -> asked.remove(path, stat));
    }

    private Stat look(String path) throws IOException {
        if (OwnContainer.inside()) {
            return new Stat.Unseen("Dockmedic runs in a container and does not see the host's files");
        }
        if (!where("self", path).equals(where("1", path))) {
            return new Stat.Unseen("the unit that Dockmedic runs as does not show it");
        }
        try {
            Map<String, Object> seen = Files.readAttributes(Path.of(path), "unix:uid,gid,mode,isDirectory");
            return new Stat.There(number(seen, "uid"), number(seen, "gid"), (int) number(seen, "mode"),
                    Boolean.TRUE.equals(seen.get("isDirectory")));
        } catch (NoSuchFileException gone) {
            return new Stat.Gone();
        } catch (AccessDeniedException closed) {
            return new Stat.Unseen("Dockmedic may not look there");
        }
    }

    /** Of which file system which folder it is, by the view of a process. */
    private String where(String process, String path) throws IOException {
        MountTable mounts = MountTable.read(new String(
                Files.readAllBytes(proc.resolve(process).resolve("mountinfo")), StandardCharsets.UTF_8).lines()
                .toList());
        MountEntry on = mounts.of(path).orElseThrow(() -> new IOException("no mount has " + path));
        String below = path.substring(on.point().equals("/") ? 0 : on.point().length());
        return on.device() + " " + (on.root().equals("/") ? "" : on.root()) + below;
    }

    private static long number(Map<String, Object> seen, String name) {
        return ((Number) Objects.requireNonNull(seen.get(name), name)).longValue();
    }
}
