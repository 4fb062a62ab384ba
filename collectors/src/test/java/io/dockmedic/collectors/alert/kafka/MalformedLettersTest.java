package io.dockmedic.collectors.alert.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.alert.inbox.AlertInbox;
import io.dockmedic.collectors.alert.inbox.AlertStore;
import io.dockmedic.collectors.alert.payload.Incoming;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.signature.Signatures;
import io.dockmedic.collectors.base.signature.SigningSecret;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lies in a topic is taken, or refused with a reason; some of it by signature, and into an inbox on a journal. */
class MalformedLettersTest {
    private static final List<String> SENT = List.of(
            "{\"version\": \"4\", \"groupLabels\": {\"a\": \"b\"}, \"alerts\": [{\"status\": \"firing\", \"labels\": {\"alertname\": \"x\","
                    + " \"container\": \"web\"}, \"annotations\": {\"summary\": \"s\"}, \"startsAt\": \"2026-11-01T10:00:00Z\","
                    + " \"endsAt\": \"0001-01-01T00:00:00Z\", \"fingerprint\": \"1\"}]}",
            "{\"specversion\": \"1.0\", \"source\": \"s\", \"id\": \"1\", \"type\": \"t\", \"time\": \"2026-11-01T10:00:00Z\","
                    + " \"data\": {\"a\": [1, 2.5, null, true]}}",
            "[{\"specversion\": \"1.0\", \"source\": \"s\", \"id\": \"1\", \"type\": \"t\", \"data_base64\": \"eHg=\"}]",
            "[]", "{}", "null", "");
    private static final List<String> STRANGE = List.of("", "[", "]", "{", "}", "\"", ",", ":", "\\u0000", "\\ud800",
            "\\", "null", "1e999", "-",
            "9223372036854775808", "\u0000", "\ufeff", "NaN", "\"a\":", "2026-99-99T99:99:99Z", "1.0",
            "0001-01-01T00:00:00Z");
    private static final List<String> TYPES = List.of("", "application/json", "application/cloudevents+json",
            "application/cloudevents-batch+json", "application/cloudevents+avro", "text/plain", ";",
            "application/json; charset=x");
    private static final List<String> ATTRIBUTES = List.of("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time",
            "ce_subject",
            "ce_datacontenttype", "ce_", "CE_ID", "webhook-id", "x");

    /** Of so many one is signed, and goes on to the inbox. */
    private static final int SIGNED = 1_000;
    private static final SigningSecret SECRET = SigningSecret.parse("whsec_" + "c2VjcmV0".repeat(4)).orElseThrow();
    private static final SigningSecret OTHER = SigningSecret.parse("whsec_" + "b3RoZXIx".repeat(4)).orElseThrow();
    private static final long MEGABYTE = 1L << 20;

    private final SystemClock clock = new SystemClock();
    private final LetterReader reader = new LetterReader(Seal.NOT_NEEDED);
    private int taken;
    private int refused;
    private int written;

    @TempDir
    private Path folder;

    @Test
    void someThousands() throws Exception {
        reads(7, 20_000);
    }

    @Tag("long")
    @Test
    void threeHundredThousand() throws Exception {
        reads(20_261_128, 300_000);
    }

