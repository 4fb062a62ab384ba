package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.List;

/** Its program is root. */
final class RootUser {

    private static final String INSTEAD = "user: \"1000:1000\", a user that owns what it writes";

    static final Check CHECK = Check.alone("root-user", Severity.WARNING,
            "Its main process begins as root. In a file without `user` it is `info`, for the image may set one.",
            "`user: \"1000:1000\"`", RootUser::look);

    private static List<Flaw> look(Setup setup) {
        return switch (setup.root()) {
            case YES -> List.of(Flaw.warning("user", "it begins as root", INSTEAD));
            case UNKNOWN -> List.of(Flaw.info("user", "no user here: root, unless its image sets one", INSTEAD));
            case NO -> List.of();
        };
    }

    private RootUser() {}
}
