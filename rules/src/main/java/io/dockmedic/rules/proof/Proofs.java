package io.dockmedic.rules.proof;

import io.dockmedic.rules.duration.PrometheusDuration;
import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every kind of proof that a step may ask for: {@code verify: {running: 10s, within: 60s}}. A new one is a line here. */
public final class Proofs {
    static final Duration LONGEST = Duration.ofHours(1);

    private static final String WITHIN = "within";
    private static final List<ProofSyntax> ALL = Stream.concat(
            Arrays.stream(Step.State.values()).<ProofSyntax>map(StateSyntax::new),
            Stream.of(new HttpSyntax(), new TcpSyntax(), new ExecSyntax(), new SeenSyntax())).toList();

    private Proofs() {}

    /** Their words, the usual ones first. */
    public static List<String> words() {
        return ALL.stream().map(ProofSyntax::word).toList();
    }

    /**
     * What {@code verify} asks for; empty when that cannot be read, of which a problem then tells.
     *
     * @param heard what is about events in it
     */
    public static Optional<Step.Verify> read(YamlNode node, Heard heard) {
        if (node.isText()) {
            node.problem("says no proof, but " + node.text().map(text -> "'" + text + "'").orElse(""),
                    "write verify: {running: 10s, within: 60s}");
            return Optional.empty();
        }
        Optional<YamlMap> found = node.map(Stream.concat(words().stream(), Stream.of(WITHIN)).toList());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        YamlMap map = found.get();
        List<ProofSyntax> written = ALL.stream().filter(kind -> map.get(kind.word()).isPresent()).toList();
        Optional<Duration> within = map.required(WITHIN, "write within: 60s")
                .flatMap(time -> time.duration(Duration.ofSeconds(1), LONGEST));
        if (written.size() != 1) {
            if (words().stream().noneMatch(map::mistyped)) {
                node.problem("must have exactly one of " + String.join(", ", words()), "write running: 10s");
            }
            return Optional.empty();
        }
        ProofSyntax kind = written.getFirst();
        Optional<ProofSyntax.Written> asked = map.get(kind.word())
                .flatMap(value -> kind.read(value, heard));
        if (asked.isPresent() && within.isPresent() && asked.get().holds().compareTo(within.get()) > 0) {
            node.problem("cannot hold for longer than 'within'", "make 'within' longer");
        } else if (asked.isPresent() && within.isPresent() && asked.get().least().compareTo(within.get()) > 0) {
            node.warning("'within' is " + PrometheusDuration.format(within.get())
                    + ", and by readings it can have held after " + PrometheusDuration.format(asked.get().least())
                    + " at the soonest: the proof can hardly hold",
                    "write within: " + PrometheusDuration.format(asked.get().least().multipliedBy(2)) + " or longer");
        }
        return asked.flatMap(proof -> within.map(
                limit -> new Step.Verify(proof.condition(), proof.holds(), limit)));
    }
}
