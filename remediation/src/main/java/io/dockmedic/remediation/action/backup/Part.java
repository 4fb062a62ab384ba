package io.dockmedic.remediation.action.backup;

import io.dockmedic.remediation.room.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** Writes what comes into a file, as it comes. Blocks for as long as the disk and the engine do; an interrupt ends it. */
final class Part {
    private static final int BLOCK = 256 * 1024;
    /** Bytes between two looks at how much room there is. */
    private static final long LOOK_EVERY = 4L << 20;
    /** Of a file that is its owner's alone. */
    static final FileAttribute<?> OWNERS = PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString("rw-------"));

    /** What came of it. */
    sealed interface Came {
        /** All of it is in the file; whether the disk has it is not known yet. */
        record Written(long bytes, String sha256) implements Came {}

        /** It is of no use. */
        record Broken(String why) implements Came {}
    }

    private Part() {}

    /**
     * Writes it to its end.
     *
     * @param most bytes that it may have
     * @throws IOException what {@code from} threw
     */
    static Came write(Path file, InputStream from, long most) throws IOException {
        MessageDigest sum = digest();
        byte[] block = new byte[BLOCK];
        long bytes = 0;
        try (FileChannel out = open(file)) {
            long room = Shelf.room(folder(file));
            long looked = 0;
            for (int count = from.read(block); count >= 0; count = from.read(block)) {
                bytes += count;
                if (bytes > most) {
                    return new Came.Broken("it is larger than " + Bytes.text(most) + " (max_size)");
                }
                if (bytes - looked >= LOOK_EVERY) {
                    looked = bytes;
                    room = bytes + Shelf.room(folder(file));
                }
                if (bytes > room) {
                    return new Came.Broken("the disk is full: it had " + Bytes.text(bytes) + " by then");
                }
                sum.update(block, 0, count);
                write(out, ByteBuffer.wrap(block, 0, count));
            }
            return new Came.Written(bytes, HexFormat.of().formatHex(sum.digest()));
        } catch (Disk failed) {
            return new Came.Broken("it could not be written: " + said(failed.cause));
        }
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The disk's doing, not the engine's. */
    private static final class Disk extends IOException {
        private static final long serialVersionUID = 1;
        private final IOException cause;

        Disk(IOException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    /** What an error of the disk says, without the file's name where it has it apart. */
    static String said(Throwable cause) {
        return cause instanceof FileSystemException apart && apart.getReason() != null
                ? apart.getReason()
                : String.valueOf(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    private static Path folder(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IOException(file + " has no folder");
        }
        return folder;
    }

    private static FileChannel open(Path file) throws Disk {
        try {
            return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNERS);
        } catch (IOException e) {
            throw new Disk(e);
        }
    }

    private static void write(FileChannel out, ByteBuffer bytes) throws Disk {
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw new Disk(e);
        }
    }
}
