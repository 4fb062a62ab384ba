package io.dockmedic.api.doctor;

import io.dockmedic.api.doctor.fact.DiskLook;
import io.dockmedic.api.doctor.fact.KernelLogLook;
import io.dockmedic.api.doctor.fact.Own;
import io.dockmedic.api.doctor.fact.ReloadLook;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.fact.Way;
import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.container.sample.Trial;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.EngineTraits;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.gpu.watch.Glance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Ways to run it, by what each is given of a machine with control groups v2, a GPU and kernel.dmesg_restrict. */
enum Deployment {
    ROOT("root, on the machine", prepared -> {}), PACKAGE("the package's user", prepared -> {
        prepared.lookedAtBy(Visitor.outside("dockmedic"));
        prepared.trial = new Trial(3, 3, 3, 3, 0);
        prepared.disks = disks(true, 0, 3);
    }), CONTAINER("a container, as in [installing](install.md#an-image)", prepared -> {
        contained(prepared);
        prepared.trial = new Trial(3, 3, 3, 3, 1);
    }), SOCKET("a container with the socket alone, or the Compose stack",
            Deployment::bare), PROXY("a container, through a proxy over TCP", prepared -> {
                bare(prepared);
                remote(prepared);
            }), REMOTE("another machine, over TLS", prepared -> {
                remote(prepared);
                prepared.trial = new Trial(3, 0, 0, 0, 0);
            }), PODMAN("root, beside Podman", prepared -> prepared.traits = new CallResult.Done<>(
                    new EngineTraits(true, false, false, "systemd", "2", false, false, "")));

    private final String title;
    @SuppressWarnings("ImmutableEnumChecker") // Remembers nothing.
    private final Consumer<Prepared> given;

    Deployment(String title, Consumer<Prepared> given) {
        this.title = title;
        this.given = given;
    }

    String title() {
        return title;
    }

    Prepared prepared() {
        Prepared prepared = new Prepared();
        prepared.gpus = new Glance(List.of("0000:01:00.0"), GpuDriverState.OK, "", "580.1", 1);
        prepared.settings = Prepared.settings("""
                external_url: https://nas.example.net
                escalation: {receivers: [{name: pager, webhook: {url: 'http://pager/'}}]}
                gpu: {probe: true}
                """);
        prepared.with(Prepared.withGpu("train"));
        given.accept(prepared);
        return prepared;
    }

    private static void bare(Prepared prepared) {
        contained(prepared);
        prepared.trial = new Trial(3, 0, 0, 0, 0);
    }

    private static void contained(Prepared prepared) {
        prepared.lookedAtBy(Visitor.inside("9717", "0123456789abcdef"));
        prepared.own = Optional.of(new Own("0123456789abcdef", Optional.of(setup())));
        prepared.kernelLog = new KernelLogLook("/dev/kmsg cannot be opened: there is none here", true);
        prepared.disks = disks(false, 2, 3);
        prepared.reloads = new ReloadLook(false, false);
        prepared.gpus = new Glance(List.of("0000:01:00.0"), GpuDriverState.NO_LIBRARY, "there is none", "", 0);
    }

    private static void remote(Prepared prepared) {
        prepared.way = new Way("tcp://proxy:2375", new EngineAddress.Tcp("proxy", 2375), "", Optional.empty(),
                List.of());
        prepared.disks = DiskLook.elsewhere("the engine runs on another machine, box");
    }

    private static DiskLook disks(boolean shown, int hidden, int closed) {
        return new DiskLook("", "", "/var/lib/docker", new Prepared().disks.usage(), shown, 2, hidden, 3, closed);
    }

    private static Setup setup() {
        return new Setup("dockmedic", "dockmedic:local", false, false, Setup.Answer.YES, 1L << 28, 200, false, Set.of(),
                "", "", Setup.Answer.NO, true, "unless-stopped", new Setup.Logs("", false),
                List.of(new Setup.Mount("bind", "/var/run/docker.sock", "/var/run/docker.sock", true)), List.of(),
                Set.of(),
                Set.of(), List.of(), Map.of(), Set.of());
    }
}
