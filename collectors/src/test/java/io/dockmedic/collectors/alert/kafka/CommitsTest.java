package io.dockmedic.collectors.alert.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CommitsTest {
    private static final TopicPartition ONE = new TopicPartition("alerts", 0);
    private static final TopicPartition OTHER = new TopicPartition("alerts", 1);

    private final Commits commits = new Commits();

    private static Map<TopicPartition, OffsetAndMetadata> at(TopicPartition of, long offset) {
        return Map.of(of, new OffsetAndMetadata(offset));
    }

    @Test
    void whatFailedIsSentAgain() {
        commits.safe(at(ONE, 5));
        assertThat(commits.take()).isEqualTo(at(ONE, 5));
        assertThat(commits.take()).isEmpty();
        commits.failed(at(ONE, 5));
        assertThat(commits.take()).isEqualTo(at(ONE, 5));
    }

    @Test
    void whatFailedIsNotSentAfterWhatIsNewer() {
        commits.safe(at(ONE, 5));
        commits.take();
        commits.safe(at(ONE, 9));
        commits.take();
        commits.failed(at(ONE, 5));
        assertThat(commits.take()).isEmpty();
        commits.safe(at(ONE, 12));
        commits.failed(at(ONE, 9));
        assertThat(commits.take()).isEqualTo(at(ONE, 12));
    }

    @Test
    void whatIsOfAnotherByNowIsNotSent() {
        commits.safe(at(ONE, 5));
        commits.safe(at(OTHER, 6));
        assertThat(commits.of(List.of(ONE))).isEqualTo(at(ONE, 5));
        commits.take();
        commits.drop(List.of(ONE));
        commits.failed(at(ONE, 5));
        commits.failed(at(OTHER, 6));
        assertThat(commits.take()).isEqualTo(at(OTHER, 6));
    }
}
