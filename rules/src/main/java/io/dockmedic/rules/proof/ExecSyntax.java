package io.dockmedic.rules.proof;

import io.dockmedic.rules.remedy.ExecProbe;
import io.dockmedic.rules.yaml.TextList;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code exec: {command: [pg_isready], user: postgres, timeout: 5s, for: 10s}}; only the command is needed. */
final class ExecSyntax implements ProofSyntax {
    private static final String COMMAND = "command";
    private static final String USER = "user";
    private static final List<String> KEYS = List.of(COMMAND, USER, ProbeKeys.TIMEOUT, ProbeKeys.FOR);
    private static final Pattern WHO = Pattern.compile("[\\w.-]+(?::[\\w.-]+)?");
    private static final String WRITE = "write command: [pg_isready]";

    @Override
    public String word() {
        return ExecProbe.WORD;
    }

    @Override
    public Optional<Written> read(YamlNode value, Heard heard) {
        return value.map(KEYS)
                .flatMap(map -> command(map)
                        .flatMap(command -> user(map)
                                .flatMap(user -> ProbeKeys.timeout(map)
                                        .flatMap(timeout -> ProbeKeys.holds(map)
                                                .map(holds -> new Written(new ExecProbe(command, user, timeout),
                                                        holds))))));
    }

    private static Optional<List<String>> command(YamlMap map) {
        return map.required(COMMAND, WRITE).flatMap(node -> TextList.read(COMMAND, node).filter(command -> {
            boolean sound = !command.isEmpty() && !command.getFirst().isBlank();
            if (!sound) {
                node.problem("names no program", WRITE);
            }
            return sound;
        }));
    }

    private static Optional<String> user(YamlMap map) {
        return map.get(USER).map(node -> node.text().filter(user -> {
            boolean sound = WHO.matcher(user).matches();
            if (!sound) {
                node.problem("'" + user + "' is not a user", "write a name or number such as postgres or \"999:999\"");
            }
            return sound;
        })).orElse(Optional.of(""));
    }
}
