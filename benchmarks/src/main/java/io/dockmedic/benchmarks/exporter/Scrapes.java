package io.dockmedic.benchmarks.exporter;

import io.dockmedic.testkit.ShippedProgram;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Scrapes a {@link Subject} again and again over HTTP, in a JVM with the launcher's flags. */
final class Scrapes {
    private static final int WARM_UP = 50;

    private Scrapes() {}

    /**
     * What it came to.
     *
     * @param p50   ms, from the request to the last byte
     * @param p99   ms
     * @param bytes of the body
     * @param rss   MB of 1024 × 1024 bytes, after all scrapes
     */
    record Row(int containers, int series, double p50, double p99, int bytes, double rss) {}

    static Row of(Path home, int containers, int scrapes) throws IOException, InterruptedException {
        Files.createDirectories(home);
        FakeHost.write(home.resolve("host"), containers);
        Process subject = start(home, containers);
        try (HttpClient client = HttpClient.newHttpClient();
                BufferedReader says = new BufferedReader(
                        new InputStreamReader(subject.getInputStream(), StandardCharsets.UTF_8))) {
            String port = says.readLine();
            if (port == null) {
                throw new IllegalStateException("not started; see " + home.resolve("log"));
            }
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
            double[] millis = new double[scrapes];
            String body = "";
            for (int i = -WARM_UP; i < scrapes; i++) {
                long begin = System.nanoTime();
                body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - begin) / 1e6;
                }
            }
            Arrays.sort(millis);
            int shown = (int) body.lines().filter(line -> line.startsWith("container_last_seen{")).count();
            if (shown != containers) {
                throw new IllegalStateException(shown + " of " + containers + " containers shown");
            }
            int series = (int) body.lines().filter(line -> !line.startsWith("#")).count();
            return new Row(containers, series, millis[scrapes / 2], millis[(int) (scrapes * 0.99)], body.length(),
                    rss(subject.pid()));
        } finally {
            subject.destroyForcibly().waitFor();
        }
    }

    private static Process start(Path home, int containers) throws IOException {
        Path checkout = ShippedProgram.checkout();
        List<String> line = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        line.addAll(flags(checkout));
        line.addAll(List.of("-cp",
                String.join(File.pathSeparator, checkout.resolve("benchmarks/target/classes").toString(),
                        checkout.resolve("api/target/classes").toString(), checkout.resolve("api/target/lib") + "/*"),
                Subject.class.getName(), home.toString(), Integer.toString(containers)));
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
