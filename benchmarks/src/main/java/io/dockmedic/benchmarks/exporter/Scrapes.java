package io.dockmedic.benchmarks.exporter;

import io.dockmedic.testkit.ShippedProgram;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Scrapes a {@link Subject}, in a JVM of its own with the launcher's flags, again and again over HTTP. */
final class Scrapes {
    private static final int WARM_UP = 50;
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration FIRST_READINGS = Duration.ofSeconds(20);
    private static final String PROMETHEUS_ASKS = """
            Accept: application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,\
            application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,\
            text/plain;version=0.0.4;q=0.2,*/*;q=0.1\r
            Accept-Encoding: gzip\r
            """;

    private Scrapes() {}

    /** A client's way to ask. */
    enum Way {
        /** curl's, say: nothing is compressed. */
        TEXT("text, from here", ""),
        /** Prometheus 3, which gets OpenMetrics; from another machine it is compressed. */
        PROMETHEUS("OpenMetrics, from here", PROMETHEUS_ASKS), PROMETHEUS_ELSEWHERE("OpenMetrics, gzip, from elsewhere",
                PROMETHEUS_ASKS);

        private final String shown;
        private final String asks;

        Way(String shown, String asks) {
            this.shown = shown;
            this.asks = asks;
        }

        /** This machine's own address on a network looks to the program as if it were another machine's. */
        Optional<InetAddress> server() throws SocketException {
            return this == PROMETHEUS_ELSEWHERE
                    ? NetworkInterface.networkInterfaces()
                            .flatMap(NetworkInterface::inetAddresses)
                            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                            .findFirst()
                    : Optional.of(InetAddress.getLoopbackAddress());
        }
    }

    /**
     * What it came to.
     *
     * @param p50       ms, from the request to the last byte
     * @param p99       ms
     * @param processor ms of processor time that a scrape costs the program
     * @param bytes     of the answer
     * @param rss       MB of 1024 × 1024 bytes, after these scrapes and those of the rows before
     */
    record Row(int containers, String way, int series, double p50, double p99, double processor, int bytes,
            double rss) {}

    static List<Row> of(Path home, int containers, int scrapes) throws IOException, InterruptedException {
        Files.createDirectories(home);
        FakeHost.write(home.resolve("host"), containers);
        Process subject = start(home, containers, EVERY);
        try (BufferedReader says = new BufferedReader(
                new InputStreamReader(subject.getInputStream(), StandardCharsets.UTF_8))) {
            String port = says.readLine();
            if (port == null) {
                throw new IllegalStateException("not started; see " + home.resolve("log"));
            }
            List<Row> rows = new ArrayList<>();
            for (Way way : Way.values()) {
                Optional<InetAddress> server = way.server();
                if (server.isPresent()) {
                    rows.add(row(way, new InetSocketAddress(server.get(), Integer.parseInt(port)), containers, scrapes,
                            subject.pid()));
                }
            }
            return rows;
        } finally {
            subject.destroyForcibly().waitFor();
        }
    }

    private static Row row(Way way, InetSocketAddress server, int containers, int scrapes, long pid)
            throws IOException {
        int series = series(server, containers);
        try (RawClient client = new RawClient(server, way.asks)) {
            for (int i = 0; i < WARM_UP; i++) {
                client.scrape();
            }
            double[] millis = new double[scrapes];
            double before = Processor.seconds(pid);
            for (int i = 0; i < scrapes; i++) {
                millis[i] = client.scrape() / 1e6;
            }
            double used = (Processor.seconds(pid) - before) * 1000 / scrapes;
            Arrays.sort(millis);
            return new Row(containers, way.shown, series, millis[scrapes / 2], millis[(int) (scrapes * 0.99)], used,
                    client.bytes(), rss(pid));
        }
    }

    /** How many there are; the first scrape waits for the first readings. */
    private static int series(InetSocketAddress server, int containers) throws IOException {
        long end = System.nanoTime() + FIRST_READINGS.toNanos();
        while (true) {
            String text;
            try (RawClient client = new RawClient(server, "")) {
                client.scrape();
                text = client.text();
            }
            // A line may be torn by the mark of a piece, so a few may be missed.
            int shown = (int) text.lines().filter(line -> line.startsWith("container_last_seen{")).count();
            if (shown >= containers - 2) {
                return (int) text.lines().filter(line -> line.matches("[a-z_]+(\\{.*)? .*")).count();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(shown + " of " + containers + " containers shown");
            }
        }
    }

    static Process start(Path home, int containers, Duration every) throws IOException {
        Path checkout = ShippedProgram.checkout();
        List<String> line = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        line.addAll(flags(checkout));
        line.addAll(List.of("-cp",
                String.join(File.pathSeparator, checkout.resolve("benchmarks/target/classes").toString(),
                        checkout.resolve("api/target/classes").toString(), checkout.resolve("api/target/lib") + "/*"),
                Subject.class.getName(), home.toString(), Integer.toString(containers),
                Long.toString(every.toMillis())));
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(home.resolve("log").toFile());
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        return builder.start();
    }

    private static List<String> flags(Path checkout) throws IOException {
        Process asked = new ProcessBuilder("bash", "-c",
                ". '%s/deploy/jvm.sh'; printf '%%s\\n' \"${jvm_flags[@]}\"".formatted(checkout)).start();
        return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }

    private static double rss(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status"))
                .stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
