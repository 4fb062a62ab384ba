package io.dockmedic.remediation.diagnose.look;

import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.engine.detail.Details.Mount;
import io.dockmedic.collectors.host.files.Stat;
import io.dockmedic.collectors.host.files.Stats;
import io.dockmedic.collectors.host.mount.Ground;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose a container's mounts are on the host, and as whom it runs. Where what it said last is that something was denied to it,
 * which of them does not fit.
 */
public final class MountLook implements Look {
    private final Stats stats;
    private final Users users;
    private final Function<Collection<String>, Future<Map<String, Ground>>> grounds;

    /** @param grounds what paths lie on, as far as that is known; the future never fails */
    MountLook(Stats stats, Users users, Function<Collection<String>, Future<Map<String, Ground>>> grounds) {
        this.stats = stats;
        this.users = users;
        this.grounds = grounds;
    }

    @Override
    public Future<Part> at(Seen seen) {
        List<Mount> mounts = seen.details().mounts();
        List<String> paths = mounts.stream().map(Mount::path).filter(path -> path.startsWith("/")).distinct().toList();
        Future<Map<String, Stat>> files = stats.of(paths);
        Future<Map<String, Ground>> lies = grounds.apply(paths);
        Future<Optional<User>> user = users.of(seen);
        return Future.all(files, lies, user).map(all -> part(seen, files.result(), lies.result(), user.result()));
    }

    private static Part part(Seen seen, Map<String, Stat> files, Map<String, Ground> lies, Optional<User> user) {
        List<String> missing = new ArrayList<>();
        unseen(files).ifPresent(missing::add);
        if (user.isEmpty() && !seen.details().mounts().isEmpty()) {
            missing.add(
                    "as whom it runs: it does not run, and its image's list of users, or how the engine maps them, cannot be"
                            + " seen from here");
        }
        JsonObject json = new JsonObject().put("mounts", new JsonArray(seen.details()
                .mounts()
                .stream()
                .map(mount -> json(mount, files.get(mount.path()), lies.get(mount.path())))
                .toList()));
        user.ifPresent(one -> json.put("user", one.json()));
        return new Part(json, conclusions(seen, files, lies, user), missing);
    }

    private static Optional<String> unseen(Map<String, Stat> files) {
        Map<String, List<String>> why = files.entrySet()
                .stream()
                .filter(one -> one.getValue() instanceof Stat.Unseen)
                .collect(Collectors.groupingBy(one -> ((Stat.Unseen) one.getValue()).why(),
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of(why.entrySet()
                        .stream()
                        .map(one -> "whose on the host " + String.join(", ", one.getValue().stream().sorted().toList())
                                + " is: "
                                + one.getKey())
                        .sorted()
                        .collect(Collectors.joining("; ")));
    }

    private static List<String> conclusions(Seen seen, Map<String, Stat> files, Map<String, Ground> lies,
            Optional<User> user) {
        List<String> all = new ArrayList<>();
        List<Mount> mounts = seen.details().mounts();
        mounts.stream()
                .filter(mount -> files.get(mount.path()) instanceof Stat.Gone)
                .forEach(mount -> all.add("What it has at " + mount.destination() + " is not on the host any more: "
                        + mount.path() + "."));
        Denial denial = Denial.of(seen);
        for (Mount mount : denial.about(mounts)) {
            Ground on = lies.get(mount.path());
            if (denial.readOnly() && !mount.writable()) {
                all.add("It cannot write to " + mount.destination()
                        + ": that is mounted read-only in it. If it is to: mount it"
                        + " without ro.");
            } else if ((denial.readOnly() || denial.denied()) && mount.writable() && on != null && on.readOnly()) {
                all.add("It cannot write to " + mount.destination() + ": on the host " + mount.path() + " lies on "
                        + on.point()
                        + " (" + on.type() + "), which takes no writes: it is read-only.");
            } else if (denial.denied() && files.get(mount.path()) instanceof Stat.There file) {
                user.flatMap(one -> Fit.against(mount, file, one, denial.notRun())).ifPresent(all::add);
            }
        }
        return all;
    }

    private static JsonObject json(Details.Mount mount, @Nullable Stat stat,
            @Nullable Ground on) {
        JsonObject json = new JsonObject().put("type", mount.type())
                .put("source", mount.source())
                .put("destination", mount.destination())
                .put("writable", mount.writable())
                .put("path", mount.path());
        switch (stat) {
            case Stat.There there -> json.put("there", true)
                    .put("uid", there.uid())
                    .put("gid", there.gid())
                    .put("mode", there.octal());
            case Stat.Gone gone -> json.put("there", false);
            case null, default -> {
                // Not said.
            }
        }
        if (on != null) {
            json.put("filesystem", on.type()).put("mountpoint", on.point()).put("filesystemReadOnly", on.readOnly());
        }
        return json;
    }
}
