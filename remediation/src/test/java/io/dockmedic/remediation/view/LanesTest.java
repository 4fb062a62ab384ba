package io.dockmedic.remediation.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LanesTest {
    private final Lanes lanes = new Lanes();

    @Test
    void whileAStackIsTakenNothingElseIsDoneToItsServices() {
        lanes.takeStack("shop/web/1", "i1");
        assertThat(lanes.busy("shop/db/1", "i2")).contains("i1", "stack");
        assertThat(lanes.busy("shop/web/1", "i2")).contains("i1");
        assertThat(lanes.busy("shop/web/1", "i1")).isEmpty();
        assertThat(lanes.stackBusy("shop/db/1", "i2")).contains("i1");
        assertThat(lanes.busy("other/db/1", "i2")).isEmpty();
        assertThat(lanes.busy("alone", "i2")).isEmpty();

        lanes.giveBack("i1");
        assertThat(lanes.busy("shop/db/1", "i2")).isEmpty();
        assertThat(lanes.stackBusy("shop/db/1", "i2")).isEmpty();
    }

    @Test
    void ofSomeActionsOneIsUnderWayWhateverItIsDoneTo() {
        lanes.take("shop/db/1", "i1");
        lanes.takeAction("backup-volume", "i1");
        lanes.takeAction("backup-volume", "i2");
        assertThat(lanes.actionBusy("backup-volume", "i1")).isEmpty();
        assertThat(lanes.actionBusy("backup-volume", "i2")).isEqualTo("another backup-volume, of i1, is under way");
        assertThat(lanes.busy("backup-volume", "i2")).as("a container that is called so").isEmpty();
        lanes.giveBack("i1");
        assertThat(lanes.actionBusy("backup-volume", "i2")).isEmpty();
    }

    @Test
    void whatOneCauseMadeIsHealedOneAfterTheOther() {
        lanes.take("train", "i1");
        lanes.takeCause("lost GPU", "i1");
        lanes.takeCause("lost GPU", "i2");
        assertThat(lanes.causeBusy("lost GPU", "i1")).isEmpty();
        assertThat(lanes.causeBusy("lost GPU", "i2"))
                .isEqualTo("one after the other, for one cause made them all: i1 is being healed");
        assertThat(lanes.causeBusy("another", "i2")).isEmpty();
        assertThat(lanes.busy("serve", "i2")).isEmpty();
        lanes.giveBack("i1");
        assertThat(lanes.causeBusy("lost GPU", "i2")).isEmpty();
    }

    @Test
    void whatIsGivenBackIsAllThatTheHolderHas() {
        lanes.takeStack("shop/db/1", "i1");
        lanes.take("shop/web/1", "i1");
        lanes.take("other/web/1", "i2");
        lanes.giveBack("i1");
        assertThat(lanes.stackBusy("shop/db/1", "i3")).isEmpty();
        assertThat(lanes.busy("shop/web/1", "i3")).isEmpty();
        assertThat(lanes.busy("other/web/1", "i3")).contains("i2");
    }

    @Test
    void aStackIsNotTakenWhileSomethingIsDoneToOneOfItsServices() {
        lanes.take("shop/db/1", "i1");
        lanes.take("alone", "i3");
        assertThat(lanes.stackBusy("shop/web/1", "i2")).contains("i1", "shop/db/1");
        assertThat(lanes.stackBusy("shop/web/1", "i1")).isEmpty();
        assertThat(lanes.stackBusy("other/web/1", "i2")).isEmpty();
    }
}
