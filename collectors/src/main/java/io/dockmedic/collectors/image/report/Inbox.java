package io.dockmedic.collectors.image.report;

import io.dockmedic.collectors.event.Vulnerability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes reports that are sent to us into the folder, whole or not at all; what is sent of an image replaces what was sent
 * of it before. Blocks; for one thread at a time.
 */
public final class Inbox {
    /** What a report may have, in bytes. */
    public static final long LARGEST = ReportFolder.LARGEST;

    private static final String OURS = "posted-";
    /** Not looked at by who reads the folder. */
    private static final String COMING = ".coming-";
    private static final int MOST = 200;
    private static final long MOST_BYTES = 256L << 20;

    private final Path folder;
    private boolean tidy;

    /**
     * What was taken in.
     *
     * @param image    as the report names it
     * @param file     its name in the folder
     * @param findings how many it has, one in two places counted twice
     */
    public record Taken(String image, String file, int findings) {}

    /** @param folder made when the first one comes */
    public Inbox(Path folder) {
        this.folder = folder;
    }

    /** An empty file for one that is coming; the caller has it kept or removes it. What an earlier run left is removed. */
    public Path begin() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rwx------")));
        }
        if (!tidy) {
            for (Path left : named(COMING)) {
                Files.deleteIfExists(left);
            }
            tidy = true;
        }
        return Files.createTempFile(folder, COMING, "");
    }

    /**
     * Takes in what has come.
     *
     * @param come from {@link #begin}
     * @throws BadReportException when it is none
     */
    public Taken keep(Path come) throws IOException, BadReportException {
        int[] findings = new int[1];
        Header header = ReportFolder.read(come, (Vulnerability finding) -> findings[0]++);
        Path file = folder.resolve(OURS + name(header) + ".json");
        Files.move(come, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        makeRoom(file);
        return new Taken(header.artifact(), file.getFileName().toString(), findings[0]);
    }

    private static String name(Header header) {
        try {
            byte[] name = ImageName.whole(header.artifact()).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name);
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private record Sent(Path path, long bytes, FileTime at) {}

    /** Removes the oldest of those sent, while there are too many or they are too large. */
    private void makeRoom(Path kept) throws IOException {
        List<Sent> sent = new ArrayList<>();
        for (Path path : named(OURS)) {
            BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class);
            sent.add(new Sent(path, is.size(), is.lastModifiedTime()));
        }
        sent.sort(Comparator.comparing(Sent::at));
        long bytes = sent.stream().mapToLong(Sent::bytes).sum();
        for (int left = sent.size(); left > MOST || bytes > MOST_BYTES; left--) {
            Sent oldest = sent.removeFirst();
            if (oldest.path().equals(kept)) {
                return;
            }
            Files.deleteIfExists(oldest.path());
            bytes -= oldest.bytes();
        }
    }

    private List<Path> named(String start) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(start)).toList();
        }
    }
}
