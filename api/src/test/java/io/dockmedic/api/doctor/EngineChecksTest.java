package io.dockmedic.api.doctor;

import static io.dockmedic.api.doctor.finding.Level.LOSES;
import static io.dockmedic.api.doctor.finding.Level.MISSING;
import static io.dockmedic.api.doctor.finding.Level.OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.engine.CallCheck;
import io.dockmedic.api.doctor.engine.KindCheck;
import io.dockmedic.api.doctor.engine.OwnCheck;
import io.dockmedic.api.doctor.engine.WayCheck;
import io.dockmedic.api.doctor.fact.ReadCall;
import io.dockmedic.api.doctor.fact.SocketFile;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.fact.Way;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.EngineTraits;
import io.dockmedic.collectors.engine.client.ErrorClass;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each check of the engine on facts prepared for it. */
class EngineChecksTest {
    private Prepared prepared = new Prepared();

    private static CallResult<Void> denied() {
        return refused(ErrorClass.DENIED, 403, "Forbidden");
    }

    private static <T> CallResult<T> refused(ErrorClass error, int status, String message) {
        return new CallResult.Refused<>(error, status, message);
    }

    private void at(String socket, SocketFile.Seen seen, String owner, String group, String mode) {
        Path path = Path.of(socket);
        prepared.way = new Way("unix://" + socket, new EngineAddress.Unix(path), "",
                Optional.of(new SocketFile(path, seen, owner, group, mode)), List.of());
    }

    private Finding one(Check check) {
        return prepared.look(check).getFirst();
    }

