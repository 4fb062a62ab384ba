package io.dockmedic.collectors.alert.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What is to be committed, and what was sent to be. An offset never goes back. On the reader's thread only. */
final class Commits {
    private final Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
    /** The newest that was sent of each partition of ours; whether it came there is not known. */
    private final Map<TopicPartition, OffsetAndMetadata> sent = new HashMap<>();

    /** These are safe. */
    void safe(Map<TopicPartition, OffsetAndMetadata> offsets) {
        due.putAll(offsets);
    }

    /** What is to be sent now; it counts as sent. */
    Map<TopicPartition, OffsetAndMetadata> take() {
        Map<TopicPartition, OffsetAndMetadata> now = Map.copyOf(due);
        due.clear();
        sent.putAll(now);
        return now;
    }

    /** What of these is to be sent before others have them. */
    Map<TopicPartition, OffsetAndMetadata> of(Collection<TopicPartition> going) {
        Map<TopicPartition, OffsetAndMetadata> theirs = new HashMap<>(due);
        theirs.keySet().retainAll(Set.copyOf(going));
        return theirs;
    }

    /** It did not come there, so it is to be sent again, unless a newer one was sent since or the partition is not ours. */
    void failed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            if (offset.equals(sent.get(partition))) {
                due.putIfAbsent(partition, offset);
            }
        });
    }

    /** They are ours no longer. */
    void drop(Collection<TopicPartition> gone) {
        due.keySet().removeAll(gone);
        sent.keySet().removeAll(gone);
    }
}
