package io.dockmedic.collectors.exposition;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of lines to be: appended to, written out, used again. For one thread. */
final class Lines {
    private static final int LONGEST_LONG = 20;
    /** Up to here every whole double is exact, and shorter as a whole number. */
    private static final double EXACT = 1L << 53;

    private byte[] bytes = new byte[1 << 14];
    private int length;

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    void text(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    void number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < EXACT) {
            number((long) value);
        } else {
            text(Double.toString(value).replace("Infinity", "Inf").getBytes(StandardCharsets.US_ASCII));
        }
    }

    void number(long value) {
        if (value < 0) {
            text(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        room(LONGEST_LONG);
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    void end() {
        room(1);
        bytes[length++] = '\n';
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
