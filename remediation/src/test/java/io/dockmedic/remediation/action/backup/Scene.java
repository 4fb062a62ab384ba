package io.dockmedic.remediation.action.backup;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.SocketProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One container of an engine that is reached through a proxy, and what is kept of it. */
final class Scene implements AutoCloseable {
    final SocketProxy proxy;
    private final PrivateEngine engine;
    private final String name;
    private final Path dir;

    /** @param dir for backups and journals */
    Scene(PrivateEngine engine, String name, Path dir) {
        this.proxy = new SocketProxy(engine.socket());
        this.engine = engine;
        this.name = name;
        this.dir = dir;
    }

    Rig rig() {
        return rig("journal.db");
    }

    Rig rig(String journal) {
        return new Rig(proxy.socket(), dir.resolve(journal), Optional.of(dir));
    }

    String status() {
        return engine.docker("inspect", "-f", "{{.State.Status}}", name).orFail().text();
    }

    /** Where its backups are. */
    Path folder() {
        return dir.resolve(name);
    }

    /** Names of what there is of its backups. */
    List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder())) {
            return all.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    @Override
    public void close() {
        proxy.close();
    }
}
