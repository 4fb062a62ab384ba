package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuEvent;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.watch.Holders;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Looks at the GPU that an incident is about, at who uses it and what stands against stopping that, and makes the plan. Changes
 * nothing. To be used once, on one context. The future fails with {@link Refusal} where nothing is to be done, which is so
 * wherever anything that matters cannot be seen.
 */
final class Survey {
    private final OnGpu with;
    private final Incident incident;
    private final FreshLook look;
    private final Objections objections;
    private final List<ContainerState> states = new ArrayList<>();
    private final Map<String, Blueprint> running = new TreeMap<>();

    Survey(OnGpu with, Incident incident) {
        this.with = with;
        this.incident = incident;
        this.look = new FreshLook(with, incident);
        this.objections = new Objections(with, incident);
    }

    /** The GPU that an incident is about; empty when it is about none. */
    static Optional<Gpu> gpu(Incident incident) {
        return incident.evidence().reversed().stream().flatMap(event -> gpu(event).stream()).findFirst();
    }

    private static Optional<Gpu> gpu(Event event) {
        return switch (event) {
            case GpuEvent.Sampled sampled -> Optional.of(sampled.gpu());
            case GpuEvent.Fault fault -> Optional.of(fault.gpu());
            case GpuEvent.Quiet quiet -> Optional.of(quiet.gpu());
            default -> Optional.empty();
        };
    }

    Future<Course> course() {
        Optional<Gpu> gpu = gpu(incident);
        if (gpu.isEmpty()) {
            return Future.failedFuture(Refusal.of("the incident is about no GPU"));
        }
        try {
            Group.vendor(gpu.get());
        } catch (Refusal refusal) {
            return Future.failedFuture(refusal);
        }
        return with.smi()
                .against()
                .recover(unseen -> Future.failedFuture(Refusal.of("what runs cannot be looked at: " + unseen)))
                .compose(why -> why.isEmpty() ? look.group(gpu.get()) : Future.failedFuture(Refusal.of(why)))
                .compose(this::of);
    }

    private Future<Course> of(Group group) {
        return with.gpus()
                .holders(group.devices())
                .recover(unseen -> Future.failedFuture(Refusal.of("who has it open cannot be seen: " + unseen)))
                .compose(holders -> held(group, holders))
                .compose(ids -> each(ids, 0))
                .compose(seen -> with.calls().list().compose(this::listed))
                .compose(seen -> planned(group));
    }

    /** Ids of the containers that use it. */
    private Future<List<String>> held(Group group, Holders holders) {
        if (!holders.unseen().isEmpty()) {
            return Future.failedFuture(Refusal
                    .of("not everything that may have it open can be seen: " + holders.unseen().words()));
        }
        List<String> others = holders.all()
                .stream()
                .filter(one -> one.container() == null)
                .filter(one -> !group.letsGo(one))
                .map(Holders.Holder::words)
                .toList();
        return others.isEmpty()
                ? Future.succeededFuture(containers(holders))
                : Future.failedFuture(Refusal.of("no container's, and nothing that Dockmedic could stop, has it or what"
                        + " it is linked to open: " + String.join(", ", others)));
    }

    private static List<String> containers(Holders holders) {
        return holders.all()
                .stream()
                .flatMap(one -> Optional.ofNullable(one.container()).stream())
                .map(Container::id)
                .distinct()
                .sorted()
                .toList();
    }

    private Future<Void> each(List<String> ids, int next) {
        return next == ids.size()
                ? Future.succeededFuture()
                : with.calls()
                        .inspect(ids.get(next))
                        .compose(result -> result instanceof CallResult.Done<ContainerState>(ContainerState state)
                                ? used(state)
                                : unseen(result))
                        .compose(fine -> each(ids, next + 1));
    }

    private Future<Void> used(ContainerState state) {
        return objections.to(state).compose(fine -> {
            states.add(state);
            return Future.succeededFuture();
        });
    }

    private static <T> Future<T> unseen(CallResult<?> result) {
        return switch (result) {
            case CallResult.Refused<?>(ErrorClass error, int status, String message) ->
                Future.failedFuture(new Refusal(error, "a container on it cannot be looked at: " + message));
            case CallResult.Unknown<?>(String why) ->
                Future.failedFuture(
                        new Refusal(ErrorClass.UNREACHABLE, "a container on it cannot be looked at: " + why));
            case CallResult.Done<?> done -> throw new IllegalArgumentException("it was seen");
        };
    }

    private Future<Void> listed(CallResult<List<String>> result) {
        return result instanceof CallResult.Done<List<String>>(List<String> ids) && !states.isEmpty()
                ? closely(ids, 0)
                : states.isEmpty() ? Future.succeededFuture() : unseen(result);
    }

    /** Of what runs: what shares something with what is stopped would be cut off. */
    private Future<Void> closely(List<String> ids, int next) {
        return next == ids.size()
                ? Future.succeededFuture()
                : with.calls()
                        .inspect(ids.get(next))
                        .compose(result -> result instanceof CallResult.Done<ContainerState>(ContainerState state)
                                ? blueprint(state)
                                : gone(result))
                        .compose(seen -> closely(ids, next + 1));
    }

    private Future<Void> blueprint(ContainerState state) {
        return state.running()
                ? with.remakes().blueprint(state.id()).compose(result -> {
                    if (result instanceof CallResult.Done<Blueprint>(Blueprint of)) {
                        running.put(of.id(), of);
                        return Future.succeededFuture();
                    }
                    return gone(result);
                })
                : Future.succeededFuture();
    }

    private static Future<Void> gone(CallResult<?> result) {
        return result instanceof CallResult.Refused<?> refused && refused.error() == ErrorClass.NOT_FOUND
                ? Future.succeededFuture()
                : unseen(result);
    }

    private Future<Course> planned(Group group) {
        try {
            List<Drained> drained = new Sequence(states, running).drained();
            List<String> ids = group.resets().stream().map(Survey::id).toList();
            return Future.succeededFuture(new Course(group.gpu().words(),
                    group.resets().stream().map(one -> one.gpu().pci()).toList(), ids,
                    group.resets()
                            .stream()
                            .filter(one -> one.value(Quantity.PERSISTENCE) != 0)
                            .map(Survey::id)
                            .toList(),
                    group.drained()
                            .stream()
                            .filter(one -> !one.gpu().equals(group.gpu()))
                            .map(one -> one.gpu().words())
                            .toList(),
                    List.copyOf(group.devices()), group.opened(), drained, with.smi().shown(ids)));
        } catch (Refusal refusal) {
            return Future.failedFuture(refusal);
        }
    }

    /** What is no name of a GPU's is not given to a program. */
    private static String id(GpuReading reading) {
        return reading.gpu().uuid().matches("GPU-[0-9a-fA-F-]{1,64}") ? reading.gpu().uuid() : reading.gpu().pci();
    }

    /** Names of those who have it open, for a person. */
    static String words(List<Holders.Holder> holders) {
        return holders.stream().map(Holders.Holder::words).collect(Collectors.joining(", "));
    }
}
