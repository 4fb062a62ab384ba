package io.dockmedic.api.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Collects what is wrong in one file, so that a person learns all of it at once. */
final class Problems {
    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void at(Node node, String message, String hint) {
        at(node.getStartMark(), message, hint);
    }

    void at(Optional<Mark> mark, String message, String hint) {
        found.add(new Problem(
                file, mark.map(Mark::getLine).orElse(-1) + 1, mark.map(Mark::getColumn).orElse(-1) + 1, message, hint));
    }

    /** At a place inside a text; where that spans lines or has escapes, at its beginning. */
    void in(ScalarNode node, int offset, String message, String hint) {
        boolean quoted = node.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED
                || node.getScalarStyle() == ScalarStyle.SINGLE_QUOTED;
        int begin = quoted ? 1 : 0;
        Optional<Mark> start = node.getStartMark();
        Optional<Mark> end = node.getEndMark();
        boolean asWritten = start.isPresent() && end.isPresent()
                && start.get().getLine() == end.get().getLine()
                && end.get().getIndex() - start.get().getIndex() == node.getValue().length() + 2 * begin;
        found.add(new Problem(file, start.map(Mark::getLine).orElse(-1) + 1,
                start.map(Mark::getColumn).orElse(-1) + 1 + (asWritten ? begin + offset : 0), message, hint));
    }

    /** In the order of the file. */
    List<Problem> found() {
        return found.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList();
    }
}
