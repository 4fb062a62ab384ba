package io.dockmedic.rules.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.garbage.Dice;
import io.dockmedic.rules.garbage.Events;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OwnFieldTest {
    private final Events events = new Events(new Dice(1), Instant.parse("2026-11-01T00:00:00Z"));
    private final Kind<?> died = Kinds.standard().find("container.died").orElseThrow();
    private final Kind<?> disk = Kinds.standard().find("disk.sample").orElseThrow();

    /** As a rule that is about several kinds asks for it. */
    @Test
    void isReadOfWhateverKindComesNext() throws ExpressionException {
        OwnField subject = new OwnField("subject");
        for (Kind<?> kind : new Kind<?>[]{died, died, disk, died}) {
            Event event = events.of(kind);
            assertThat(subject.of(new Subject(kind, event))).isEqualTo(event.subject());
        }
    }

    @Test
    void thatAKindHasNotIsSaidOfIt() throws ExpressionException {
        OwnField exitCode = new OwnField("exitCode");
        exitCode.of(new Subject(died, events.of(died)));
        assertThatThrownBy(() -> exitCode.of(new Subject(disk, events.of(disk))))
                .isInstanceOf(ExpressionException.class)
                .hasMessage("disk.sample has no field exitCode");
    }
}
