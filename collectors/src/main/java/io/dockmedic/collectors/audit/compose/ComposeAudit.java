package io.dockmedic.collectors.audit.compose;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.collectors.audit.find.Audit;
import io.dockmedic.collectors.audit.find.Finding;
import io.dockmedic.collectors.audit.find.Report;
import io.dockmedic.collectors.audit.find.Where;
import io.dockmedic.collectors.audit.setup.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Audits Compose files before they run. Compose resolves a file where it is there; else the file is read as it is
 * written, with anchors, merge keys and variables, and without {@code extends} and {@code include}: the report says so.
 * Blocks.
 */
public final class ComposeAudit {
    private final ComposePlugin plugin;
    private final Map<String, String> environment;

    /** @param environment of whoever will start the services */
    public ComposeAudit(ComposePlugin plugin, Map<String, String> environment) {
        this.plugin = plugin;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Each file is a project of its own.
     *
     * @throws IOException when it cannot be read; the message begins with file and line
     */
    public Report of(Path file) throws IOException {
        ComposeText text;
        JsonNode whole;
        Path whereItIs = file.toAbsolutePath();
        Path folder = Objects.requireNonNullElse(whereItIs.getParent(), whereItIs);
        Map<String, Integer> needed = new LinkedHashMap<>();
        Map<String, String> variables = new HashMap<>(DotEnv.read(folder.resolve(".env")));
        variables.putAll(environment);
        JsonNode written;
        try {
            text = ComposeText.parse(Files.readString(file));
            whole = text.json((value, line) -> new Interpolation(variables, name -> {}).of(value));
            text.json((value, line) -> new Interpolation(Map.of(), name -> needed.putIfAbsent(name, line)).of(value));
            written = text.json((value, line) -> Interpolation.emptied(value));
        } catch (IOException e) {
            throw new IOException(file + ":" + e.getMessage(), e);
        }
        List<String> notes = new ArrayList<>();
        switch (plugin.resolve(file)) {
            case ComposePlugin.Answer.Resolved(JsonNode resolved) -> whole = resolved;
            case ComposePlugin.Answer.Not(String why) -> notes.add(file + " is read as it is written, without extends"
                    + " and include: " + why);
        }
        List<Setup> setups = new ServiceReader(whole, written, folder).all();
        Project project = new Project(file.toString(), folder, setups, optional(whole), needed, variables.keySet(),
                envFiles(whole, folder), text);
        return new Report(file.toString(), setups.stream().map(Setup::service).toList(), notes, findings(project));
    }

    private static List<Finding> findings(Project project) throws IOException {
        List<Finding> all = new ArrayList<>();
        for (Setup setup : project.setups()) {
            all.addAll(Audit.of(setup, project.setups(), setting -> new Where.InFile(project.shown(),
                    project.text().line(setup.service(), setting))));
        }
        for (FileCheck check : FileCheck.all()) {
            all.addAll(check.look().at(project));
        }
        return all;
    }

    private static Set<String> optional(JsonNode whole) {
        Set<String> services = new HashSet<>();
        whole.path("services").properties().forEach(service -> {
            if (!service.getValue().path("profiles").isEmpty()) {
                services.add(service.getKey());
            }
        });
        return services;
    }

    private static List<Path> envFiles(JsonNode whole, Path folder) {
        Set<Path> files = new java.util.LinkedHashSet<>(List.of(folder.resolve(".env")));
        for (JsonNode service : whole.path("services")) {
            JsonNode named = service.path("env_file");
            List<JsonNode> each = new ArrayList<>();
            if (named.isArray()) {
                named.forEach(each::add);
            } else {
                each.add(named);
            }
            for (JsonNode one : each) {
                String path = one.path("path").asText(one.asText(""));
                if (!path.isEmpty()) {
                    files.add(folder.resolve(path).normalize());
                }
            }
        }
        return files.stream().filter(Files::isRegularFile).toList();
    }
}
