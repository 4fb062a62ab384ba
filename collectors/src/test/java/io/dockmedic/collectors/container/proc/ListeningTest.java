package io.dockmedic.collectors.container.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ListeningTest {
    @Test
    void whoListensForItselfAloneIsToldFromWhoListensForOthers() {
        assertThat(Listening.at("""
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 0100007F:0CEA 00000000:0000 0A 00000000:00000000 00:00000000 00000000   999        0 1 1
                   1: 00000000:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000   999        0 2 1
                   2: 0200A8C0:1F90 0300A8C0:A123 01 00000000:00000000 00:00000000 00000000   999        0 3 1
                   0: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 4
                   1: 00000000000000000000000000000000:01BB 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 5
                   2: 0000000000000000FFFF00000100007F:0051 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 6
                """, """
                   0: 00000000:1FBD 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 7 2
                """)).isEqualTo(Map.of(3306, false, 5432, true, 80, false, 443, true, 81, false, 8125, true));
    }
}
