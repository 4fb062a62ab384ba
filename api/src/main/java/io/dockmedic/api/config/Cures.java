package io.dockmedic.api.config;

import io.dockmedic.collectors.event.Cure;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads what helps against some faults of GPUs, in the owner's eyes: {@code 31: none}. */
final class Cures {
    /** Faults by their numbers, and what helps. */
    static final Form FORM = Form.mapping("[0-9]{1,9}",
            Form.oneOf(Arrays.stream(Cure.values()).map(Cure::word).toList()));

    private static final int HIGHEST = 99_999;

    private final Problems problems;

    Cures(Problems problems) {
        this.problems = problems;
    }

    Map<Integer, Cure> read(Node node) {
        Map<Integer, Cure> cures = new LinkedHashMap<>();
        String key = Settings.GPU_CURES.key();
        if (!(node instanceof MappingNode mapping)) {
            problems.at(node, key + " must hold faults and what helps, number: word", "{31: none}");
            return cures;
        }
        for (NodeTuple entry : mapping.getValue()) {
            Optional<Integer> code = text(entry.getKeyNode()).flatMap(text -> Numbers.whole(text, 1, HIGHEST));
            Optional<Cure> cure = text(entry.getValueNode()).flatMap(Cure::of);
            if (code.isEmpty()) {
                problems.at(entry.getKeyNode(), key + ": this is not the number of a fault", "{31: none}");
            } else if (cure.isEmpty()) {
                String words = Arrays.stream(Cure.values()).map(Cure::word).collect(Collectors.joining(", "));
                problems.at(entry.getValueNode(), key + ": this is not one of " + words, "");
            } else if (cures.put(code.get(), cure.get()) != null) {
                problems.at(entry.getKeyNode(), key + ": " + code.get() + " is set twice", "");
            }
        }
        return cures;
    }

    private static Optional<String> text(Node node) {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }
}
