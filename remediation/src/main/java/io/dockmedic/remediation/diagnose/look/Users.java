package io.dockmedic.remediation.diagnose.look;

import io.dockmedic.collectors.container.proc.Identity;
import io.dockmedic.collectors.container.view.Owners;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.host.files.ImageUsers;
import io.dockmedic.collectors.host.files.ImageUsers.Ids;
import io.dockmedic.collectors.host.files.Stat;
import io.dockmedic.collectors.host.files.Stats;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Finds as whom a container runs: of a process that runs by the kernel's word, else by the configured user and the files of its
 * image. Of a container that does not run only where the engine's numbers are the machine's: without user namespaces.
 */
final class Users {
    private static final int SECONDS = 2;

    private final Vertx vertx;
    private final Owners owners;
    private final ImageUsers images;
    private final Stats stats;
    private final Supplier<Future<Optional<EngineInfo>>> engine;

    /** @param engine on this machine; empty when it is elsewhere. The future never fails */
    Users(Vertx vertx, Owners owners, ImageUsers images, Stats stats, Supplier<Future<Optional<EngineInfo>>> engine) {
        this.vertx = vertx;
        this.owners = owners;
        this.images = images;
        this.stats = stats;
        this.engine = engine;
    }

    /** Empty when it cannot be found out. The future never fails. */
    Future<Optional<User>> of(Seen seen) {
        String name = seen.details().settings().getOrDefault("user", "");
        Future<Optional<User>> process = seen.runs()
                ? vertx.executeBlocking(() -> process(seen.container(), seen.state().pid(), name), false)
                        .timeout(SECONDS, TimeUnit.SECONDS)
                        .otherwise(Optional.empty())
                : Future.succeededFuture(Optional.empty());
        return process
                .compose(found -> found.isPresent() ? Future.succeededFuture(found) : image(seen.details(), name));
    }

    private Optional<User> process(Container container, int pid, String name) {
        return owners.ofProcess(pid)
                .filter(owner -> owner.id().equals(container.id()))
                .flatMap(own -> Identity.read(owners.read(pid, "status"), owners.read(pid, "uid_map")))
                .map(as -> new User(name, as.uid(), as.gid(), as.groups(), "process", as::mayAll));
    }

    private Future<Optional<User>> image(Details details, String name) {
        return engine.get().compose(here -> {
            String root = here.map(EngineInfo::dataRoot).orElse("");
            // With userns-remap it ends with the numbers that are used; without root it is that user's.
            return root.isEmpty() || root.matches(".*/\\d+\\.\\d+/?")
                    ? Future.succeededFuture(Optional.<User>empty())
                    : stats.of(List.of(root))
                            .compose(seen -> seen.get(root) instanceof Stat.There there && there.uid() == 0
                                    ? images.of(details.places().layers(), name)
                                            .map(ids -> ids.map(is -> user(details, name, is)))
                                    : Future.succeededFuture(Optional.empty()));
        });
    }

    private static User user(Details details, String name, Ids is) {
        boolean overrides = is.uid() == 0 && (details.settings().containsKey("privileged")
                || names(details, "capabilities added")
                || !names(details, "capabilities dropped"));
        return new User(name, is.uid(), is.gid(), is.groups(), "image", owner -> overrides);
    }

    /** Whether the right to pass over who a file is closed to is among them. */
    private static boolean names(Details details, String setting) {
        return Arrays.stream(Objects.requireNonNull(details.settings().getOrDefault(setting, "")).split(", ", -1))
                .map(name -> name.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", ""))
                .anyMatch(name -> name.equals("ALL") || name.equals("DAC_OVERRIDE"));
    }
}
