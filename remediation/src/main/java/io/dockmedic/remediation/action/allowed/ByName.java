package io.dockmedic.remediation.action.allowed;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Those that the owner allows, of which a rule says one by its name: which that is, what is shown of it, and the look before. */
public final class ByName<T extends Allowed> {
    /** The parameter that says which. */
    public static final String NAME = "name";

    /** The parameter under which who approves it is shown how long it may take. */
    private static final String WITHIN = "within";

    private final String setting;
    private final List<T> all;
    private final EngineCalls calls;
    private final Function<T, Map<String, String>> meaning;

    /**
     * @param setting where the owner allows them
     * @param calls   for the look before
     * @param meaning what one's name stands for, as who approves it is shown it, by the parameters under which
     */
    public ByName(String setting, List<T> all, EngineCalls calls, Function<T, Map<String, String>> meaning) {
        this.setting = setting;
        this.all = List.copyOf(all);
        this.calls = calls;
        this.meaning = meaning;
    }

    /**
     * That the parameters name none, with what to write instead; empty when they do.
     *
     * @param example a name as one may be
     */
    public static Optional<String> problem(String action, String setting, String example,
            Map<String, String> parameters) {
        return parameters.getOrDefault(NAME, "").isEmpty()
                ? Optional.of(action + ": name is missing; write name: " + example + ", as " + setting
                        + " of the configuration has it")
                : Optional.empty();
    }

    /** The one that the parameters name; empty where it is not allowed. */
    public Optional<T> of(Map<String, String> parameters) {
        return all.stream().filter(one -> one.name().equals(parameters.get(NAME))).findFirst();
    }

    /** The parameters with what their name stands for: who approves them approves that, and no other that is called so later. */
    public Map<String, String> shown(Map<String, String> parameters) {
        Map<String, String> shown = new HashMap<>(parameters);
        of(parameters).ifPresent(one -> {
            shown.putAll(meaning.apply(one));
            shown.put(WITHIN, PrometheusDuration.format(one.timeout()));
        });
        return shown;
    }

    /** That none is called so, with those that there are; empty when one is. */
    public Optional<String> against(Map<String, String> parameters) {
        return of(parameters).isPresent()
                ? Optional.empty()
                : Optional.of(setting + " of the configuration has none that is called "
                        + parameters.getOrDefault(NAME, "") + "; it has " + (all.isEmpty()
                                ? "none at all"
                                : all.stream().map(Allowed::name).collect(Collectors.joining(", "))));
    }

    /** How long the one that the parameters name may take; zero where it is not allowed. */
    public Duration timeout(Map<String, String> parameters) {
        return of(parameters).map(Allowed::timeout).orElse(Duration.ZERO);
    }

    /**
     * Begins the one that the job names once {@code cleared}, and only if the container still is as it was when it was decided on.
     *
     * @param begin with it, and with the container as it is now
     */
    public Future<Outcome> perform(Job job, Future<Void> cleared,
            BiFunction<T, ContainerState, Future<Outcome>> begin) {
        ContainerState state = job.state();
        Container container = job.container();
        Optional<T> named = of(job.parameters());
        if (state == null || container == null || named.isEmpty()) {
            return cleared.compose(go -> refused(ErrorClass.BAD_REQUEST, "not called: "
                    + against(job.parameters()).orElse("the incident is about no container")));
        }
        return cleared.compose(go -> calls.inspect(state.id()))
                .compose(now -> OneCall.against(state, now)
                        .map(Future::succeededFuture)
                        .orElseGet(() -> now instanceof CallResult.Done<ContainerState>(ContainerState is)
                                && is.name().equals(container.name())
                                        ? begin.apply(named.get(), is)
                                        : refused(ErrorClass.CONFLICT, "not called: it is called otherwise now")));
    }

    private static Future<Outcome> refused(ErrorClass error, String why) {
        return Future.succeededFuture(new Outcome.Refused(error, why));
    }
}
