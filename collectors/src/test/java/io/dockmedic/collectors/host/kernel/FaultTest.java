package io.dockmedic.collectors.host.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of lines of real kernels. */
class FaultTest {
    private static List<Fault> all(List<String> texts) {
        List<Fault.Reader> readers = List.of(
                new MemoryFault.Pairing(), IoFault::read, FilesystemFault::read, HungFault::read);
        return texts.stream()
                .flatMap(text -> readers.stream().<Fault>flatMap(reader -> reader.read(text).stream()))
                .toList();
    }

    private static List<Fault> of(String text) {
        return all(List.of(text));
    }

    @Test
    void aContainersOwnLimitIsNoFaultOfTheMachine() {
        assertThat(all(Lines.texts("oom-of-a-limit"))).isEmpty();
    }

    @Test
    void theMachinesMemoryRanOut() {
        assertThat(all(Lines.texts("oom-of-the-machine"))).containsExactly(
                new MemoryFault("mysqld", 2621,
                        "/system.slice/docker-c5710bb4c063430b98c4e4ca49235d5a32b0c44eed4fd74c74a5e273e0032c8e.scope",
                        (687_261L + 2708) * 1024),
                new MemoryFault("a,pid=7,uid=0", 99, "/user.slice/user-1000.slice/session-1.scope", 12 * 1024),
                // The line before it was left out by the kernel, there were many.
                new MemoryFault("node", 4242, "", (1_665_620L + 936) * 1024));
    }

    @Test
    void theGroupOfAnotherVictimIsNotTaken() {
        assertThat(all(List.of(
                "oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/a,"
                        + "task=x,pid=7,uid=0",
                "Out of memory (oom_kill_allocating_task): Killed process 8 (y) total-vm:1kB, anon-rss:1kB, "
                        + "file-rss:0kB")))
                .containsExactly(new MemoryFault("y", 8, "", 1024));
    }

