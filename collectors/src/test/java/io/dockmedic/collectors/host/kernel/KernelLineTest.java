package io.dockmedic.collectors.host.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelLineTest {
    @Test
    void aRecordIsReadWithoutItsKeysAndLaterFields() {
        assertThat(KernelLine.parse("5,344,1299276,-;virtio_blk virtio1: [vda] new size; more\n SUBSYSTEM=virtio\n"))
                .contains(new KernelLine(0, 344, 1_299_276, "virtio_blk virtio1: [vda] new size; more"));
        assertThat(KernelLine.parse("30,1,2,c,caller=T1,later;text")).contains(new KernelLine(3, 1, 2, "text"));
    }

    @Test
    void everyLineOfRealKernelsIsRead() {
        assertThat(Lines.of("oom-of-a-limit")).isNotEmpty().allMatch(line -> KernelLine.parse(line).isPresent());
    }

    @Test
    void onlyFacilityZeroIsTheKernel() {
        assertThat(KernelLine.parse("7,1,2,-;x")).hasValueSatisfying(line -> assertThat(line.kernels()).isTrue());
        assertThat(KernelLine.parse("8,1,2,-;x")).hasValueSatisfying(line -> assertThat(line.kernels()).isFalse());
        assertThat(KernelLine.parse("11,1,2,-;x")).hasValueSatisfying(line -> assertThat(line.kernels()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", "text", "1,2;x", "a,2,3,-;x", "1,99999999999999999999,3,-;x"})
    void whatHasAnotherFormIsNone(String record) {
        assertThat(KernelLine.parse(record)).isEmpty();
    }
}
