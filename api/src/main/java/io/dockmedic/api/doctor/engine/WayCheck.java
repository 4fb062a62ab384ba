package io.dockmedic.api.doctor.engine;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.SocketFile;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.fact.Way;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whether the engine answers; where it does not, why, and what to do. */
public final class WayCheck implements Check {
    @Override
    public String name() {
        return "engine";
    }

    @Override
    public Section section() {
        return Section.ENGINE;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        return facts.way()
                .compose(way -> way.address() == null
                        ? Future.succeededFuture(List.of(noAddress(way)))
                        : facts.engine().map(answer -> List.of(of(way, answer, facts.visitor()))));
    }

    static Finding noAddress(Way way) {
        return lost(way.wrong())
                .todo("set DOCKER_HOST, or in the configuration: engine: {address: \"unix:///var/run/docker.sock\"}");
    }

    static Finding of(Way way, CallResult<EngineInfo> answer, Visitor visitor) {
        return switch (answer) {
            case CallResult.Done<EngineInfo>(EngineInfo info) -> Finding.ok(info.version() + " answers at "
                    + way.written() + ", API " + info.apiVersion()
                    + (info.name().isEmpty() ? "" : ", on " + info.name()));
            case CallResult.Unknown<EngineInfo>(String why) ->
                lost("something is at " + way.written() + " and does not answer: " + why)
                        .todo("systemctl status docker", "journalctl --unit docker --lines 50",
                                "if it hangs: systemctl restart docker (containers stop, unless live-restore is on)");
            case CallResult.Refused<EngineInfo> no when no.error() == ErrorClass.DENIED -> denied(way, no, visitor);
            case CallResult.Refused<EngineInfo> no -> unreached(way, no, visitor.container().isPresent());
        };
    }

    private static Finding denied(Way way, CallResult.Refused<EngineInfo> no, Visitor visitor) {
        if (no.status() != 0) {
            return lost("what is at " + way.written() + " denies even GET /version (" + no.status() + ")")
                    .todo("a socket proxy has to let the calls through that docs/install.md lists");
        }
        SocketFile socket = way.socket().orElseThrow();
        if (visitor.container().isPresent()) {
            return lost(closed(socket, visitor))
                    .todo("docker run --group-add \"$(stat -c %g " + socket.path() + ")\" …");
        }
        return lost(closed(socket, visitor)).todo(
                "sudo usermod --append --groups " + socket.group() + " " + visitor.user()
                        + " (from the next login on; the group may do anything on this machine)",
                "or a socket proxy that lets through what Dockmedic needs, and no more: docs/install.md",
                "or look as root: sudo dockmedic doctor");
    }

    private static String closed(SocketFile socket, Visitor visitor) {
        return socket.path() + " is there and " + visitor.words() + " may not open it"
                + (socket.seen() == SocketFile.Seen.SOCKET
                        ? ": it is " + socket.owner() + "'s and of the group " + socket.group() + ", " + socket.mode()
                        : ": a folder on the way is closed to him");
    }

    private static Finding unreached(Way way, CallResult.Refused<EngineInfo> no, boolean contained) {
        String[] others = way.others().stream().map(WayCheck::other).toArray(String[]::new);
        if (!(way.address() instanceof EngineAddress.Unix(Path path))) {
            return lost("nobody answers at " + way.written() + ": " + no.message())
                    .todo("is the host right, and does the engine, or its proxy, listen there?");
        }
        return switch (way.socket().map(SocketFile::seen).orElse(SocketFile.Seen.NOTHING)) {
            case NOTHING -> contained
                    ? lost("there is no " + path + " in this container")
                            .todo("docker run --volume /var/run/docker.sock:" + path + " …")
                    : lost("there is no " + path + ": the engine is not installed, does not run, or is elsewhere")
                            .todo(both(others, "sudo systemctl enable --now docker"));
            case SOMETHING_ELSE -> lost(path + " is no socket; a folder of that name is what Docker makes for a mount"
                    + " whose source is missing").todo("rmdir " + path + " && systemctl restart docker");
            case SOCKET, HIDDEN -> lost(path + " is there and nobody answers: " + no.message())
                    .todo(both(others, "systemctl status docker", "sudo systemctl restart docker"));
        };
    }

    private static String other(Path socket) {
        return "an engine may be at another place: engine: {address: \"unix://" + socket + "\"}";
    }

    private static String[] both(String[] first, String... then) {
        return Stream.concat(Stream.of(first), Stream.of(then)).toArray(String[]::new);
    }

    private static Finding lost(String what) {
        return Finding.missing(what, Feature.WATCHING, Feature.HEALING);
    }
}
