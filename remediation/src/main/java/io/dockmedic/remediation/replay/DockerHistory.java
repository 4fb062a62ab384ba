package io.dockmedic.remediation.replay;

import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.intent.Death;
import io.dockmedic.collectors.intent.IntentJudge;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.Kill;
import io.dockmedic.collectors.intent.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the engine's messages into events, from the messages alone: nobody can be asked any more. Who wanted a death is
 * judged by the sequence, as live, with the engine's usual stop signal and timeout. What only a look at the container
 * tells is missing: whether the engine restarts it, its health check, that the engine itself was shutting down.
 */
final class DockerHistory {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STOP_BESIDE = Duration.ofSeconds(1);
    private static final int TERM = 15;

    /** What is known of a container's run. */
    private static final class Run {
        private final List<Kill> kills = new ArrayList<>();
        private @Nullable Instant started;
        private boolean oom;
    }

    private final String host;
    private final Map<String, Run> runs = new HashMap<>();

    DockerHistory(String host) {
        this.host = host;
    }

    /** @param told in any order; of one moment, in the order in which the engine told them */
    List<Event> events(List<DockerMessage> told) {
        List<DockerMessage> messages = new ArrayList<>(told);
        messages.sort(Comparator.comparing(DockerMessage::at));
        List<Event> events = new ArrayList<>();
        for (int at = 0; at < messages.size(); at++) {
            event(messages, at).ifPresent(events::add);
        }
        return events;
    }

    private Optional<Event> event(List<DockerMessage> messages, int index) {
        DockerMessage message = messages.get(index);
        Instant at = message.at();
        Run run = runs.computeIfAbsent(message.id(), any -> new Run());
        return switch (message.action()) {
            case "start" -> {
                Run next = new Run();
                next.started = at;
                runs.put(message.id(), next);
                yield Optional.of(new ContainerEvent.Started(
                        at, host, Origin.ENGINE, message.container(), StartCause.FOREIGN, false));
            }
            case "kill" -> {
                run.kills.add(new Kill(at, Signal.number(message.signal())));
                yield Optional.empty();
            }
            case "oom" -> {
                run.oom = true;
                yield Optional.of(new ContainerEvent.OutOfMemory(at, host, Origin.ENGINE, message.container()));
            }
            case "die" -> Optional.of(died(message, run, isStopBeside(messages, index)));
            case "health_status" -> Optional.of(new ContainerEvent.HealthChanged(
                    at, host, Origin.ENGINE, message.container(), message.detail(), 0, ""));
            case "destroy" -> {
                runs.remove(message.id());
                yield Optional.of(new ContainerEvent.Removed(at, host, Origin.ENGINE, message.container()));
            }
            default -> Optional.empty();
        };
    }

    private Event died(DockerMessage message, Run run, boolean stopped) {
        int exitCode = message.exitCode();
        Death death = new Death(message.at(), exitCode, run.kills, TERM, STOP_TIMEOUT, stopped);
        Judgement judgement = IntentJudge.judge(death).orElseGet(() -> IntentJudge.afterWaiting(death));
        Instant started = run.started;
        Duration ranFor = started == null ? Duration.ZERO : Duration.between(started, message.at());
        runs.remove(message.id());
        return new ContainerEvent.Died(
                message.at(), host, Origin.ENGINE, message.container(), exitCode, run.oom, judgement, false, 0, ranFor,
                false, "");
    }

    private static boolean isStopBeside(List<DockerMessage> messages, int death) {
        DockerMessage died = messages.get(death);
        for (int step : new int[]{-1, 1}) {
            for (int at = death + step; at >= 0 && at < messages.size(); at += step) {
                DockerMessage other = messages.get(at);
                if (Duration.between(died.at(), other.at()).abs().compareTo(STOP_BESIDE) > 0) {
                    break;
                }
                if (other.id().equals(died.id()) && other.action().equals("stop")) {
                    return true;
                }
            }
        }
        return false;
    }
}
