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
import java.util.Optional;
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
            case CallResult.Unknown<EngineInfo>(String why) -> hanging(way, why);
            case CallResult.Refused<EngineInfo> no when no.error() == ErrorClass.DENIED -> denied(way, no, visitor);
            case CallResult.Refused<EngineInfo> no when no.status() != 0 || no.error() == ErrorClass.BAD_REQUEST ->
                unusable(way, no);
            case CallResult.Refused<EngineInfo> no -> unreached(way, no, visitor.contained());
        };
    }

    private static Finding hanging(Way way, String why) {
        return lost("something is at " + way.written() + " and does not answer: " + why).todo(behind(way)
                .map(behind -> both(behind.look(), hung(behind)))
                .orElseGet(() -> new String[]{"look at the engine there, and at a proxy before it"}));
    }

    /** It answers: whatever is wrong, that it has to be started is not. */
    private static Finding unusable(Way way, CallResult.Refused<EngineInfo> no) {
        Finding finding = lost("what is at " + way.written() + " answers, and cannot be worked with: "
                + (no.status() == 0 ? "" : no.status() + " ") + no.message());
        return no.error() == ErrorClass.BAD_REQUEST
                ? finding.todo("is it an engine, of 19.03 or later?",
                        "unset DOCKER_API_VERSION and engine: {api_version: …}: the newest that both know is used then")
                : finding.todo(behind(way)
                        .map(behind -> both(behind.look(), List.of("or it is a proxy before the engine that says so")))
                        .orElseGet(() -> new String[]{"look at the engine there, and at a proxy before it"}));
    }

    private static Finding denied(Way way, CallResult.Refused<EngineInfo> no, Visitor visitor) {
        if (no.status() != 0) {
            return lost("what is at " + way.written() + " denies even GET /_ping or GET /version (" + no.status() + ")")
                    .todo("a socket proxy has to let these two through (tecnativa/docker-socket-proxy: PING=1,"
                            + " VERSION=1), and the calls that docs/install.md lists");
        }
        return way.socket()
                .map(socket -> ClosedSocket.of(socket, visitor))
                .orElseGet(() -> lost("this system does not let " + visitor.words() + " connect to " + way.written()
                        + ": " + no.message())
                        .todo("what forbids it is here, and not there: SELinux, a firewall, IPAddressDeny= in a unit"));
    }

    private static Finding unreached(Way way, CallResult.Refused<EngineInfo> no, boolean contained) {
        List<String> others = way.others().stream().map(WayCheck::other).toList();
        if (!(way.address() instanceof EngineAddress.Unix(Path path))) {
            return lost("nobody answers at " + way.written() + ": " + no.message())
                    .todo("is the host right, and does the engine, or its proxy, listen there?");
        }
        Behind behind = Behind.of(path);
        return switch (way.socket().map(SocketFile::seen).orElse(SocketFile.Seen.NOTHING)) {
            case NOTHING -> contained
                    ? lost("there is no " + path + " in this container")
                            .todo("docker run --volume /var/run/docker.sock:" + path + " …")
                    : lost("there is no " + path + ": the engine is not installed, does not run, or is elsewhere")
                            .todo(both(others, List.of(behind.start())));
            case SOMETHING_ELSE -> lost(path + " is no socket; a folder of that name is what Docker makes for a mount"
                    + " whose source is missing")
                    .todo(both(List.of("rmdir " + path + ", on the machine itself; then start anew what listens there"),
                            behind.restart()));
            case SOCKET, HIDDEN -> lost(path + " is there and nobody answers: " + no.message())
                    .todo(Stream.of(others, behind.look(), List.of(behind.start()), hung(behind))
                            .flatMap(List::stream)
                            .toArray(String[]::new));
        };
    }

    private static Optional<Behind> behind(Way way) {
        return way.address() instanceof EngineAddress.Unix(Path path)
                ? Optional.of(Behind.of(path))
                : Optional.empty();
    }

    private static String other(Path socket) {
        return "an engine may be at another place: engine: {address: \"unix://" + socket + "\"}";
    }

    private static String[] both(List<String> first, List<String> then) {
        return Stream.concat(first.stream(), then.stream()).toArray(String[]::new);
    }

    private static List<String> hung(Behind behind) {
        return behind.restart().stream().map(restart -> "if it hangs: " + restart).toList();
    }

    static Finding lost(String what) {
        return Finding.missing(what, Feature.WATCHING, Feature.HEALING);
    }
}
