package io.dockmedic.collectors.image.report;

import io.dockmedic.collectors.event.Vulnerability;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;

/**
 * A set of findings by which two reports are compared: eight bytes for each, so that those of thousands can be kept. What
 * counts is what is found and in which package, not in which version of it. Immutable.
 */
final class Keys {
    static final Keys NONE = new Keys(new long[0]);

    private final long[] sorted;

    private Keys(long[] sorted) {
        this.sorted = sorted;
    }

    static Keys of(Collection<Long> keys) {
        return new Keys(keys.stream().mapToLong(Long::longValue).sorted().toArray());
    }

    /** As {@link #bytes} wrote it; what is left over at the end is left out. */
    static Keys read(byte[] bytes) {
        long[] keys = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(keys);
        Arrays.sort(keys);
        return new Keys(keys);
    }

    /** The finding's own. */
    static long of(Vulnerability finding) {
        try {
            byte[] text = (finding.id() + "\n" + finding.packageName()).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text)).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    boolean contains(long key) {
        return Arrays.binarySearch(sorted, key) >= 0;
    }

    int size() {
        return sorted.length;
    }

    byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(sorted.length * Long.BYTES);
        buffer.asLongBuffer().put(sorted);
        return buffer.array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Keys keys && Arrays.equals(sorted, keys.sorted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sorted);
    }
}
