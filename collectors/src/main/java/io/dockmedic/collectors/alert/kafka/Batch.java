package io.dockmedic.collectors.alert.kafka;

import io.dockmedic.collectors.alert.inbox.Arrival;
import java.util.List;

/**
 * What some records of topics tell, in their order.
 *
 * @param letters how many records it is of
 */
record Batch(int letters, List<Arrival> arrivals, List<Refused> refused) {
    Batch {
        arrivals = List.copyOf(arrivals);
        refused = List.copyOf(refused);
    }
}
