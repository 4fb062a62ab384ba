package io.dockmedic.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A small image made of the host's static busybox, so that no test needs a registry. */
public final class BusyboxImage {
    /** The image itself; its command is {@code sleep 1000000}. */
    public static final String TAG = "dockmedic/test:1";

    private BusyboxImage() {}

    /** Makes sure the image is in the engine, and returns its tag. */
    public static String in(Engine engine) {
        if (engine.docker("image", "inspect", TAG).exitCode() != 0) {
            importAs(engine, TAG, List.of("CMD [\"sleep\",\"1000000\"]"));
        }
        return TAG;
    }

    /**
     * Imports the same files under another tag.
     *
     * @param changes Dockerfile instructions, {@code HEALTHCHECK …} or {@code STOPSIGNAL …} for instance
     */
    public static void importAs(Engine engine, String tag, List<String> changes) {
        Path busybox = Programs.busybox();
        try {
            Path folder = Files.createTempDirectory(Path.of("/tmp"), "dmi");
            Path tar = folder.resolve("root.tar");
            try {
                Path bin = Files.createDirectories(folder.resolve("root/bin"));
                Files.createDirectories(folder.resolve("root/tmp"));
                Files.createDirectories(folder.resolve("root/etc"));
                Files.copy(checkedStatic(busybox), bin.resolve("busybox"));
                bin.resolve("busybox").toFile().setExecutable(true, false);
                for (String applet : Command.run(Map.of(), List.of(busybox.toString(), "--list"))
                        .orFail()
                        .text()
                        .lines()
                        .toList()) {
                    if (!applet.equals("busybox")) {
                        Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
                    }
                }
                Command.run(Map.of(),
                        List.of("tar", "-C", folder.resolve("root").toString(), "-cf", tar.toString(), ".")).orFail();
                List<String> call = new ArrayList<>(List.of("import"));
                call.add("--change=ENV PATH=/bin");
                changes.forEach(change -> call.add("--change=" + change));
                call.addAll(List.of(tar.toString(), tag));
                engine.docker(call.toArray(String[]::new)).orFail();
            } finally {
                Command.run(Map.of(), List.of("rm", "-rf", folder.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path checkedStatic(Path busybox) throws IOException {
        try (var file = Files.newInputStream(busybox)) {
            // A program that wants libraries names its loader within its first bytes.
            String head = new String(file.readNBytes(4096), StandardCharsets.ISO_8859_1);
            if (head.contains("/ld-")) {
                throw new IllegalStateException(busybox
                        + " is not static; install one that is with: apt-get install -y busybox-static");
            }
        }
        return busybox;
    }
}
