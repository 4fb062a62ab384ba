package io.dockmedic.collectors.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @Test
    void framesOfBothStreamsBecomeLinesInTheirOrder() throws IOException {
        frame(1, "one\ntwo, first half");
        frame(2, "error\n");
        frame(1, ", second half\n");
        assertThat(read(10, 1000)).containsExactly("one", "error", "two, first half, second half");
    }

    @Test
    void aTerminalsBytesAreTakenAsTheyAre() throws IOException {
        log.writeBytes("a\r\nb\r\n\u00e9".getBytes(StandardCharsets.UTF_8));
        assertThat(read(10, 1000)).containsExactly("a", "b", "\u00e9");
    }

    @Test
    void onlyTheLastLinesWithinTheBytesAreKept() throws IOException {
        for (int i = 0; i < 100; i++) {
            frame(1, "line" + i % 10 + "\n");
        }
        assertThat(read(3, 1000)).containsExactly("line7", "line8", "line9");
        assertThat(read(50, 11)).containsExactly("line8", "line9");
    }

    @Test
    void aSingleLongLineLosesItsEnd() throws IOException {
        frame(1, "x".repeat(100_000) + "\n");
        assertThat(read(10, 50)).containsExactly("x".repeat(50));
    }

    @Test
    void emptyAndBrokenOffLogsAreRead() throws IOException {
        assertThat(read(10, 50)).isEmpty();
        frame(1, "whole\n");
        log.write(new byte[]{1, 0, 0, 0, 0, 0, 0, 99, 'p', 'a', 'r', 't'});
        assertThat(read(10, 50)).containsExactly("whole", "part");
    }

    private void frame(int stream, String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        log.write(ByteBuffer.allocate(8).putInt(stream << 24).putInt(payload.length).array());
        log.write(payload);
    }

    private List<String> read(int lines, int bytes) throws IOException {
        return LogLines.read(new ByteArrayInputStream(log.toByteArray()), lines, bytes);
    }
}
