package io.dockmedic.collectors.exposition;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.gpu.reading.GpuInstance;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.PciAddress;
import io.dockmedic.collectors.gpu.watch.GpuSample;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;
import java.util.Optional;

/**
 * The labels of GPUs' metrics, with dcgm-exporter's names; what it cannot say of plain containers is added.
 *
 * @param hostname the machine's
 * @param driver   version of NVIDIA's driver
 * @param shown    which labels of containers are shown
 */
record GpuLabels(String hostname, String driver, ContainerLabels shown) {
    /** Of what dcgm-exporter has too. The container is the one on the GPU where there is only one, and nothing else. */
    Labels of(GpuSample sample) {
        GpuReading reading = sample.reading();
        return with(card(reading), sample.only());
    }

    /** Of a part of a divided GPU, with the one container on it. DCGM names the GPU instance, whatever compute instances are in it. */
    Labels of(GpuSample sample, GpuInstance part) {
        Labels gpu = card(sample.reading()).add("GPU_I_PROFILE", part.gpuProfile())
                .add("GPU_I_ID", Integer.toString(part.gpuInstance()));
        return with(gpu, sample.only(part));
    }

    private Labels card(GpuReading reading) {
        return place(reading.gpu()).add("device", reading.device())
                .add("modelName", reading.gpu().model())
                .add("hostname", hostname)
                .add("DCGM_FI_DRIVER_VERSION", driver);
    }

    /** Of what only Dockmedic has, of all vendors. */
    Labels of(Gpu gpu) {
        return place(gpu).add("vendor", gpu.vendor());
    }

    private static Labels place(Gpu gpu) {
        return Labels.of("gpu", gpu.index() < 0 ? "" : Integer.toString(gpu.index()), "UUID", gpu.uuid(), "pci_bus_id",
                PciAddress.longer(gpu.pci()));
    }

    /** With those of a container; empty ones without. */
    Labels with(Labels gpu, Optional<Container> container) {
        Labels all = gpu.add("container", container.map(Container::name).orElse(""))
                .add("image", container.map(Container::image).orElse(""));
        for (Map.Entry<String, String> one : shown.shown().entrySet()) {
            all = all.add(one.getValue(),
                    container.map(own -> own.labels().getOrDefault(one.getKey(), "")).orElse(""));
        }
        return all;
    }
}
