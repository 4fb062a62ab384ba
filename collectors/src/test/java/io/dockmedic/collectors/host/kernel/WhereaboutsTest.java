package io.dockmedic.collectors.host.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.event.Victim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhereaboutsTest {
    private static final String ID = "c5710bb4c063430b98c4e4ca49235d5a32b0c44eed4fd74c74a5e273e0032c8e";
    private static final Victim IN_DB = new Victim("mysqld", 77, "shop/db/1", "shop-db-1", ID);
    private static final Victim OUTSIDE = Victim.outside("mysqld", 77);

    private static final ContainerState STATE = new ContainerState(
            ID, "shop-db-1", "mysql:8", "", Map.of(), "running", true, false, false, 77, 0, false, "", null, null, null,
            0,
            null, new ContainerState.RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false, List.of(), false,
            List.of(),
            ContainerState.Log.NONE, ContainerState.Limits.NONE);

    @TempDir
    private Path root;

    private final Containers containers = new Containers();

    private Whereabouts where() {
        Service db = new Service("shop", "db", "1");
        containers.saw(new Sighting(new Container(ID, "shop-db-1", "mysql:8", Map.of(), db, false), STATE));
        return new Whereabouts(containers, root);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/system.slice/docker-" + ID + ".scope", "/docker/" + ID, "/shop.slice/docker-" + ID + ".scope/init",
            "/machine.slice/libpod-" + ID + ".scope/container", "/docker/" + ID + "/docker/"
                    + "b5577df2fcf2f8c911ada034af54d77d3499d3e140d5df976d53fbdd020e2327"})
    void aGroupIsTheContainerThatNamedIt(String group) {
        assertThat(where().victim("mysqld", 77, group)).isEqualTo(IN_DB);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/user.slice/user-1000.slice", "/", "/docker/a" + ID, "/docker/" + "0123456789abcdef0123456789abcdef"
                    + "0123456789abcdef0123456789abcdef"})
    void anotherGroupIsNone(String group) {
        assertThat(where().victim("mysqld", 77, group)).isEqualTo(OUTSIDE);
    }

    @Test
    void aProcessWithoutAGroupIsAskedIfItHasTheName() throws IOException {
        assertThat(where().victim("mysqld", 77, "")).isEqualTo(OUTSIDE);
        Path process = Files.createDirectories(root.resolve("proc/77"));
        Files.writeString(process.resolve("cgroup"), "0::/system.slice/docker-" + ID + ".scope\n");
        Files.writeString(process.resolve("comm"), "mysqld\n");
        assertThat(where().victim("mysqld", 77, "")).isEqualTo(IN_DB);
        Files.writeString(process.resolve("comm"), "other\n");
        assertThat(where().victim("mysqld", 77, "")).isEqualTo(OUTSIDE);
    }

    @Test
    void aDeviceIsMountedSomewhere() throws IOException {
        assertThat(where().mountpoint("sda1")).isEmpty();
        Path self = Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(self.resolve("mountinfo"), """
                22 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw
                23 22 253:0 / /var/lib/docker rw shared:2 - xfs /dev/mapper/vg-docker rw
                24 22 0:45 /@ /data rw shared:3 - btrfs /dev/sdb rw
                """);
        Path block = Files.createDirectories(root.resolve("sys/class/block/dm-0"));
        Files.writeString(block.resolve("dev"), "253:0\n");
        assertThat(where().mountpoint("sda1")).isEqualTo("/");
        assertThat(where().mountpoint("dm-0")).isEqualTo("/var/lib/docker");
        assertThat(where().mountpoint("sdb")).isEqualTo("/data");
        assertThat(where().mountpoint("sdc")).isEmpty();
    }
}
