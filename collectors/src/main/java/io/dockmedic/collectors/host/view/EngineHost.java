package io.dockmedic.collectors.host.view;

import io.dockmedic.collectors.base.self.HostName;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the engine keeps its things, if that is here: it listens on a local socket, or says this machine's name. Asked
 * again after five minutes, which nobody waits for, and each time while it has not answered. Safe for use by several
 * threads.
 */
public final class EngineHost {
    private static final Duration ASK_AGAIN = Duration.ofMinutes(5);

    private final EngineCalls calls;
    private final EngineAddress address;
    private final Clock clock;
    private final String own = HostName.own();
    private volatile Answer answer = new Answer(Optional.empty(), Instant.MIN, "the engine has not answered yet");
    /** What the engine calls its machine, wherever that is; empty while it has not said. */
    private volatile String said = "";
    private volatile boolean asked;

    private record Answer(Optional<EngineInfo> here, Instant at, String why) {}

    public EngineHost(EngineCalls calls, EngineAddress address, Clock clock) {
        this.calls = calls;
        this.address = address;
        this.clock = clock;
    }

    /** The engine on this machine; empty when it does not answer or is on another one. Never fails. */
    public Future<Optional<EngineInfo>> here() {
        Answer known = answer;
        if (known.here().isEmpty()) {
            return ask();
        }
        if (!clock.now().isBefore(known.at().plus(ASK_AGAIN))) {
            ask();
        }
        return Future.succeededFuture(known.here());
    }

    private Future<Optional<EngineInfo>> ask() {
        return calls.info().map(result -> {
            if (result instanceof CallResult.Done<EngineInfo>(EngineInfo info)) {
                said = info.name();
            }
            asked = true;
            answer = switch (result) {
                case CallResult.Done<EngineInfo>(EngineInfo info) -> judged(info);
                case CallResult.Refused<EngineInfo> no -> silent("the engine refuses: " + no.message());
                case CallResult.Unknown<EngineInfo> silent -> silent("the engine does not answer: " + silent.why());
            };
            return answer.here();
        });
    }

    /** What we call this machine: as the engine here does, else as the kernel does. */
    public String name() {
        return answer.here().map(EngineInfo::name).filter(name -> !name.isEmpty()).orElse(own);
    }

    /** Whether the engine was asked, and answered or did not. */
    public boolean asked() {
        return asked;
    }

    /** What the machine is called that the engine runs on: by the engine and, unless that is another one, by the kernel. */
    public Set<String> names() {
        String engines = said;
        return Stream.of(engines, elsewhere() ? "" : own).filter(name -> !name.isEmpty()).collect(Collectors.toSet());
    }

    /** Whether the engine has said that its machine is another one, so that its containers are there. */
    public boolean elsewhere() {
        String engines = said;
        return !engines.isEmpty() && !engines.equals(own) && !(address instanceof EngineAddress.Unix);
    }

    /** Why it is not on this machine, for a person; empty when it is. Never fails. */
    public Future<String> afar() {
        return here().map(found -> found.isPresent() ? "" : why());
    }

    /** Why there is none here; for a person. */
    public String why() {
        return answer.why();
    }

    private Answer judged(EngineInfo info) {
        if (info.dataRoot().isEmpty()) {
            return silent("the engine does not say where its data root is (a proxy that denies /info?)");
        }
        return address instanceof EngineAddress.Unix || info.name().equals(own)
                ? new Answer(Optional.of(info), clock.now(), "")
                : silent("the engine runs on another machine, " + info.name());
    }

    /** What was known stays known: a data root does not go away with its engine. */
    private Answer silent(String why) {
        return new Answer(answer.here(), clock.now(), why);
    }
}
