package io.dockmedic.collectors.host.mount;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundTest {
    private static final String DB = "/mnt/nas/db";
    private static final Ground SHARE = new Ground("/mnt/nas", "nfs4", false);

    @Test
    void aShareThatIsNotThereIsSaid() {
        assertThat(SHARE.differs(DB, new Ground("/", "ext4", false))).contains(
                "/mnt/nas/db was on /mnt/nas (nfs4) when it last ran well, and is on / (ext4) now");
        assertThat(SHARE.differs(DB, new Ground("/mnt/nas", "tmpfs", false))).hasValueSatisfying(
                why -> assertThat(why).contains("nfs4", "tmpfs"));
    }

    @Test
    void aShareThatIsThereAgainIsSaidWithWhereItRanMeanwhile() {
        Ground empty = new Ground("/", "ext4", false);
        assertThat(empty.differs(DB, SHARE)).hasValueSatisfying(
                why -> assertThat(why).endsWith(
                        "if that is right now, it ran then on the folder beneath, and what it wrote is there"));
        assertThat(new Ground("/mnt", "ext4", false).differs(DB, SHARE)).hasValueSatisfying(
                why -> assertThat(why).contains("beneath"));
        assertThat(new Ground("/mn", "ext4", false).differs(DB, SHARE)).hasValueSatisfying(
                why -> assertThat(why).doesNotContain("beneath"));
        assertThat(SHARE.differs(DB, empty)).hasValueSatisfying(why -> assertThat(why).doesNotContain("beneath"));
    }

    @Test
    void oneThatTakesNoMoreWritesIsSaidUnlessItNeverDid() {
        Ground closed = new Ground("/mnt/nas", "nfs4", true);
        assertThat(SHARE.differs(DB, closed)).hasValueSatisfying(why -> assertThat(why).endsWith("read-only"));
        assertThat(closed.differs(DB, closed)).isEmpty();
        assertThat(closed.differs(DB, SHARE)).isEmpty();
        assertThat(SHARE.differs(DB, closed.toRead())).as("who only reads there").isEmpty();
    }

    /** It is mounted by who goes there first, as the engine does. */
    @Test
    void oneThatIsMountedWhenSomebodyGoesThereIsThere() {
        assertThat(SHARE.differs(DB, new Ground("/mnt/nas", "autofs", false))).isEmpty();
        assertThat(new Ground("/mnt/nas", "autofs", false).differs(DB, SHARE)).isEmpty();
        assertThat(SHARE.differs(DB, new Ground("/mnt", "autofs", false))).as("a map of many").isEmpty();
        assertThat(SHARE.differs(DB, new Ground("/m", "autofs", false))).isPresent();
    }

    @Test
    void thatAnotherDriverMountsTheSameIsNoOther() {
        assertThat(SHARE.differs(DB, new Ground("/mnt/nas", "nfs", false))).isEmpty();
        assertThat(new Ground("/", "ext3", false).differs(DB, new Ground("/", "ext4", false))).isEmpty();
    }

    @Test
    void isReadBackAsItWasWritten() {
        for (Ground ground : List.of(SHARE, new Ground("/mnt/with a space", "fuse.sshfs", true))) {
            assertThat(Ground.read(ground.text())).contains(ground);
        }
        assertThat(Ground.read("rw ext4")).isEmpty();
    }

    @Test
    void isFoundForEachPathWhereTheEngineIsHere(@TempDir Path folder) throws Exception {
        Path mountinfo = Files.writeString(folder.resolve("mountinfo"), """
                22 1 8:1 / / ro,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro
                90 22 0:45 / /mnt/nas rw,relatime shared:9 - nfs4 nas:/export rw,vers=4.2
                92 22 0:50 / /run rw - tmpfs tmpfs rw
                91 22 8:17 / /mnt/old rw,relatime shared:9 - ext4 /dev/sdb1 rw,emergency_ro
                """);
        Vertx vertx = Vertx.vertx();
        try {
            Grounds here = new Grounds(vertx, mountinfo, () -> Future.succeededFuture(""));
            assertThat(here.of(List.of(DB, "/srv", "/mnt/old/x", "/run/docker.sock")).await(60, TimeUnit.SECONDS))
                    .isEqualTo(Map.of(
                            DB, SHARE, "/srv", new Ground("/", "ext4", false), "/mnt/old/x",
                            new Ground("/mnt/old", "ext4", true)));
            assertThat(new Grounds(vertx, mountinfo, () -> Future.succeededFuture("it is on host2")).of(List.of(DB))
                    .await(60, TimeUnit.SECONDS)).isEmpty();
            assertThat(new Grounds(vertx, folder.resolve("none"), () -> Future.succeededFuture("")).of(List.of(DB))
                    .await(60, TimeUnit.SECONDS)).isEmpty();
        } finally {
            vertx.close().await(60, TimeUnit.SECONDS);
        }
    }
}
