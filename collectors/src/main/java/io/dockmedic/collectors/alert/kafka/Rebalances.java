package io.dockmedic.collectors.alert.kafka;

import io.dockmedic.collectors.base.kafka.Reasons;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partitions that become ours and go. What is safe of those that go is committed before they do, so that who has them next need not
 * read it again; what cannot be is only read again. On the reader's thread only.
 */
final class Rebalances implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Rebalances.class);

    /** Who reads what is of the partitions. */
    interface Holder {
        /** These are ours now. */
        void came(Collection<TopicPartition> fresh);

        /** Up to where what is under way became safe, and it was not said yet. */
        Map<TopicPartition, OffsetAndMetadata> safe();

        /** These are ours no longer. */
        void drop(Collection<TopicPartition> gone);
    }

    private final Consumer<byte[], byte[]> consumer;
    private final Commits commits;
    private final Duration patience;
    private final Holder holder;

    /** @param patience for how long one who goes waits for a commit */
    Rebalances(Consumer<byte[], byte[]> consumer, Commits commits, Duration patience, Holder holder) {
        this.consumer = consumer;
        this.commits = commits;
        this.patience = patience;
        this.holder = holder;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> fresh) {
        holder.came(fresh);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> gone) {
        commits.safe(holder.safe());
        commitNow(commits.of(gone));
        drop(gone);
    }

    /** Another may have them by now, so there is nothing to be said of them. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> gone) {
        drop(gone);
    }

    private void commitNow(Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (offsets.isEmpty()) {
            return;
        }
        try {
            try {
                consumer.commitSync(offsets, patience);
            } catch (WakeupException early) {
                // Meant for the next poll.
                consumer.commitSync(offsets, patience);
            }
        } catch (KafkaException unsaid) {
            LOG.atDebug().addKeyValue("error", Reasons.of(unsaid)).log("who reads on will read some records again");
        }
    }

    private void drop(Collection<TopicPartition> gone) {
        holder.drop(gone);
        commits.drop(gone);
    }
}
