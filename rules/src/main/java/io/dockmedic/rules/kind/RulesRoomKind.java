package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.RulesEvent.Room;
import io.dockmedic.collectors.event.RulesEvent.Share;
import java.util.List;

/** {@code rules.room}. */
final class RulesRoomKind {
    static final Kind<Room> KIND = Kind.of(
            Room.KIND,
            Room.class,
            "the rules had no room for more, or ten minutes passed without that, the first ten after a start too",
            List.of(),
            List.of(
                    Field.word("of",
                            "`keys`: new ones are refused, so something is not watched; `evidence`: of what was"
                                    + " quiet for longest less is kept",
                            Kind.words(Share.class), event -> event.of().word()),
                    Field.flag("full", "whether there was none", Room::full),
                    Field.text("says", "how much is used, and which rule has most; empty when there is room",
                            Room::says)));

    private RulesRoomKind() {}
}
