package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Whatever is sent to any endpoint, it is answered, with no error of ours, and nothing of it stays. */
class MalformedRequestsTest {
    /** Of a transfer coding, or a version of HTTP. */
    private static final Set<Integer> NOT_SPOKEN = Set.of(501, 505);
    private static final int MOST_WRONG = 10;
    /** What was ended and answered in the meantime is there again after so many. */
    private static final int A_ROUND = 1_000;
    private static final long MEGABYTE = 1L << 20;
    private static final Malformed.Sent GOOD = new Malformed.Sent(
            "GET /-/healthy HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII), true);

    @TempDir
    private Path folder;

    @BeforeAll
    static void quiet() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
    }

    @Test
    void someThousands() throws Exception {
        sends(3, 5_000);
    }

    @Tag("long")
    @Test
    void sevenHundredThousand() throws Exception {
        sends(20_261_127, 700_000);
    }

    private void sends(long seed, int many) throws Exception {
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        Served served = new Served(folder);
        try (RawClient client = new RawClient(served.port())) {
            Malformed malformed = new Malformed(seed, Row.table().toList());
            assertThat(client.ask(GOOD)).hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(200));
            long files = openFiles();
            long warm = 0;
            for (int i = 0; i < many && wrong.size() < MOST_WRONG; i++) {
                if (i % A_ROUND == A_ROUND - 1) {
                    served.anew();
                }
                Malformed.Sent sent = malformed.next();
                ask(client, sent, statuses, wrong);
                warm = i == many / 2 ? heap() : warm;
            }
            System.out.println("answers by status, 0 for a connection that was closed: " + statuses);
            assertThat(wrong).isEmpty();
            assertThat(client.ask(GOOD)).hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(200));
            assertThat(openFiles()).isLessThan(files + 50);
            assertThat(heap() - warm).as("bytes more than at half of them").isLessThan(32 * MEGABYTE);
            assertThat(statuses.keySet()).as("the generator finds more than one way to be refused")
                    .contains(0, 200, 400, 401, 403, 404, 415);
        } finally {
            served.close();
        }
    }

    private static void ask(RawClient client, Malformed.Sent sent, Map<Integer, Integer> statuses, List<String> wrong) {
        try {
            Optional<RawClient.Answer> answer = client.ask(sent);
            int status = answer.map(RawClient.Answer::status).orElse(0);
            statuses.merge(status, 1, Integer::sum);
            boolean right = sent.whole() ? status != 0 && status < 500 : status < 500 || NOT_SPOKEN.contains(status);
            if (!right && !(status == 503 && full(answer.orElseThrow()))) {
                note(wrong, status + " " + answer.map(RawClient.Answer::body).orElse("") + " to ", sent);
            }
        } catch (IOException | IllegalArgumentException unanswered) {
            note(wrong, unanswered + " to ", sent);
        }
    }

    /** Nobody tells rules of what is taken here, so in the end too much waits. */
    private static boolean full(RawClient.Answer answer) {
        return answer.type().startsWith("application/problem+json")
                && answer.body().contains("too many alerts wait already");
    }

    private static void note(List<String> wrong, String what, Malformed.Sent sent) {
        wrong.add(
                what + new String(sent.bytes(), 0, Math.min(1_500, sent.bytes().length), StandardCharsets.ISO_8859_1));
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}
