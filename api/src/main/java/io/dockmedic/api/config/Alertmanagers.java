package io.dockmedic.api.config;

import io.dockmedic.remediation.escalate.Credentials;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads how an Alertmanager knows us, and we it, with the password from where the file says it is. */
final class Alertmanagers {
    private static final List<Setting<?>> OWN = List.of(ReceiverSettings.AUTHORITIES, ReceiverSettings.USER,
            ReceiverSettings.PASSWORD_FILE,
            ReceiverSettings.PASSWORD_ENV, ReceiverSettings.WATCHDOG);

    private final boolean secrets;
    private final SecretText outside;
    private final AuthorityFile authorities;
    private final Problems problems;

    Alertmanagers(Path beside, boolean secrets, SecretText outside, Problems problems) {
        this.secrets = secrets;
        this.outside = outside;
        this.authorities = new AuthorityFile(beside, secrets, problems);
        this.problems = problems;
    }

    /** Empty for what is no Alertmanager; then nothing of one may be set. */
    Optional<Credentials> read(Section section) {
        Optional<Node> address = section.node(ReceiverSettings.ALERTMANAGER.key());
        if (address.isEmpty()) {
            OWN.stream()
                    .flatMap(setting -> section.node(setting.key()).stream())
                    .forEach(node -> problems.at(node, "is for a receiver with alertmanager.url", ""));
            return Optional.empty();
        }
        Optional<Path> vouching = authorities.named(section, ReceiverSettings.AUTHORITIES);
        String user = section.get(ReceiverSettings.USER);
        Optional<Node> file = section.node(ReceiverSettings.PASSWORD_FILE.key());
        Optional<Node> variable = section.node(ReceiverSettings.PASSWORD_ENV.key());
        boolean one = file.isPresent() != variable.isPresent();
        if (user.isEmpty() ? file.isPresent() || variable.isPresent() : !one) {
            problems.at(address.get(), "a login needs user and exactly one of password_file and password_env",
                    "alertmanager: {url: …, user: dockmedic, password_file: /run/secrets/alertmanager}");
            return Optional.empty();
        }
        Optional<URI> url = WebAddress.parse(section.get(ReceiverSettings.ALERTMANAGER));
        // Of one that is misnamed every receiver is told.
        if (url.isEmpty() && !WebAddress.misnamed(section.get(ReceiverSettings.ALERTMANAGER))) {
            problems.at(address.get(),
                    ReceiverSettings.ALERTMANAGER.key() + ": not an address without a user and a query",
                    "alertmanager: {url: \"https://alertmanager.example.net:9093\"}");
        } else if (!user.isEmpty() && url.filter(WebAddress::open).isPresent()) {
            problems.at(address.get(), "http:// to another machine sends the password as it is", "https://");
        }
        if (user.isEmpty() || !secrets) {
            return Optional.of(Credentials.of(vouching));
        }
        return file.map(node -> outside.file(section.get(ReceiverSettings.PASSWORD_FILE), node))
                .orElseGet(() -> outside.variable(section.get(ReceiverSettings.PASSWORD_ENV), variable.orElseThrow()))
                .map(password -> Credentials.of(user, password, vouching));
    }
}
