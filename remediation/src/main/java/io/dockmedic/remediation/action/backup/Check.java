package io.dockmedic.remediation.action.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads back what was written: that it is, byte for byte, what came, and that it is a whole archive to its end. Blocks for as long as
 * the disk does.
 */
final class Check {
    private static final int BLOCK = 512;
    private static final int END = 2 * BLOCK;
    private static final int BUFFER = 256 * 1024;
    private static final Set<String> ROOT = Set.of(".", "./", "/");

    /**
     * What an archive has.
     *
     * @param entries files, folders and links, the folder itself included; 0 for what is no archive
     * @param bare    there is nothing but the folder
     */
    record Content(long entries, boolean bare) {}

    private Check() {}

    /**
     * Has the disk take it, and reads it.
     *
     * @param written what came
     * @param ends    whether it is to be broken off
     * @throws IOException with the reason for a person, where it is not as it has to be
     */
    static Content of(Path file, Part.Came.Written written, boolean archive, BooleanSupplier ends) throws IOException {
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
            open.force(true);
        }
        if (written.bytes() == 0) {
            throw new IOException("there is nothing in it");
        }
        MessageDigest sum = Part.digest();
        Content content = new Content(0, false);
        try (InputStream bytes = new Summed(new BufferedInputStream(Files.newInputStream(file), BUFFER), sum, ends)) {
            if (archive) {
                end(file);
                content = walk(bytes);
            }
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        String read = HexFormat.of().formatHex(sum.digest());
        if (!read.equals(written.sha256()) || Files.size(file) != written.bytes()) {
            throw new IOException("what was read back is not what was written: sha256 " + read + ", not "
                    + written.sha256());
        }
        return content;
    }

    /** Sums also what is skipped. */
    private static final class Summed extends DigestInputStream {
        private final byte[] skipped = new byte[BUFFER];

        private final BooleanSupplier ends;

        Summed(InputStream in, MessageDigest sum, BooleanSupplier ends) {
            super(in, sum);
            this.ends = ends;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            if (ends.getAsBoolean()) {
                throw new InterruptedIOException("it was broken off");
            }
            return super.read(into, from, most);
        }

        @Override
        public long skip(long most) throws IOException {
            return Math.max(0, read(skipped, 0, (int) Math.min(skipped.length, Math.max(0, most))));
        }
    }

    /** An archive that was written to its end has two empty blocks there. */
    private static void end(Path file) throws IOException {
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(END);
            long size = open.size();
            if (size < END || size % BLOCK != 0) {
                throw new IOException("the archive is cut off: it has " + size + " bytes");
            }
            open.position(size - END);
            while (last.hasRemaining() && open.read(last) >= 0) {
                // On to its end.
            }
            for (byte one : last.array()) {
                if (one != 0) {
                    throw new IOException("the archive is cut off: it has no end");
                }
            }
        }
    }

    private static Content walk(InputStream bytes) throws IOException {
        long entries = 0;
        boolean bare = true;
        // Not closed: that would end what it reads from, of which the rest is still to be summed.
        @SuppressWarnings("resource")
        TarArchiveInputStream tar = new TarArchiveInputStream(bytes);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (!entry.isCheckSumOK()) {
                throw new IOException("the archive is damaged at its entry " + (entries + 1));
            }
            entries++;
            bare = bare && ROOT.contains(entry.getName());
        }
        if (entries == 0) {
            throw new IOException("there is nothing in the archive");
        }
        return new Content(entries, bare);
    }
}
