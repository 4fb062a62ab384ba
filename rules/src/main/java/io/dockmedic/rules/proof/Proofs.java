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
    /** That a proof may take. */
    public static final Duration LONGEST = Duration.ofHours(1);

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
        } else {
            asked.ifPresent(proof -> within.ifPresent(limit -> warn(node, proof, limit)));
        }
        return asked.flatMap(proof -> within.map(
                limit -> new Step.Verify(proof.condition(), proof.holds(), limit)));
    }

    /** What has to hold for as long as there is time begins to hold too late. */
    private static void warn(YamlNode node, ProofSyntax.Written proof, Duration within) {
        boolean byReadings = proof.least().compareTo(proof.holds()) > 0;
        int more = proof.least().compareTo(within);
        if (more > 0 || (more == 0 && !byReadings)) {
            node.warning("'within' is " + PrometheusDuration.format(within) + ", and "
                    + (byReadings ? "by readings " : "") + "it can have held after "
                    + PrometheusDuration.format(proof.least()) + " at the soonest: the proof can hardly hold",
                    longer(proof.least(), proof.least().multipliedBy(2)));
        }
    }

    /**
     * What to write for a {@code within} that is too short.
     *
     * @param least it has to be longer
     * @param good  so long it had better be
     */
    public static String longer(Duration least, Duration good) {
        if (least.compareTo(LONGEST) >= 0) {
            return "let it hold for a shorter time: 'within' is " + PrometheusDuration.format(LONGEST) + " at most";
        }
        return good.compareTo(LONGEST) < 0
                ? "write within: " + PrometheusDuration.format(good) + " or longer"
                : "write within: " + PrometheusDuration.format(LONGEST);
    }
}
