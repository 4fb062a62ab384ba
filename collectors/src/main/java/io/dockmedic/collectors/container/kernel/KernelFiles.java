package io.dockmedic.collectors.container.kernel;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Reads files of {@code /proc} and {@code /sys}. Thousands are read every few seconds, so nothing is made but the text,
 * and numbers are found in it without taking it apart. For one thread at a time.
 */
public final class KernelFiles {
    private static final int AT_FIRST = 8 * 1024;
    private static final int MOST = 1024 * 1024;
    /**
     * Half a page. The kernel writes line by line into a page, and ends a read when the next line does not fit; no line of
     * these files is that long, so what is shorter is all.
     */
    private static final int SHORT = 2048;

    private final int most;
    private byte[] buffer = new byte[AT_FIRST];
    private int open;

    /** Takes bytes as {@link java.io.InputStream#read(byte[], int, int)} does. */
    @FunctionalInterface
    interface Source {
        int read(byte[] into, int from, int length) throws IOException;
    }

    /** @param most how many may be kept open; those beyond are opened for each look */
    public KernelFiles(int most) {
        this.most = most;
    }

    /** One that is read again and again. Opened at the first look. */
    public HeldFile held(Path file) {
        return new HeldFile(file, this);
    }

    /** All of the file; empty when it is not there or goes away meanwhile. */
    public String text(Path file) {
        // Files and its channels cost several times as much for a file of a line.
        try (FileInputStream in = new FileInputStream(file.toString())) {
            return all(in::read);
        } catch (IOException notThere) {
            return "";
        }
    }

    /** How many are kept open now. */
    public int open() {
        return open;
    }

    boolean mayOpen() {
        return open < most;
    }

    void opened() {
        open++;
    }

    void closed() {
        open--;
    }

    String all(Source from) throws IOException {
        return text(from, false);
    }

    /** Of a file that the kernel writes at once, as those of control groups: what does not fill the room is the end. */
    String atOnce(Source from) throws IOException {
        return text(from, true);
    }

    private String text(Source from, boolean atOnce) throws IOException {
        int filled = 0;
        int room;
        int read;
        do {
            room = buffer.length - filled;
            read = from.read(buffer, filled, room);
            filled += Math.max(0, read);
            if (filled == buffer.length) {
                if (filled >= MOST) {
                    break;
                }
                buffer = Arrays.copyOf(buffer, 2 * filled);
            }
        } while (atOnce ? read == room : read > 0 && filled >= SHORT);
        return new String(buffer, 0, filled, StandardCharsets.ISO_8859_1);
    }

    /** The number that a text begins with; empty for {@code max} and everything else that is none. */
    public static OptionalLong number(String text) {
        return number(text, 0);
    }

    static OptionalLong number(String text, int from) {
        boolean negative = from < text.length() && text.charAt(from) == '-';
        int first = negative ? from + 1 : from;
        long value = 0;
        int at = first;
        for (; at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9'; at++) {
            value = value * 10 + (text.charAt(at) - '0');
        }
        return at == first ? OptionalLong.empty() : OptionalLong.of(negative ? -value : value);
    }
}
