package io.dockmedic.collectors.host.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.self.HostName;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineNamesTest {
    private static final String OWN = HostName.own();

    /** An engine that does not answer is one that was asked all the same: alerts do not wait for it for ever. */
    @Test
    void whatTheKernelSaysIsCompletedByTheFilesAndTheOwner(@TempDir Path root) throws Exception {
        Files.createDirectory(root.resolve("etc"));
        Files.writeString(root.resolve("etc/hosts"), """
                127.0.0.1 localhost
                10.0.0.6 other.lan.example.net other
                127.0.1.1\t%1$s.site.example.net %1$s www.example.net # this one
                """.formatted(OWN));
        Files.writeString(root.resolve("etc/resolv.conf"), "nameserver 10.0.0.1\nsearch lan.example.net far.net\n");
        Vertx vertx = Vertx.vertx();
        try {
            SystemClock clock = new SystemClock();
            EngineAddress nowhere = new EngineAddress.Unix(root.resolve("docker.sock"));
            EngineHost engine = new EngineHost(
                    new DockerJavaCalls(vertx, clock, new VertxTimers(vertx), nowhere, null, CallLimits.DEFAULT),
                    nowhere, clock);
            assertThat(engine.asked()).isFalse();
            engine.here().await(60, TimeUnit.SECONDS);
            assertThat(engine.asked()).isTrue();
            assertThat(new MachineNames(engine, root, Set.of("nas")).all()).containsExactlyInAnyOrder("nas", OWN,
                    OWN + ".lan.example.net", OWN + ".site.example.net");
            assertThat(new MachineNames(engine, root.resolve("nothing"), Set.of()).all()).containsExactly(OWN);
        } finally {
            vertx.close().await(60, TimeUnit.SECONDS);
        }
    }
}
