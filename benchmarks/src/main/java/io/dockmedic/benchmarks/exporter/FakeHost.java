package io.dockmedic.benchmarks.exporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;

/** A tree of files as a host with control groups v2 shows it, with so many containers. */
final class FakeHost {
    private FakeHost() {}

    /** The id of a container: 64 digits, as random as the engine's, and the same each time. */
    static String id(int number) {
        byte[] bytes = new byte[32];
        new Random(number).nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The process of a container. */
    static int pid(int number) {
        return 1000 + number;
    }

    /** Writes all of it below {@code root}. */
    static void write(Path root, int containers) throws IOException {
        put(root, "proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n");
        put(root, "proc/meminfo", "MemTotal: 16000000 kB\nSwapTotal: 0 kB\n");
        put(root, "proc/cpuinfo", "processor\t: 0\n");
        for (int i = 0; i < containers; i++) {
            String group = "/docker/" + id(i);
            put(root, "proc/" + pid(i) + "/cgroup", "0::" + group + "\n");
            put(root, "proc/" + pid(i) + "/limits", "Max open files            1024                 524288   files\n");
            put(root, "proc/" + pid(i) + "/fd/0", "");
            put(root, "proc/" + pid(i) + "/net/dev", """
                    Inter-|   Receive                                                |  Transmit
                     face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop
                      eth0: %d 1200 0 0 0 0 0 0 9%d 800 0 0 0 0 0 0
                    """.formatted(123_456 + i, 8_765 + i));
            container(root, "sys/fs/cgroup" + group + "/", i);
        }
    }

    private static void container(Path root, String group, int i) throws IOException {
        put(root, group + "cpu.stat", """
                usage_usec %d
                user_usec 1234567
                system_usec 234567
                nr_periods 5000
                nr_throttled 12
                throttled_usec 34567
                """.formatted(98_765_432L + i));
        put(root, group + "cpu.max", "50000 100000\n");
        put(root, group + "memory.current", (50_000_000L + i) + "\n");
        put(root, group + "memory.peak", "60000000\n");
        put(root, group + "memory.max", "268435456\n");
        put(root, group + "memory.low", "0\n");
        put(root, group + "memory.swap.current", "0\n");
        put(root, group + "memory.swap.max", "0\n");
        put(root, group + "memory.stat", """
                anon 30000000
                file 15000000
                kernel 2000000
                file_mapped 4000000
                inactive_file 9000000
                pgfault 12345
                pgmajfault 12
                """);
        put(root, group + "memory.events", "low 0\nhigh 0\nmax 0\noom 0\noom_kill 0\n");
        put(root, group + "cgroup.procs", pid(i) + "\n");
        put(root, group + "pids.current", "12\n");
        put(root, group + "pids.max", "max\n");
        put(root, group + "pids.events", "max 0\n");
        put(root, group + "io.stat", "254:0 rbytes=4096 wbytes=%d rios=1 wios=2 dbytes=0 dios=0\n".formatted(8192 + i));
        for (String resource : new String[]{"cpu", "memory", "io"}) {
            put(root, group + resource + ".pressure", """
                    some avg10=0.00 avg60=0.00 avg300=0.00 total=%d
                    full avg10=0.00 avg60=0.00 avg300=0.00 total=17
                    """.formatted(1_000 + i));
        }
    }

    private static void put(Path root, String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
