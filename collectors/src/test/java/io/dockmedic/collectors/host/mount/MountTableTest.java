package io.dockmedic.collectors.host.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MountTableTest {
    private final MountTable mounts = MountTable.read(List.of(
            "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw",
            "30 27 8:1 / /srv rw,relatime shared:1 master:2 - ext4 /dev/sda1 rw,errors=remount-ro",
            "31 30 8:1 /my\\040data /srv/my\\040data ro - ext4 /dev/sda1 rw",
            "32 27 0:50 / /nfs rw - nfs4 server:/export rw,vers=4.2",
            "33 32 0:51 / /nfs rw - tmpfs tmpfs rw",
            "not a line of mountinfo"));

    private String on(String path) {
        return mounts.of(path).orElseThrow().point();
    }

    @Test
    void aPathIsOnTheLongestMountAboveIt() {
        assertThat(on("/srv/app/x")).isEqualTo("/srv");
        assertThat(on("/srv")).isEqualTo("/srv");
        assertThat(on("/srv/my data/x")).isEqualTo("/srv/my data");
        assertThat(on("/srvapp")).isEqualTo("/");
        assertThat(on("/")).isEqualTo("/");
    }

    @Test
    void ofMountsOverEachOtherTheLastShows() {
        assertThat(mounts.of("/nfs/x").orElseThrow().type()).isEqualTo("tmpfs");
    }

    @Test
    void allMountsOfAFileSystemAreFoundByItsDevice() {
        MountEntry data = mounts.of("/srv/my data").orElseThrow();
        assertThat(data.root()).isEqualTo("/my data");
        assertThat(data.options()).containsExactly("ro");
        assertThat(mounts.of(data)).extracting(MountEntry::point).containsExactly("/srv", "/srv/my data");
        assertThat(mounts.of("/srv").orElseThrow().superOptions()).containsExactly("rw", "errors=remount-ro");
    }
}
