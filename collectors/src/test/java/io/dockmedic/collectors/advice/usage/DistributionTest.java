package io.dockmedic.collectors.advice.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private final Distribution distribution = new Distribution();

    @Test
    void nothingIsZero() {
        assertThat(distribution.quantile(0.99)).isZero();
        assertThat(distribution.max()).isZero();
        assertThat(Distribution.read(distribution.text()).total()).isZero();
    }

    @Test
    void aQuantileIsAtMostThreePercentAboveWhatItWas() {
        Random random = new Random(1);
        long[] values = random.doubles(20_000).mapToLong(one -> (long) Math.exp(one * 25)).sorted().toArray();
        Arrays.stream(values).forEach(distribution::add);
        for (double share : new double[]{0.01, 0.5, 0.9, 0.99, 0.999, 1}) {
            long exact = values[(int) Math.ceil(share * values.length) - 1];
            assertThat(distribution.quantile(share)).isBetween(exact, (long) (exact * 1.031) + 1);
        }
        assertThat(distribution.quantile(1)).isEqualTo(distribution.max()).isEqualTo(values[values.length - 1]);
    }

    @Test
    void zeroIsZeroAndTheLargestValueHasRoom() {
        distribution.add(0);
        assertThat(distribution.quantile(1)).isZero();
        distribution.add(Long.MAX_VALUE);
        assertThat(distribution.quantile(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(distribution.quantile(0.5)).isZero();
    }

    @Test
    void whatIsWrittenComesBackAndTwoAreOne() {
        for (long value = 1; value < 5_000; value += 7) {
            distribution.add(value * 1_000);
        }
        Distribution back = Distribution.read(distribution.text());
        assertThat(back.text()).isEqualTo(distribution.text());
        back.add(distribution);
        assertThat(back.total()).isEqualTo(2 * distribution.total());
        assertThat(back.quantile(0.5)).isEqualTo(distribution.quantile(0.5));
    }

    @Test
    void anotherTextIsRefused() {
        for (String text : new String[]{"", "x", "5 1", "5 a:b", "5 :1", "5 1:"}) {
            assertThatThrownBy(() -> Distribution.read(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
