package io.dockmedic.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Builds images with the engine's own BuildKit, which leaves build cache behind; needs no plug-in and no network. */
public final class ImageBuild {
    private static final int MEBI = 1 << 20;

    private ImageBuild() {}

    /**
     * Builds one of one layer, of which no other has the contents; the name is taken from whatever has it. Its build cache
     * takes three times as much, of which a third is the layer itself.
     *
     * @return its id
     */
    public static String of(Engine engine, String tag, int megabytes) {
        try {
            Path folder = Files.createTempDirectory(Path.of("/tmp"), "dmb");
            try {
                byte[] contents = new byte[megabytes * MEBI];
                new Random().nextBytes(contents);
                Files.write(folder.resolve("contents"), contents);
                Files.writeString(folder.resolve("Dockerfile"),
                        "FROM scratch\nCOPY contents /contents\nCMD [\"/x\"]\n");
                Path tar = folder.resolve("context.tar");
                Command.run(Map.of(), List.of("tar", "-C", folder.toString(), "-cf", tar.toString(), "Dockerfile",
                        "contents")).orFail();
                RawCalls.Answer answer = new RawCalls(engine.socket()).send("POST",
                        "/build?version=2&networkmode=none&t=" + tag, "application/x-tar", Files.readAllBytes(tar));
                if (answer.status() != 200 || !answer.body().contains("Successfully tagged")) {
                    throw new IllegalStateException("not built: " + answer);
                }
                return engine.docker("image", "inspect", "--format={{.Id}}", tag).orFail().text();
            } finally {
                Command.run(Map.of(), List.of("rm", "-rf", folder.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
