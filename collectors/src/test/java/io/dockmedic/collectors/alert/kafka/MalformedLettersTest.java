package io.dockmedic.collectors.alert.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.alert.payload.Incoming;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever lies in a topic is taken, or refused with a reason. */
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

    private final LetterReader reader = new LetterReader(Seal.NOT_NEEDED);
    private int taken;
    private int refused;

    @Test
    void someThousands() {
        reads(7, 20_000);
    }

    @Tag("long")
    @Test
    void threeHundredThousand() {
        reads(20_261_128, 300_000);
    }

    private void reads(long seed, int many) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < many; i++) {
            ConsumerRecord<byte[], byte[]> record = record(random);
            try {
                List<? extends Incoming> read = reader.read(Letters.of(record));
                assertThat(read).doesNotContainNull();
                taken++;
            } catch (RefusedException no) {
                assertThat(no.getMessage()).isNotBlank().hasSizeLessThan(2_000);
                refused++;
            } catch (RuntimeException | StackOverflowError crash) {
                throw new AssertionError("record " + i + ": " + record, crash);
            }
        }
        assertThat(taken).as("some are right").isPositive();
        assertThat(refused).as("most are not").isGreaterThan(taken);
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