    private void reads(long seed, int many) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Signatures signatures = new Signatures(List.of(SECRET), clock);
        LetterReader sealed = new LetterReader((id, timestamp, signature, body) -> signatures
                .holds(new Signatures.Shown(id, timestamp, signature), body));
        Vertx vertx = Vertx.vertx();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        SqliteJournal journal = SqliteJournal.open(folder.resolve("journal.db"), List.of(AlertStore.TABLES),
                Retention.DEFAULT, clock, new VertxTimers(vertx), new Health(), meters, vertx);
        try {
            AlertInbox inbox = new AlertInbox(new AlertStore(journal), clock, meters);
            long warm = 0;
            for (int i = 0; i < many; i++) {
                ConsumerRecord<byte[], byte[]> record = record(random);
                read(reader, record, i);
                if (i % SIGNED == 0) {
                    written += inbox.take(signed(sealed, record, i / SIGNED)).await(60, TimeUnit.SECONDS).received();
                }
                warm = i == many / 2 ? heap() : warm;
            }
            assertThat(taken).as("some are right").isPositive();
            assertThat(refused).as("most are not").isGreaterThan(taken);
            assertThat(written).as("some are written down").isPositive();
            assertThat(heap() - warm).as("bytes more than at half of them").isLessThan(32 * MEGABYTE);
        } finally {
            journal.close().await(60, TimeUnit.SECONDS);
            vertx.close().await(60, TimeUnit.SECONDS);
        }
    }

    private List<? extends Incoming> read(LetterReader by, ConsumerRecord<byte[], byte[]> record, int number) {
        try {
            List<? extends Incoming> read = by.read(Letters.of(record));
            assertThat(read).doesNotContainNull();
            taken++;
            return read;
        } catch (RefusedException no) {
            assertThat(no.getMessage()).isNotBlank().hasSizeLessThan(2_000);
            refused++;
            return List.of();
        } catch (RuntimeException | StackOverflowError crash) {
            throw new AssertionError("record " + number + ": " + record, crash);
        }
    }

    /** By turns the record and what is right, and of this every second one signed by somebody else. */
    private List<? extends Incoming> signed(LetterReader sealed, ConsumerRecord<byte[], byte[]> record, int turn) {
        if (turn % 2 == 0) {
            sign(record, SECRET);
            return read(sealed, record, turn);
        }
        ConsumerRecord<byte[], byte[]> right = new ConsumerRecord<>("alerts", 0, 1, new byte[0],
                SENT.get(turn / 4 % 2).getBytes(StandardCharsets.UTF_8));
        boolean forged = turn % 4 == 1;
        sign(right, forged ? OTHER : SECRET);
        List<? extends Incoming> read = read(sealed, right, turn);
        assertThat(read.isEmpty()).as("by another's signature").isEqualTo(forged);
        return read;
    }

    /** As who knows the secret would, whatever it is that they send. */
    private void sign(ConsumerRecord<byte[], byte[]> record, SigningSecret with) {
        String now = Long.toString(clock.now().getEpochSecond());
        byte[] body = Letters.of(record).body();
        Map<String, String> shown = Map.of("webhook-id", "a", "webhook-timestamp", now, "webhook-signature",
                with.signature("a", now, body));
        shown.forEach((name, value) -> record.headers()
                .remove(name)
                .add(name, value.getBytes(StandardCharsets.UTF_8)));
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static ConsumerRecord<byte[], byte[]> record(SplittableRandom random) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("content-type", of(TYPES, random).getBytes(StandardCharsets.UTF_8));
        for (int left = random.nextInt(3) == 0 ? random.nextInt(8) : 0; left > 0; left--) {
            byte[] value = random.nextInt(3) == 0
                    ? noise(random)
                    : of(STRANGE, random).getBytes(StandardCharsets.UTF_8);
            headers.add(of(ATTRIBUTES, random), random.nextInt(10) == 0 ? null : value);
        }
        byte[] value = random.nextInt(20) == 0
                ? null
                : random.nextInt(20) == 0 ? noise(random) : mangled(of(SENT, random), random);
        return new ConsumerRecord<>("alerts", 0, 1, random.nextInt(10) == 0 ? -1 : random.nextLong(),
                TimestampType.CREATE_TIME, 0, 0,
                random.nextBoolean() ? null : noise(random), value, headers, Optional.empty());
    }

    /** With up to six things done to it. */
    private static byte[] mangled(String text, SplittableRandom random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int left = random.nextInt(7); left > 0; left--) {
            int from = random.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, from + random.nextInt(20));
            ByteArrayOutputStream made = new ByteArrayOutputStream();
            made.write(bytes, 0, from);
            String slipped = of(STRANGE, random);
            made.writeBytes(
                    (random.nextInt(200) == 0 ? slipped.repeat(20_000) : slipped).getBytes(StandardCharsets.UTF_8));
            made.writeBytes(random.nextInt(6) == 0 ? noise(random) : new byte[0]);
            int rest = random.nextBoolean() ? from : to;
            made.write(bytes, rest, bytes.length - rest);
            bytes = made.toByteArray();
        }
        return bytes;
    }

    private static byte[] noise(SplittableRandom random) {
        byte[] noise = new byte[random.nextInt(20)];
        random.nextBytes(noise);
        return noise;
    }

    private static <T> T of(List<T> choice, SplittableRandom random) {
        return choice.get(random.nextInt(choice.size()));
    }
}