    @Test
    void aBrokenLoopDisk() {
        assertThat(all(Lines.of("loop-disk")
                .stream()
                .flatMap(line -> KernelLine.parse(line).stream())
                .filter(KernelLine::kernels)
                .map(KernelLine::text)
                .toList())).containsExactly(
                        new FilesystemFault("ext4", "loop0", "trigger_test_error:129: comm bash: 1", false),
                        new FilesystemFault("ext4", "loop0", "Remounting filesystem read-only", true),
                        new IoFault("loop0", "I/O", "read", 0),
                        new IoFault("loop0", "I/O", "read", 80),
                        new IoFault("loop0", "I/O", "read", 80),
                        new IoFault("loop0", "buffer I/O", "async page read", -1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            blk_update_request: I/O error, dev sdc, sector 123 op 0x1:(WRITE) flags 0x4800 phys_seg 1 | sdc | I/O | write
            print_req_error: I/O error, dev vdb, sector 50141824 | vdb | I/O | ''
            critical medium error, dev nvme0n1, sector 8 op 0x0:(READ) flags 0x0 | nvme0n1 | critical medium | read
            I/O error, dev sdb, sector 0 op 0x3:(DISCARD) flags 0x800 phys_seg 1 prio class 2 | sdb | I/O | discard
            I/O error, dev dm-3, sector 9 op 0x9:(WRITE_ZEROES) flags 0x0 | dm-3 | I/O | write_zeroes
            """)
    void errorsOfDevices(String text, String device, String error, String operation) {
        assertThat(of(text)).singleElement().isInstanceOfSatisfying(IoFault.class, fault -> {
            assertThat(fault.device()).isEqualTo(device);
            assertThat(fault.error()).isEqualTo(error);
            assertThat(fault.operation()).isEqualTo(operation);
        });
    }

    /** The kernel counts them in 64 bits without a sign, and has been seen to ask for what no device has. */
    @ParameterizedTest
    @CsvSource({"9223372036854775807, 9223372036854775807", "9223372036854775808, -1", "9999999999999999999, -1",
            "18446744073709551615, -1"})
    void sectorsThatNoDeviceHas(String sector, long read) {
        assertThat(of("I/O error, dev sda, sector " + sector + " op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2"))
                .containsExactly(new IoFault("sda", "I/O", "read", read));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EXT4-fs error (device sda1) in ext4_reserve_inode_write:5767: IO failure | ext4 | sda1 | false
            EXT4-fs (dm-0): I/O error while writing superblock | ext4 | dm-0 | false
            EXT4-fs (sda1): shut down requested (1) | ext4 | sda1 | true
            XFS (dm-0): Internal error xfs_trans_cancel at line 984 of file fs/xfs/xfs_trans.c. | xfs | dm-0 | false
            XFS (dm-0): Metadata corruption detected at xfs_dir3_leaf_verify+0xa8/0xe0 [xfs] | xfs | dm-0 | false
            XFS (sdb): metadata I/O error in "xfs_buf_ioend" at daddr 0x2 len 8 error 5 | xfs | sdb | false
            XFS (sdb): log I/O error -5 | xfs | sdb | false
            XFS (loop1): Corruption of in-memory data (0x8) detected at x+0x1 (a.c:1).  Shutting down filesystem. | xfs | loop1 | true
            XFS (dm-0): Log I/O Error Detected. Shutting down filesystem | xfs | dm-0 | true
            XFS (sda1): Filesystem has been shut down due to log error (0x2). | xfs | sda1 | true
            BTRFS: error (device vdc) in __btrfs_free_extent:3080: errno=-28 No space left | btrfs | vdc | false
            BTRFS: error (device nvme0n1p2 state A) in __btrfs_free_extent:3213: errno=-117 | btrfs | nvme0n1p2 | false
            BTRFS: error (device dm-75: state EA) in cleanup_transaction:1992: errno=-5 | btrfs | dm-75 | false
            BTRFS error (device sdd): bdev /dev/sde errs: wr 5, rd 0, flush 2, corrupt 0, gen 0 | btrfs | sdd | false
            BTRFS critical (device sda2): corrupt leaf: root=1 block=7 | btrfs | sda2 | false
            BTRFS warning (device sda2): csum failed root 5 ino 257 off 0 | btrfs | sda2 | false
            BTRFS info (device sdf): forced readonly | btrfs | sdf | true
            BTRFS info (device nvme0n1p2 state EA): forced readonly | btrfs | nvme0n1p2 | true
            BTRFS info (device dm-75: state E): forced readonly | btrfs | dm-75 | true
            """)
    void errorsOfFilesystems(String text, String filesystem, String device, boolean readOnly) {
        assertThat(of(text)).singleElement().isInstanceOfSatisfying(FilesystemFault.class, fault -> {
            assertThat(fault.filesystem()).isEqualTo(filesystem);
            assertThat(fault.device()).isEqualTo(device);
            assertThat(fault.readOnly()).isEqualTo(readOnly);
            assertThat(text).endsWith(fault.message());
        });
    }

    @Test
    void processesThatHang() {
        assertThat(of("INFO: task DataXceiver for:7494 blocked for more than 120 seconds."))
                .containsExactly(new HungFault("DataXceiver for", 7494, 120));
        assertThat(of("INFO: task kworker/u16:9:7088 blocked in I/O wait for more than 241 seconds."))
                .containsExactly(new HungFault("kworker/u16:9", 7088, 241));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "EXT4-fs (vda): mounted filesystem 0-0 r/w without journal. Quota mode: none.",
            "EXT4-fs (sda1): error count since last fsck: 3",
            "EXT4-fs (loop0): unmounting filesystem 8e509bae.",
            "XFS (dm-0): Ending clean mount",
            "BTRFS info (device vdc): balance: ended with status: -30",
            "BTRFS warning (device sdd): chunk 13631488 missing 1 devices",
            "oom_reaper: reaped process 2092 (node), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB",
            "Future hung task reports are suppressed, see sysctl kernel.hung_task_warnings"})
    void whatIsNoFault(String text) {
        assertThat(of(text)).isEmpty();
    }

    /** Names that processes chose, and what the kernel wrote of them. */
    @ParameterizedTest
    @ValueSource(strings = {
            "EXT4-fs error ([77]: segfault at 0 ip 0 sp 0 error 4 in a.out[1000+1000]",
            "Out of memory:[77]: segfault at 0 ip 0 sp 0 error 4",
            "INFO: task x:1[77]: segfault at 0 ip 0 sp 0 error 4",
            "x (I/O error, de): drop_caches: 3",
            "process 'EXT4-fs error (device sda1): x' started with executable stack",
            "INFO: task a blocked:5 is alive"})
    void aNameIsNoLine(String text) {
        assertThat(of(text)).isEmpty();
    }
}
