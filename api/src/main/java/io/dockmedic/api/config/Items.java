package io.dockmedic.api.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * A list of the file that is read item by item.
 *
 * @param key      where it stands, with dots
 * @param each     the settings of an item
 * @param required the keys of those without which it is refused
 */
record Items(String key, List<Setting<?>> each, List<String> required) {
    /** Every such list there is, in the order in which a reader wants to know them. */
    static final List<Items> ALL = List.of(
            new Items(Settings.GROUPS, ServiceGroups.OWN, List.of("name")),
            new Items(Settings.RECEIVERS, ReceiverSettings.OWN, List.of("name")),
            new Items(Settings.MAINTENANCE, WindowList.WINDOW, List.of("name", "from", "to")),
            new Items(Settings.QUIET, WindowList.WINDOW, List.of("name", "from", "to")),
            new Items(Settings.APPROVALS,
                    Stream.concat(StandingApprovals.OWN.stream(), WindowList.WINDOW.stream()).toList(),
                    List.of("name", "actions")),
            new Items(Settings.COMMANDS, HostCommands.OWN, List.of("name", "command")),
            new Items(Settings.HTTP_CALLS, HttpCalls.OWN, List.of("name")),
            new Items(Settings.HOSTS, Hosts.OWN, List.of("name", "url")));

    Items {
        each = List.copyOf(each);
        required = List.copyOf(required);
    }
}