    @Test
    void aSocketThatMayNotBeOpenedComesWithTheCommandThatOpensIt() {
        prepared.visitor = Visitor.outside("ann");
        prepared.engine = new CallResult.Refused<>(ErrorClass.DENIED, 0, "Permission denied");

        assertThat(one(new WayCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(MISSING))
                .satisfies(
                        finding -> assertThat(finding.what()).contains("the user ann may not open it", "group docker",
                                "rw-rw----"))
                .satisfies(finding -> assertThat(finding.todo().getFirst())
                        .startsWith("sudo usermod --append --groups docker ann"));

        prepared.visitor = Visitor.inside("9717", "0123456789abcdef");
        assertThat(one(new WayCheck()).todo()).first().asString().contains("--group-add");
        assertThat(one(new WayCheck()).todo()).last().asString().contains("--security-opt label=disable");
    }

    @Test
    void anEngineThatIsNotThereIsLookedForElsewhere() {
        prepared.engine = new CallResult.Refused<>(ErrorClass.UNREACHABLE, 0, "No such file or directory");
        prepared.way = new Way("unix:///var/run/docker.sock", prepared.way.address(), "",
                Optional.of(new SocketFile(Prepared.SOCKET, SocketFile.Seen.NOTHING, "", "", "")),
                List.of(Path.of("/run/user/1000/docker.sock")));
        assertThat(one(new WayCheck()).todo())
                .first()
                .asString()
                .contains("engine: {address: \"unix:///run/user/1000/docker.sock\"}");

        prepared.way = new Way("unix:///var/run/docker.sock", prepared.way.address(), "",
                Optional.of(
                        new SocketFile(Prepared.SOCKET, SocketFile.Seen.SOMETHING_ELSE, "root", "root", "rwxr-xr-x")),
                List.of());
        assertThat(one(new WayCheck()).todo()).first().asString().startsWith("rmdir ");

        prepared.way = new Way("ssh://box", null, "ssh is not supported", Optional.empty(), List.of());
        assertThat(one(new WayCheck()).what()).isEqualTo("ssh is not supported");
    }

    @Test
    void anEngineThatHangsIsMissing() {
        prepared.engine = new CallResult.Unknown<>("no answer within 5 s");

        assertThat(one(new WayCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(MISSING))
                .satisfies(finding -> assertThat(finding.what()).contains("does not answer: no answer within 5 s"));
    }

    @Test
    void podmanLosesIntent() {
        prepared.traits = new CallResult.Done<>(new EngineTraits(true, true, false, "systemd", "2", false, false, ""));

        assertThat(prepared.look(new KindCheck())).flatExtracting(Finding::loses).containsExactly(Feature.INTENT);
        assertThat(prepared.look(new KindCheck())).extracting(Finding::what)
                .anyMatch(what -> what.contains("Podman"))
                .anyMatch(what -> what.contains("rootless"))
                .noneMatch(what -> what.contains("live-restore"));
    }

    @Test
    void callsThatAreDeniedLoseWhatNeedsThem() {
        prepared.calls.put(ReadCall.LOGS, denied());
        prepared.calls.put(ReadCall.INSPECT,
                new CallResult.Refused<>(ErrorClass.NOT_FOUND, 404, "No such container: nobody"));
        assertThat(prepared.look(new CallCheck())).first()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(LOSES))
                .satisfies(finding -> assertThat(finding.subject()).isEqualTo("GET /containers/ID/logs"))
                .satisfies(finding -> assertThat(finding.loses()).containsExactly(Feature.LOG_LINES));
        assertThat(prepared.look(new CallCheck())).as("there is no such container, says the engine").hasSize(2);

        prepared.calls.put(ReadCall.EVENTS, denied());
        assertThat(one(new CallCheck()).level()).isEqualTo(MISSING);
        assertThat(prepared.look(new CallCheck()).getLast().what()).contains("is not tried");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "BAD_REQUEST; 0; the engine speaks API 1.24 at most; DOCKER_API_VERSION",
            "BAD_REQUEST; 400; client version 1.99 is too new; DOCKER_API_VERSION",
            "SERVER_ERROR; 500; layer does not exist; journalctl --unit docker",
            "NETWORK; 503; connection refused; a proxy before the engine"})
    void anEngineThatAnswersAndCannotBeUsedIsNotRestarted(ErrorClass error, int status, String message, String todo) {
        prepared.engine = refused(error, status, message);

        assertThat(one(new WayCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(MISSING))
                .satisfies(finding -> assertThat(finding.what()).contains("answers", message))
                .satisfies(finding -> assertThat(finding.todo()).noneMatch(line -> line.contains("restart"))
                        .anyMatch(line -> line.contains(todo)));
    }

    @Test
    void aProxyThatDeniesThePingIsToldOfIt() {
        prepared.engine = refused(ErrorClass.DENIED, 403, "Forbidden");

        assertThat(one(new WayCheck()).what()).contains("GET /_ping", "403");
        assertThat(one(new WayCheck()).todo()).singleElement().asString().contains("PING=1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "/var/run/docker.sock; sudo systemctl enable --now docker",
            "/run/podman/podman.sock; sudo systemctl enable --now podman.socket",
            "/run/user/1000/docker.sock; as its user: systemctl --user enable --now docker",
            "/run/user/1000/podman/podman.sock; as its user: systemctl --user enable --now podman.socket",
            "/home/ann/.docker/desktop/docker.sock; as its user: docker desktop start",
            "/srv/proxy.sock; start what makes that socket"})
    void whatIsToBeStartedIsWhatMakesTheSocket(String socket, String start) {
        prepared.engine = refused(ErrorClass.UNREACHABLE, 0, "Connection refused");

        at(socket, SocketFile.Seen.SOCKET, "root", "docker", "rw-rw----");
        assertThat(one(new WayCheck()).todo()).contains(start);
        at(socket, SocketFile.Seen.NOTHING, "", "", "");
        assertThat(one(new WayCheck()).todo()).containsExactly(start);
        assertThat(one(new WayCheck()).todo()).noneMatch(line -> line.contains("restart"));
    }

    @Test
    void nobodyIsToldToJoinAGroupThatIsNotKnownOrIsRoots() {
        prepared.visitor = Visitor.outside("ann");
        prepared.engine = refused(ErrorClass.DENIED, 0, "Permission denied");

        at("/run/hidden/docker.sock", SocketFile.Seen.HIDDEN, "", "", "");
        assertThat(one(new WayCheck()).todo()).noneMatch(line -> line.contains("usermod"))
                .first()
                .asString()
                .startsWith("namei --long /run/hidden/docker.sock");
        at("/var/run/docker.sock", SocketFile.Seen.SOCKET, "root", "root", "rw-rw----");
        assertThat(one(new WayCheck()).todo()).noneMatch(line -> line.contains("usermod"))
                .anyMatch(line -> line.contains("groupadd"));
        at("/run/user/7/docker.sock", SocketFile.Seen.SOCKET, "bob", "bob", "rw-------");
        assertThat(one(new WayCheck()).todo()).noneMatch(line -> line.contains("usermod"))
                .anyMatch(line -> line.contains("sudo -u bob"));
    }

    @Test
    void rootIsKeptOutBySomethingElseThanModes() {
        prepared.engine = refused(ErrorClass.DENIED, 0, "Permission denied");
        assertThat(one(new WayCheck()).what()).contains("SELinux");

        prepared.visitor = Visitor.inside("root", "0123456789abcdef");
        assertThat(one(new WayCheck()).todo()).first().asString().contains("--security-opt label=disable");
    }

    @Test
    void thePackagesUserIsToldToLookAsItsUnitDoes() {
        prepared.visitor = Visitor.outside("dockmedic");
        prepared.engine = refused(ErrorClass.DENIED, 0, "Permission denied");

        assertThat(one(new WayCheck()).todo()).noneMatch(line -> line.contains("usermod"))
                .anyMatch(line -> line.startsWith("sudo systemd-run "));
    }

    @Test
    void aConnectionThatThisSystemForbidsIsSaid() {
        prepared.way = new Way("tcp://box:2375", new EngineAddress.Tcp("box", 2375), "", Optional.empty(), List.of());
        prepared.engine = refused(ErrorClass.DENIED, 0, "Permission denied");

        assertThat(one(new WayCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(MISSING))
                .satisfies(finding -> assertThat(finding.what()).contains("connect to tcp://box:2375"));
    }

    @Test
    void aCallThatFailsOrIsHiddenIsNotLetThrough() {
        prepared.calls.put(ReadCall.EVENTS, refused(ErrorClass.SERVER_ERROR, 500, "no space left on device"));
        assertThat(one(new CallCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(MISSING))
                .satisfies(finding -> assertThat(finding.subject()).isEqualTo("GET /events"))
                .satisfies(finding -> assertThat(finding.what()).contains("500 no space left on device"));
        assertThat(prepared.look(new CallCheck())).as("nothing denies").hasSize(1);

        prepared.calls.put(ReadCall.EVENTS, refused(ErrorClass.BAD_REQUEST, 405, "Method Not Allowed"));
        prepared.calls.put(ReadCall.LOGS, refused(ErrorClass.NOT_FOUND, 404, "404 page not found"));
        prepared.calls.put(ReadCall.IMAGE, refused(ErrorClass.NOT_FOUND, 404, "No such image: nobody:latest"));
        prepared.calls.put(ReadCall.STATS, refused(ErrorClass.NOT_FOUND, 404,
                "no container with name or ID \"nobody\" found: no such container"));
        assertThat(prepared.look(new CallCheck())).extracting(Finding::level).containsExactly(MISSING, LOSES, LOSES);
        assertThat(prepared.look(new CallCheck())).extracting(Finding::subject)
                .containsExactly("GET /events", "GET /containers/ID/logs", "");
        assertThat(prepared.look(new CallCheck()).get(1).what()).contains("404");
    }

    @Test
    void whoDoesNotLetItLookAtCommandsIsTold() {
        prepared.calls.put(ReadCall.EXEC, refused(ErrorClass.NOT_FOUND, 404, "No such exec instance: nobody"));
        assertThat(one(new CallCheck()).level()).as("the engine says so").isEqualTo(OK);
        prepared.calls.put(ReadCall.EXEC, denied());
        prepared.calls.put(ReadCall.IMAGES, denied());
        assertThat(prepared.look(new CallCheck())).extracting(Finding::subject)
                .containsExactly("GET /images/json", "GET /exec/ID/json", "");
        assertThat(prepared.look(new CallCheck())).flatExtracting(Finding::loses)
                .containsExactly(Feature.NAMELESS_IMAGES, Feature.PEOPLE);
    }

    @Test
    void aContainerThatIsNotKnownIsNotSaidToBeLeftAlone() {
        prepared = Deployment.SOCKET.prepared();
        assertThat(one(new OwnCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(OK))
                .satisfies(finding -> assertThat(finding.what()).contains("which is never acted on"));

        at("/run/docker.sock", SocketFile.Seen.SOCKET, "root", "docker", "rw-rw----");
        assertThat(one(new OwnCheck()).what()).as("/var/run is a link").contains("which is never acted on");

        at("/srv/docker.sock", SocketFile.Seen.SOCKET, "root", "docker", "rw-rw----");
        assertThat(one(new OwnCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(LOSES))
                .satisfies(finding -> assertThat(finding.what()).contains("shares the network of dockmedic"))
                .satisfies(finding -> assertThat(finding.todo().getFirst()).contains("dockmedic.heal=false"));

        prepared.visitor = new Visitor("root", true, Optional.empty());
        prepared.own = Optional.empty();
        assertThat(one(new OwnCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(LOSES))
                .satisfies(finding -> assertThat(finding.what()).contains("whose id cannot be found"));
    }
}
