package io.dockmedic.api.doctor.configuration;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.DataLook;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
                    .todo("set data_directory to a folder of its own"));
        } else if (!data.writable()) {
            found.add(Finding
                    .missing(directory
                            + (data.there()
                                    ? ", for the journal, is " + data.owner() + "'s and "
                                    : ", for the"
                                            + " journal, is not there and could not be made: ")
                            + visitor.words()
                            + " may not write there", Feature.HEALING)
                    .todo("as the user that runs `serve`: sudo -u USER dockmedic doctor",
                            "or give it to him: install -d -m 700 -o " + visitor.user() + " " + directory));
        } else {
            found.add(Finding.ok(directory + (data.there()
                    ? ", for the journal, is writable"
                    : ", for the journal, is"
                            + " not there yet and will be made")));
            if (data.there() && visitor.root() && !data.owner().equals(visitor.user())) {
                found.add(
                        Finding.loses("it is " + data.owner() + "'s, who may see and do less than root, who looks now")
                                .todo("sudo -u " + data.owner() + " dockmedic doctor"));
            }
        }
        data.room().ifPresent(left -> {
            if (left < LITTLE) {
                found.add(
                        Finding.loses("only " + left / MEBI + " MiB are left there; a full disk stops the journal, and"
                                + " with it all healing"));
            }
        });
        return found;
    }
}
