package io.dockmedic.api.doctor.configuration;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.DataLook;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.finding.AsServe;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the journal has a place: without a journal nothing is done. */
public final class DataCheck implements Check {
    private static final long MEBI = 1 << 20;
    /** The journal's own default limit. */
    private static final long LITTLE = 512 * MEBI;

    @Override
    public String name() {
        return "data_directory";
    }

    @Override
    public Section section() {
        return Section.CONFIGURATION;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        return facts.data().map(data -> of(data, facts.settings().config().dataDirectory(), facts.visitor()));
    }

    static List<Finding> of(DataLook data, Path directory, Visitor visitor) {
        List<Finding> found = new ArrayList<>();
        if (!data.trouble().isEmpty()) {
            found.add(Finding.missing(directory + ", for the journal: " + data.trouble(), Feature.HEALING)
                    .todo("set data_directory to a folder of its own, on a disk of this machine"));
        } else if (!data.writable()) {
            found.add(Finding
                    .missing(directory
                            + (data.there()
                                    ? ", for the journal, is " + data.owner() + "'s and "
                                    : ", for the"
                                            + " journal, is not there and could not be made: ")
                            + visitor.words()
                            + " may not write there", Feature.HEALING)
                    .todo(asServe(directory, visitor)));
        } else if (data.there() && !visitor.root() && !data.owner().equals(visitor.user())) {
            found.add(Finding.missing(directory + ", for the journal, is " + data.owner() + "'s: `serve` closes it to"
                    + " others (0700), which only its owner or root may, and does not start", Feature.HEALING)
                    .todo("sudo chown " + visitor.user() + " " + directory,
                            "or look as its owner: " + AsServe.command(data.owner())));
        } else {
            found.add(Finding.ok(directory + (data.there()
                    ? ", for the journal, is writable"
                    : ", for the journal, is"
                            + " not there yet and will be made")));
            if (data.there() && visitor.root() && !data.owner().equals(visitor.user())) {
                found.add(
                        Finding.loses("it is " + data.owner() + "'s, who may see and do less than root, who looks now")
                                .todo(AsServe.command(data.owner())));
            }
        }
        room(data).ifPresent(found::add);
        return found;
    }

    private static Optional<Finding> room(DataLook data) {
        return data.room().isPresent() && data.room().getAsLong() < LITTLE
                ? Optional
                        .of(Finding.loses("only " + data.room().getAsLong() / MEBI + " MiB are left there; a full disk"
                                + " stops the journal, and with it all healing"))
                : Optional.empty();
    }

    private static String[] asServe(Path directory, Visitor visitor) {
        String give = "install -d -m 700 -o " + visitor.user() + " " + directory;
        return visitor.contained()
                ? new String[]{"give the volume to him, where it is: " + give}
                : new String[]{"look as the user that runs `serve`; as the package's unit does:",
                        AsServe.command("dockmedic"), "or give it to him: " + give};
    }
}
