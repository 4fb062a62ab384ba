package io.dockmedic.collectors.container.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.container.kernel.KernelFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupMountsTest {
    private static final Path ROOT = Path.of("/");
    private static final String ID = "9972bcefe81b7de48659a0d9a920a8c6678ff21bbd42e6d0cc05c2aa90aced7e";

    @Test
    void aV2HostWithSystemdsNames() throws Exception {
        Path files = Path.of("src/test/resources/cgroup2");
        CgroupMounts mounts = CgroupMounts.read(Files.readAllLines(files.resolve("mountinfo")), Path.of("/host"));
        CgroupMembership member = CgroupMembership.read(
                Files.readAllLines(files.resolve("limited-busy-throttled/proc_pid_cgroup")));
        assertThat(mounts.unified(member))
                .contains(Path.of("/host/sys/fs/cgroup/system.slice/docker-" + ID + ".scope"));
        assertThat(mounts.folder("memory", member)).isEmpty();
        assertThat(member.id()).isEqualTo("/system.slice/docker-" + ID + ".scope");
        assertThat(Cgroup.of(member, member, mounts, new KernelFiles(100))).containsInstanceOf(CgroupV2.class);
    }

    @Test
    void aV1HostHasAFolderForEachController() {
        CgroupMounts mounts = CgroupMounts.read(List.of(
                "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct",
                "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory",
                "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw"), ROOT);
        CgroupMembership member = CgroupMembership.read(
                List.of("4:memory:/docker/" + ID, "2:cpu,cpuacct:/docker/" + ID, "0::/docker/" + ID));
        assertThat(mounts.folder("memory", member)).contains(Path.of("/sys/fs/cgroup/memory/docker/" + ID));
        assertThat(mounts.folder("cpuacct", member)).contains(Path.of("/sys/fs/cgroup/cpu,cpuacct/docker/" + ID));
        assertThat(Cgroup.of(member, member, mounts, new KernelFiles(100)))
                .as("the accounting is in v1, the unified tree has none")
                .containsInstanceOf(CgroupV1.class);
    }

    @Test
    void insideAContainerWithoutANamespaceThePathsAreTheHosts() {
        CgroupMounts mounts = CgroupMounts.read(
                List.of("35 31 0:32 /docker /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory"), ROOT);
        CgroupMembership member = CgroupMembership.read(List.of("4:memory:/docker/" + ID));
        assertThat(mounts.folder("memory", member)).contains(Path.of("/sys/fs/cgroup/memory/" + ID));
    }

    /** As a kernel said it to a process that was put in a group of its own and then in a namespace of its own. */
    @Test
    void inANamespaceOfOurOwnTheHostsGroupsAreFoundWhereItsTreeIsMounted(@TempDir Path host) throws Exception {
        Path group = Files.createDirectories(host.resolve("sys/fs/cgroup/system.slice/docker-" + ID + ".scope"));
        Files.createDirectories(host.resolve("sys/fs/cgroup/user.slice"));
        CgroupMembership member = CgroupMembership.read(List.of("0::/../docker-" + ID + ".scope"));
        CgroupMounts whole = CgroupMounts.read(
                List.of("35 31 0:32 /../.. /sys/fs/cgroup ro,relatime - cgroup2 cgroup rw"), host);
        assertThat(whole.unified(member)).contains(group);
        assertThat(whole.id(member)).isEqualTo("/system.slice/docker-" + ID + ".scope");
        CgroupMembership further = CgroupMembership.read(
                List.of("0::/../../system.slice/docker-" + ID + ".scope"));
        assertThat(whole.unified(further)).contains(group);
        assertThat(whole.unified(CgroupMembership.read(List.of("0::/../gone")))).isEmpty();
        CgroupMounts own = CgroupMounts.read(
                List.of("35 31 0:32 / /sys/fs/cgroup ro,relatime - cgroup2 cgroup rw"), host);
        assertThat(own.unified(member)).as("only our own groups are shown").isEmpty();
        assertThat(own.id(member)).isEqualTo(member.id());
    }

    @Test
    void theWholeIsTheGroupThatIsNamedAfterTheContainer() {
        assertThat(CgroupMembership.read(List.of("0::/machine.slice/libpod-" + ID + ".scope/container"))
                .ofWhole(ID)
                .id()).isEqualTo("/machine.slice/libpod-" + ID + ".scope");
        assertThat(CgroupMembership.read(List.of("0::/docker/" + ID + "/init.scope")).ofWhole(ID).id())
                .isEqualTo("/docker/" + ID);
        assertThat(CgroupMembership.read(List.of("0::/docker/" + ID)).ofWhole(ID).id()).isEqualTo("/docker/" + ID);
        assertThat(CgroupMembership.read(List.of("0::/elsewhere")).ofWhole(ID).id()).isEqualTo("/elsewhere");
    }

    @Test
    void whatCannotBeReadIsPassedOver() {
        CgroupMounts mounts = CgroupMounts.read(List.of("", "nonsense", " - ", "1 2 3 / /x y - cgroup"), ROOT);
        CgroupMembership member = CgroupMembership.read(List.of("", "x", "0::/a"));
        assertThat(Cgroup.of(member, member, mounts, new KernelFiles(100))).isEmpty();
    }
}
