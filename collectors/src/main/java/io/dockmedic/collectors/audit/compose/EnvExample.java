package io.dockmedic.collectors.audit.compose;

import io.dockmedic.collectors.audit.check.Severity;
import io.dockmedic.collectors.audit.find.Finding;
import io.dockmedic.collectors.audit.find.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who gets the files does not know what to set. */
final class EnvExample {
    private static final List<String> NAMES = List.of(".env.example", ".env.sample", ".env.dist", ".env.template",
            "env.example");

    static final FileCheck CHECK = new FileCheck("env-example", Severity.INFO,
            "A variable that the file needs is not in `.env.example`, or there is none beside `.env`.",
            "`NAME=` in `.env.example`", EnvExample::look);

    private EnvExample() {}

    private static List<Finding> look(Project project) throws IOException {
        Path example = NAMES.stream()
                .map(name -> project.folder().resolve(name))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(project.folder().resolve(NAMES.getFirst()));
        boolean there = Files.isRegularFile(example);
        if (!there && !Files.isRegularFile(project.folder().resolve(".env"))) {
            return List.of();
        }
        Set<String> shown = DotEnv.read(example).keySet();
        List<Finding> found = new ArrayList<>();
        project.needed().forEach((name, line) -> {
            if (!shown.contains(name)) {
                found.add(new Finding(CHECK.id(), CHECK.severity(), "",
                        name + (there ? " is not in " + example.getFileName() : " is in no .env.example"),
                        name + "= in " + example.getFileName(), new Where.InFile(project.shown(), line)));
            }
        });
        return found;
    }
}
