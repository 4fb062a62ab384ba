package io.dockmedic.remediation.diagnose;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DetailCalls;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.event.Container;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who has the port for want of which a container cannot be started, as the engine says. */
public final class PortHolders {
    private static final Pattern TAKEN = Pattern
            .compile(":(\\d{1,5})\\b[^\\n]{0,100}?(?:already allocated|already in use)");
    private static final int MOST = 200;

    private final DetailCalls details;
    private final Supplier<Collection<Container>> containers;
    private final IntFunction<Future<Optional<String>>> process;

    /**
     * @param containers every container there is
     * @param process    who listens at a port of this machine; the future never fails
     */
    public PortHolders(DetailCalls details, Supplier<Collection<Container>> containers,
            IntFunction<Future<Optional<String>>> process) {
        this.details = details;
        this.containers = containers;
        this.process = process;
    }

    /** One line for each; empty when no port is said to be taken. The future never fails. */
    Future<List<String>> of(ContainerState state) {
        Matcher taken = TAKEN.matcher(state.error());
        if (!taken.find()) {
            return Future.succeededFuture(List.of());
        }
        int port = Integer.parseInt(taken.group(1));
        List<Container> others = containers.get()
                .stream()
                .filter(other -> !other.id().equals(state.id()))
                .limit(MOST)
                .toList();
        List<Future<CallResult<Details>>> looked = others.stream().map(other -> details.details(other.id())).toList();
        Future<Optional<String>> listener = process.apply(port);
        return Future.join(new ArrayList<>(looked)).transform(all -> listener).map(found -> {
            List<String> holders = new ArrayList<>();
            for (int i = 0; i < others.size(); i++) {
                if (looked.get(i).result() instanceof CallResult.Done<Details>(Details other)
                        && other.ports().stream().anyMatch(one -> one.host() == port)) {
                    holders.add("port " + port + " belongs to the container " + others.get(i).name());
                }
            }
            found.ifPresent(who -> holders.add("at port " + port + " listens " + who));
            return holders.isEmpty() ? List.of("port " + port + ", by whom could not be seen") : holders;
        });
    }
}
