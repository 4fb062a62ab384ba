package io.dockmedic.api.doctor.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitFilesTest {
    @Test
    void whatStartsContainersIsFoundAndNothingOfItsArgumentsKept() {
        assertThat(UnitFiles.of("web.service", """
                [Service]
                ExecStartPre=-/usr/bin/docker rm web
                ExecStart=-/usr/bin/docker run --rm --env SECRET=hunter2 \\
                  --name web nginx
                Restart=no
                Restart=always
                """)).hasValue(new Unit("web.service", "always", "docker run"));
        assertThat(UnitFiles.of("s.service", "ExecStart=/usr/bin/docker compose -f /srv/a.yml up\n"))
                .hasValue(new Unit("s.service", "", "docker compose up"));
    }

    @Test
    void theEngineItselfAndWhatOnlyLooksAreNone() {
        assertThat(UnitFiles.of("docker.service", "ExecStart=/usr/bin/dockerd -H fd://\nRestart=always\n")).isEmpty();
        assertThat(UnitFiles.of("p.service", "ExecStart=/usr/bin/docker system prune -f\n")).isEmpty();
        assertThat(UnitFiles.of("n.service", "ExecStart=/usr/sbin/nginx start\n")).isEmpty();
        assertThat(UnitFiles.of("x.service", "[Unit]\n")).isEmpty();
    }

    @Test
    void onlyFilesOfServicesAreRead(@TempDir Path root) throws IOException {
        assertThat(UnitFiles.under(root)).isEmpty();
        Path folder = Files.createDirectories(root.resolve("etc/systemd/system"));
        Files.writeString(folder.resolve("b.service"), "ExecStart=/usr/bin/docker start -a b\n");
        Files.writeString(folder.resolve("a.service"), "ExecStart=/usr/bin/podman run a\n");
        Files.writeString(folder.resolve("c.timer"), "ExecStart=/usr/bin/docker start c\n");
        Files.createDirectories(folder.resolve("d.service"));
        Files.createSymbolicLink(folder.resolve("e.service"), Path.of("nowhere"));

        assertThat(UnitFiles.under(root)).extracting(Unit::name).containsExactly("a.service", "b.service");
    }
}
