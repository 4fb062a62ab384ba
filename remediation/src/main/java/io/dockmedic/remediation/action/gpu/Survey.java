package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuEvent;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.GpuTraits;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.watch.Holders;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
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
    private static final Duration AGAIN = Duration.ofMillis(500);
    /** Rounds of reading take moments, and where a GPU hangs five seconds. */
    private static final int TRIES = 20;

    private final OnGpu with;
    private final Incident incident;
    private final List<ContainerState> states = new ArrayList<>();
    private final Map<String, Blueprint> running = new TreeMap<>();

    Survey(OnGpu with, Incident incident) {
        this.with = with;
        this.incident = incident;
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
                .compose(why -> why.isEmpty() ? traits(1) : Future.failedFuture(Refusal.of(why)))
                .compose(traits -> grouped(gpu.get(), traits))
                .compose(this::of);
    }

    private Future<Map<String, GpuTraits>> traits(int tried) {
        return with.gpus().traits().recover(why -> {
            if (tried == TRIES) {
                return Future.failedFuture(Refusal.of("how the GPUs are set up cannot be seen: " + why.getMessage()));
            }
            Promise<Map<String, GpuTraits>> later = Promise.promise();
            with.timers().after(AGAIN, () -> traits(tried + 1).onComplete(later));
            return later.future();
        });
    }

    private Future<Group> grouped(Gpu gpu, Map<String, GpuTraits> traits) {
        try {
            return Future.succeededFuture(Group.of(with.gpus().latest(), traits, gpu));
        } catch (Refusal refusal) {
            return Future.failedFuture(refusal);
        }
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
                                ? against(state)
                                : unseen(result))
                        .compose(fine -> each(ids, next + 1));
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

    /** Whether it may be stopped, and can be started again. */
    private Future<Void> against(ContainerState state) {
        Container container = container(state);
        Optional<String> against = plain(state)
                .or(() -> with.neighbours().against(incident, container, state))
                .or(() -> busy(container));
        if (against.isPresent()) {
            return refused(state, against.get());
        }
        Optional<String> touched = with.neighbours().touchedJustNow(container);
        if (touched.isPresent()) {
            return Future.failedFuture(new Refusal(ErrorClass.CONFLICT,
                    touched.get() + " a moment ago: whoever is at work there has the right of way"));
        }
        return with.neighbours().footing(container, state).compose(lost -> {
            states.add(state);
            return lost.isEmpty() ? alone(state) : refused(state, "it could not be started again: " + lost);
        });
    }

    private Future<Void> alone(ContainerState state) {
        return with.people()
                .apply(state.id())
                .compose(company -> company.against()
                        .map(why -> refused(state, why))
                        .orElseGet(Future::succeededFuture));
    }

    private static Future<Void> refused(ContainerState state, String why) {
        return Future.failedFuture(Refusal.of(state.name() + " uses it, and is not stopped: " + why));
    }

    private Optional<String> busy(Container container) {
        return Optional.of(with.lanes().busy(container.service().key(), incident.id())).filter(why -> !why.isEmpty());
    }

    private static Container container(ContainerState state) {
        Service service = Service.of(state.name(), state.labels());
        boolean job = state.autoRemove() || oneOff(state);
        return new Container(state.id(), state.name(), state.image(), state.labels(), service, job);
    }

    private static boolean oneOff(ContainerState state) {
        return "true".equalsIgnoreCase(state.labels().get("com.docker.compose.oneoff"));
    }

    private static Optional<String> plain(ContainerState state) {
        if (!state.running() || state.restarting()) {
            return Optional.of("it is " + state.status() + ", and has it open all the same");
        }
        if (state.paused()) {
            return Optional.of("it is paused, which only somebody does");
        }
        if (state.autoRemove()) {
            return Optional.of("the engine would remove it when it ends");
        }
        if (oneOff(state)) {
            return Optional.of("it was started once, by docker compose run");
        }
        return state.startedAt() == null ? Optional.of("it is not known which run that is") : Optional.empty();
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
