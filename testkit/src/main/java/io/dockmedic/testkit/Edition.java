package io.dockmedic.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Which engine's programs a {@link PrivateEngine} is made of. */
public enum Edition {
    /** What the distribution has installed: Debian 12's 20.10, API 1.41. */
    INSTALLED {
        @Override
        Path dockerd() {
            return Programs.dockerd();
        }

        @Override
        public Path docker() {
            return Programs.docker();
        }

        @Override
        Map<String, String> environment(Path cli) {
            return Map.of("DOCKER_CONFIG", cli.toString());
        }
    },

    /**
     * A current engine with Compose, from the folder {@code deploy/engines} has filled, beside the installed one. Only
     * {@code runc} is the distribution's.
     */
    CURRENT {
        @Override
        Path dockerd() {
            return folder().resolve("bin/dockerd");
        }

        @Override
        public Path docker() {
            return folder().resolve("bin/docker");
        }

        @Override
        Map<String, String> environment(Path cli) {
            Programs.write(cli.resolve("config.json"),
                    "{\"cliPluginsExtraDirs\": [\"%s\"]}".formatted(folder().resolve("cli-plugins")));
            String path = folder().resolve("bin") + ":/usr/sbin:" + System.getenv().getOrDefault("PATH", "/usr/bin");
            return Map.of("DOCKER_CONFIG", cli.toString(), "PATH", path);
        }
    };

    /** In the environment: the folder that {@code deploy/engines} has printed. */
    public static final String FOLDER = "DOCKMEDIC_ENGINES";

    abstract Path dockerd();

    /** The command line. */
    public abstract Path docker();

    /**
     * Of the engine and of the command line.
     *
     * @param cli a folder for the command line's own files, made when missing
     */
    abstract Map<String, String> environment(Path cli);

    private static Path folder() {
        Path folder = Path.of(System.getenv().getOrDefault(FOLDER, "/nowhere"), "docker");
        if (!Files.isExecutable(folder.resolve("bin/dockerd"))) {
            throw new IllegalStateException("this test needs a current Docker Engine, and there is none in " + folder
                    + "; get it with: export " + FOLDER + "=$(deploy/engines)");
        }
        return folder;
    }
}
