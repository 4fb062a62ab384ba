/*
 * A stand-in for NVIDIA's libnvidia-ml.so.1, for machines without a GPU. It says what the file beside it says: for
 * /tmp/x/nvml.so that is /tmp/x/nvml.so.state, read at every call, with lines
 *
 *   driver 550.54.15             for the whole machine
 *   0 power 71000                for GPU 0
 *   0 spoils.82 2                all fields are refused so where that one is among them
 *   0 field.208 12               one that it has, or with -1 has not; NVLink 5's are those of all links only
 *   0 events 0xffff              the kinds of event that it says it tells
 *   0 events.refused 0xc000      and those of them for which it refuses to be registered all the same
 *   unasked 1                    events are told to whoever did not register for them, too
 *   wait 15                      what waiting answers in a set of events in which a GPU is that is lost; in others it goes on
 *   hang nvmlEventSetWait_v2     a function for the whole machine does not come back: also nvmlInit_v2, nvmlDeviceGetCount_v2
 *   return.nvmlDeviceGetCount_v2 999
 *                                what one answers: that one, nvmlEventSetCreate, nvmlEventSetFree, nvmlEventSetWait, …_v2
 *
 *   0 mig 1                      it is divided, into as many as there are lines
 *   parts.nvmlDeviceGetName 4    what one answers of any part
 *   0 part 3 0 1g.10gb 9856 1200 of GPU instance 3 and compute instance 0, with its profile and, in MiB, memory in all and used
 *
 *   opens /dev/nvidiactl         what it has open while it is initialised
 *
 * What a GPU may draw is in nvml.so.limit.N, in milliwatts, from when it was set on; without that file it is as after a start.
 *
 * What is not written there is as on a healthy GPU. Every call into a GPU is written to nvml.so.calls, where there is
 * that file, and those that make and free a set of events; two at the same time into one GPU are written as OVERLAP. Built with -DOLD_DRIVER it lacks what came with
 * later drivers; with -DNO_V3_LISTS only the third versions of the lists of processes, as drivers 450 to 509 and 535.98.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    SUCCESS = 0, UNINITIALIZED = 1, INVALID_ARGUMENT = 2, NOT_SUPPORTED = 3, NOT_FOUND = 6, INSUFFICIENT_SIZE = 7,
    TIMEOUT = 10, GPU_IS_LOST = 15, MEMORY = 20, VERSION_MISMATCH = 25, UNKNOWN = 999
};
enum { GPUS = 16, SETS = 32, MOST_PARTS = 7, LONGEST = 256, TICK_MS = 5 };

typedef int nvmlReturn_t;
typedef struct gpu { int index; atomic_int inside; } gpu;
/* What GPUs in it tell of. */
typedef struct event_set { atomic_bool made; unsigned long long registered[GPUS]; } event_set;
typedef gpu *nvmlDevice_t;

static gpu gpus[GPUS];
/* Parts of divided ones: that of GPU 1 at place 2 is parts[1][2]. */
static gpu parts[GPUS][MOST_PARTS];
static event_set sets[SETS];
static atomic_int initialised;
static atomic_long delivered;
static int device_file = -1;

static const char *beside(const char *ending) {
    static _Thread_local char path[4096];
    Dl_info info;
    if (!dladdr((void *) &initialised, &info)) {
        abort();
    }
    snprintf(path, sizeof path, "%s%s", info.dli_fname, ending);
    return path;
}

/* The nth value that the state has for a key, "" when there is none. */
static bool nth(const char *key, int n, char value[LONGEST]) {
    FILE *file = fopen(beside(".state"), "re");
    char line[LONGEST];
    size_t length = strlen(key);
    bool found = false;
    value[0] = 0;
    while (file && !found && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        if (!strncmp(line, key, length) && line[length] == ' ' && n-- == 0) {
            strcpy(value, line + length + 1);
            found = true;
        }
    }
    if (file) {
        fclose(file);
    }
    return found;
}

static unsigned long long number(const char *key, unsigned long long otherwise) {
    char value[LONGEST];
    return nth(key, 0, value) ? strtoull(value, NULL, 0) : otherwise;
}

static const char *of(int index, const char *key) {
    static _Thread_local char name[LONGEST];
    snprintf(name, sizeof name, "%d %s", index, key);
    return name;
}

static void pause_ms(int ms) {
    struct timespec time = {ms / 1000, (ms % 1000) * 1000000L};
    nanosleep(&time, NULL);
}

/* What a function for the whole machine does first. */
static nvmlReturn_t machine(const char *function) {
    char value[LONGEST], key[LONGEST];
    while (nth("hang", 0, value) && !strcmp(value, function)) {
        pause_ms(TICK_MS);
    }
    snprintf(key, sizeof key, "return.%s", function);
    return (nvmlReturn_t) number(key, SUCCESS);
}

/* Only where the file is there: a test that has ended takes it away. */
static void append(const char *to, const char *what, long long value) {
    char line[LONGEST];
    int length = snprintf(line, sizeof line, "%s %lld\n", what, value);
    int file = open(beside(to), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (file >= 0) {
        if (write(file, line, (size_t) length) != length) {
            abort();
        }
        close(file);
    }
}

static void note(const char *what, int index) {
    append(".calls", what, index);
}

static bool is_part(nvmlDevice_t device) {
    return device >= &parts[0][0] && device < &parts[0][0] + GPUS * MOST_PARTS;
}

/* What the state has for a part of a divided GPU. */
typedef struct { unsigned gpu_instance, compute_instance; char profile[LONGEST]; unsigned long long total, used; } part;

static bool part_of(nvmlDevice_t device, part *one) {
    char value[LONGEST], key[LONGEST];
    strcpy(key, of(device->index, "part"));
    return nth(key, (int) (device - parts[device->index]), value)
        && sscanf(value, "%u %u %255s %llu %llu", &one->gpu_instance, &one->compute_instance, one->profile, &one->total,
                  &one->used) == 5;
}

/* What is asked of a part, too. */
static bool of_parts(const char *function) {
    static const char *const known[] = {
        "nvmlDeviceGetUUID", "nvmlDeviceGetName", "nvmlDeviceGetMemoryInfo", "nvmlDeviceGetMemoryInfo_v2",
        "nvmlDeviceGetGpuInstanceId", "nvmlDeviceGetComputeInstanceId", "nvmlDeviceGetComputeRunningProcesses_v3",
        "nvmlDeviceGetGraphicsRunningProcesses_v3", "nvmlDeviceGetMPSComputeRunningProcesses_v3",
        "nvmlDeviceGetComputeRunningProcesses_v2", "nvmlDeviceGetGraphicsRunningProcesses_v2",
        "nvmlDeviceGetMPSComputeRunningProcesses_v2"
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!strcmp(known[i], function)) {
            return true;
        }
    }
    return false;
}

/* What every call into a GPU does first: hangs, fails, or goes on with SUCCESS. */
static nvmlReturn_t enter(nvmlDevice_t device, const char *function) {
    char value[LONGEST], key[LONGEST];
    if (!initialised) {
        return UNINITIALIZED;
    }
    if (is_part(device)) {
        part one;
        note("part", device->index);
        snprintf(key, sizeof key, "parts.%s", function);
        return !of_parts(function) ? NOT_SUPPORTED : !part_of(device, &one) ? INVALID_ARGUMENT : (nvmlReturn_t) number(key, SUCCESS);
    }
    if (device < gpus || device >= gpus + GPUS) {
        return INVALID_ARGUMENT;
    }
    note(function, device->index);
    if (atomic_fetch_add(&device->inside, 1) > 0) {
        note("OVERLAP", device->index);
    }
    while (nth(of(device->index, "hang"), 0, value) && !strcmp(value, function)) {
        pause_ms(TICK_MS);
    }
    atomic_fetch_sub(&device->inside, 1);
    if (number(of(device->index, "lost"), 0)) {
        return GPU_IS_LOST;
    }
    int answers = number(of(device->index, "answers"), SUCCESS);
    if (answers != SUCCESS) {
        return (nvmlReturn_t) answers;
    }
    snprintf(key, sizeof key, "return.%s", function);
    return (nvmlReturn_t) number(of(device->index, key), SUCCESS);
}

#define ENTER do { nvmlReturn_t entered = enter(device, __func__); if (entered) return entered; } while (0)

static nvmlReturn_t text(nvmlDevice_t device, const char *key, const char *otherwise, char *to, unsigned length) {
    char value[LONGEST];
    const char *said = nth(of(device->index, key), 0, value) ? value : otherwise;
    if (strlen(said) >= length) {
        return INSUFFICIENT_SIZE;
    }
    strcpy(to, said);
    return SUCCESS;
}

/* The machine. */

nvmlReturn_t nvmlInit_v2(void) {
    nvmlReturn_t result = (nvmlReturn_t) number("init", SUCCESS);
    char value[LONGEST];
    while (nth("hang", 0, value) && !strcmp(value, __func__)) {
        pause_ms(TICK_MS);
    }
    note(__func__, -1);
    for (int i = 0; i < GPUS; i++) {
        gpus[i].index = i;
        for (int j = 0; j < MOST_PARTS; j++) {
            parts[i][j].index = i;
        }
    }
    if (result == SUCCESS) {
        initialised++;
        if (device_file < 0 && nth("opens", 0, value)) {
            device_file = open(value, O_RDONLY | O_CLOEXEC);
        }
    }
    return result;
}

/* Done also when nothing is: so the real one of 535 answers, whatever its header says. */
nvmlReturn_t nvmlShutdown(void) {
    note(__func__, -1);
    if (!initialised) {
        return SUCCESS;
    }
    if (--initialised == 0) {
        for (int i = 0; i < SETS; i++) {
            sets[i].made = false;
        }
        if (device_file >= 0) {
            close(device_file);
            device_file = -1;
        }
    }
    return SUCCESS;
}

nvmlReturn_t nvmlSystemGetDriverVersion(char *version, unsigned length) {
    char value[LONGEST];
    if (!initialised) {
        return UNINITIALIZED;
    }
    snprintf(version, length, "%s", nth("driver", 0, value) ? value : "550.54.15");
    return SUCCESS;
}

nvmlReturn_t nvmlSystemGetNVMLVersion(char *version, unsigned length) {
    char value[LONGEST];
    snprintf(version, length, "%s", nth("library", 0, value) ? value : "12.550.54.15");
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetCount_v2(unsigned *count) {
    nvmlReturn_t result = machine(__func__);
    if (!initialised) {
        return UNINITIALIZED;
    }
    if (result == SUCCESS) {
        *count = (unsigned) number("count", 1);
    }
    return result;
}

nvmlReturn_t nvmlDeviceGetHandleByIndex_v2(unsigned index, nvmlDevice_t *found) {
    if (index >= GPUS || index >= number("count", 1)) {
        return initialised ? INVALID_ARGUMENT : UNINITIALIZED;
    }
    nvmlDevice_t device = &gpus[index];
    ENTER;
    *found = device;
    return SUCCESS;
}

/* Who it is. */

nvmlReturn_t nvmlDeviceGetUUID(nvmlDevice_t device, char *uuid, unsigned length) {
    char otherwise[LONGEST];
    ENTER;
    if (is_part(device)) {
        snprintf(uuid, length, "MIG-00000000-0000-0000-%04d-%012d", device->index, (int) (device - parts[device->index]));
        return SUCCESS;
    }
    snprintf(otherwise, sizeof otherwise, "GPU-00000000-0000-0000-0000-%012d", device->index);
    return text(device, "uuid", otherwise, uuid, length);
}

nvmlReturn_t nvmlDeviceGetName(nvmlDevice_t device, char *name, unsigned length) {
    part one;
    ENTER;
    if (is_part(device) && part_of(device, &one)) {
        snprintf(name, length, "NVIDIA Test 80GB MIG %.32s", one.profile);
        return SUCCESS;
    }
    return text(device, "name", "NVIDIA Test 80GB", name, length);
}

nvmlReturn_t nvmlDeviceGetSerial(nvmlDevice_t device, char *serial, unsigned length) {
    ENTER;
    return text(device, "serial", "1650000000001", serial, length);
}

nvmlReturn_t nvmlDeviceGetMinorNumber(nvmlDevice_t device, unsigned *minor) {
    ENTER;
    *minor = (unsigned) number(of(device->index, "minor"), (unsigned) device->index);
    return SUCCESS;
}

typedef struct {
    char busIdLegacy[16];
    unsigned domain, bus, device, pciDeviceId, pciSubSystemId;
    char busId[32];
} nvmlPciInfo_t;

nvmlReturn_t nvmlDeviceGetPciInfo_v3(nvmlDevice_t device, nvmlPciInfo_t *pci) {
    char bus[LONGEST], otherwise[LONGEST];
    ENTER;
    memset(pci, 0, sizeof *pci);
    snprintf(otherwise, sizeof otherwise, "00000000:%02X:00.0", 0x18 + device->index);
    text(device, "pci", otherwise, bus, sizeof bus);
    snprintf(pci->busId, sizeof pci->busId, "%.31s", bus);
    pci->bus = 0x18u + (unsigned) device->index;
    return SUCCESS;
}

/* How it is. */

typedef struct { unsigned gpu, memory; } nvmlUtilization_t;

nvmlReturn_t nvmlDeviceGetUtilizationRates(nvmlDevice_t device, nvmlUtilization_t *rates) {
    ENTER;
    if (number(of(device->index, "mig"), 0)) {
        return NOT_SUPPORTED;
    }
    rates->gpu = (unsigned) number(of(device->index, "util"), 37);
    rates->memory = (unsigned) number(of(device->index, "memutil"), 12);
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetEncoderUtilization(nvmlDevice_t device, unsigned *util, unsigned *period) {
    ENTER;
    *util = 3;
    *period = 1000;
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetDecoderUtilization(nvmlDevice_t device, unsigned *util, unsigned *period) {
    ENTER;
    *util = 4;
    *period = 1000;
    return SUCCESS;
}

static const unsigned long long MIB = 1 << 20;
typedef struct { unsigned long long total, free, used; } nvmlMemory_t;

nvmlReturn_t nvmlDeviceGetMemoryInfo(nvmlDevice_t device, nvmlMemory_t *memory) {
    part one;
    ENTER;
    if (is_part(device) && part_of(device, &one)) {
        memory->total = one.total * MIB;
        memory->used = one.used * MIB;
        memory->free = memory->total - memory->used;
        return SUCCESS;
    }
    memory->total = number(of(device->index, "memtotal"), 81920 * MIB);
    memory->used = number(of(device->index, "memused"), 1024 * MIB) + 500 * MIB;
    memory->free = memory->total - memory->used;
    return SUCCESS;
}

#ifndef OLD_DRIVER
typedef struct { unsigned version; unsigned long long total, reserved, free, used; } nvmlMemory_v2_t;

nvmlReturn_t nvmlDeviceGetMemoryInfo_v2(nvmlDevice_t device, nvmlMemory_v2_t *memory) {
    ENTER;
    if (memory->version != (sizeof *memory | 2 << 24)) {
        return VERSION_MISMATCH;
    }
    part one;
    if (is_part(device) && part_of(device, &one)) {
        memory->total = one.total * MIB;
        memory->used = one.used * MIB;
        memory->reserved = 10 * MIB;
        memory->free = memory->total - memory->used - memory->reserved;
        return SUCCESS;
    }
    memory->total = number(of(device->index, "memtotal"), 81920 * MIB);
    memory->used = number(of(device->index, "memused"), 1024 * MIB);
    memory->reserved = 500 * MIB;
    memory->free = memory->total - memory->used - memory->reserved;
    return SUCCESS;
}

typedef struct { unsigned version, sensor; int temperature; } nvmlTemperature_t;

nvmlReturn_t nvmlDeviceGetTemperatureV(nvmlDevice_t device, nvmlTemperature_t *temperature) {
    ENTER;
    if (temperature->version != (sizeof *temperature | 1 << 24)) {
        return VERSION_MISMATCH;
    }
    temperature->temperature = (int) number(of(device->index, "temp"), 41);
    return SUCCESS;
}

typedef struct { unsigned version; int margin; } nvmlMarginTemperature_t;

/* What is left until it is slowed down; GPUs before Ada do not say: "0 margin 48" for one that does. */
nvmlReturn_t nvmlDeviceGetMarginTemperature(nvmlDevice_t device, nvmlMarginTemperature_t *margin) {
    char value[LONGEST];
    ENTER;
    if (margin->version != (sizeof *margin | 1 << 24)) {
        return VERSION_MISMATCH;
    }
    if (!nth(of(device->index, "margin"), 0, value)) {
        return NOT_SUPPORTED;
    }
    margin->margin = (int) strtol(value, NULL, 0);
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetCurrentClocksEventReasons(nvmlDevice_t device, unsigned long long *reasons) {
    ENTER;
    *reasons = number(of(device->index, "reasons"), 1);
    return SUCCESS;
}
#endif

nvmlReturn_t nvmlDeviceGetTemperature(nvmlDevice_t device, int sensor, unsigned *temperature) {
    (void) sensor;
    ENTER;
    *temperature = (unsigned) number(of(device->index, "temp"), 41);
    return SUCCESS;
}

/* At which it is switched off, slowed down, and slowed down because of its memory. */
nvmlReturn_t nvmlDeviceGetTemperatureThreshold(nvmlDevice_t device, int type, unsigned *temperature) {
    static const unsigned healthy[] = {92, 89, 95};
    char key[LONGEST];
    ENTER;
    if (type < 0 || type > 2) {
        return NOT_SUPPORTED;
    }
    snprintf(key, sizeof key, "threshold.%d", type);
    *temperature = (unsigned) number(of(device->index, key), healthy[type]);
    return *temperature ? SUCCESS : NOT_SUPPORTED;
}

nvmlReturn_t nvmlDeviceGetCurrentClocksThrottleReasons(nvmlDevice_t device, unsigned long long *reasons) {
    ENTER;
    *reasons = number(of(device->index, "reasons"), 1);
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetFanSpeed(nvmlDevice_t device, unsigned *percent) {
    ENTER;
    *percent = (unsigned) number(of(device->index, "fan"), 30);
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetPowerUsage(nvmlDevice_t device, unsigned *milliwatts) {
    ENTER;
    *milliwatts = (unsigned) number(of(device->index, "power"), 71500);
    return SUCCESS;
}

static unsigned usual_limit(nvmlDevice_t device) {
    return (unsigned) number(of(device->index, "limit.usual"), 700000);
}

static FILE *limit_file(nvmlDevice_t device, const char *ending, const char *mode) {
    char name[LONGEST];
    snprintf(name, sizeof name, ".limit.%d%s", device->index, ending);
    return fopen(beside(name), mode);
}

static unsigned power_limit(nvmlDevice_t device) {
    unsigned set = 0;
    FILE *file = limit_file(device, "", "re");
    if (file) {
        if (fscanf(file, "%u", &set) != 1) {
            abort();
        }
        fclose(file);
    }
    return set ? set : usual_limit(device);
}

static void bounds(nvmlDevice_t device, unsigned *least, unsigned *most) {
    *least = (unsigned) number(of(device->index, "limit.least"), 200000);
    *most = (unsigned) number(of(device->index, "limit.most"), 700000);
}

nvmlReturn_t nvmlDeviceGetEnforcedPowerLimit(nvmlDevice_t device, unsigned *milliwatts) {
    ENTER;
    *milliwatts = power_limit(device);
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetPowerManagementLimit(nvmlDevice_t device, unsigned *milliwatts) {
    ENTER;
    *milliwatts = power_limit(device);
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetPowerManagementDefaultLimit(nvmlDevice_t device, unsigned *milliwatts) {
    ENTER;
    *milliwatts = usual_limit(device);
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetPowerManagementLimitConstraints(nvmlDevice_t device, unsigned *least, unsigned *most) {
    ENTER;
    bounds(device, least, most);
    return SUCCESS;
}

/* In one step, so that nobody reads half of it. Who is not root is told so by "return." and its name. */
nvmlReturn_t nvmlDeviceSetPowerManagementLimit(nvmlDevice_t device, unsigned milliwatts) {
    char from[4096], name[LONGEST];
    unsigned least, most;
    ENTER;
    bounds(device, &least, &most);
    if (milliwatts < least || milliwatts > most) {
        return INVALID_ARGUMENT;
    }
    FILE *file = limit_file(device, ".new", "we");
    if (!file) {
        return UNKNOWN;
    }
    fprintf(file, "%u", milliwatts);
    fclose(file);
    snprintf(name, sizeof name, ".limit.%d.new", device->index);
    snprintf(from, sizeof from, "%s", beside(name));
    snprintf(name, sizeof name, ".limit.%d", device->index);
    return rename(from, beside(name)) ? UNKNOWN : SUCCESS;
}

nvmlReturn_t nvmlDeviceGetClockInfo(nvmlDevice_t device, int type, unsigned *mhz) {
    ENTER;
    *mhz = type == 2 ? 2619 : 1980;
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetPerformanceState(nvmlDevice_t device, int *state) {
    ENTER;
    *state = 0;
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetPersistenceMode(nvmlDevice_t device, int *mode) {
    ENTER;
    *mode = (int) number(of(device->index, "persistence"), 1);
    return SUCCESS;
}

/* Ada, as one that can be reset by itself. */
nvmlReturn_t nvmlDeviceGetArchitecture(nvmlDevice_t device, unsigned *architecture) {
    ENTER;
    *architecture = (unsigned) number(of(device->index, "architecture"), 8);
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetDisplayActive(nvmlDevice_t device, int *active) {
    ENTER;
    *active = (int) number(of(device->index, "display"), 0);
    return SUCCESS;
}

/* Its links: lines "0 link 00000000:19:00.0", all of them up. */

nvmlReturn_t nvmlDeviceGetNvLinkState(nvmlDevice_t device, unsigned link, int *active) {
    char value[LONGEST], key[LONGEST];
    ENTER;
    strcpy(key, of(device->index, "link"));
    if (!nth(key, (int) link, value)) {
        return link ? INVALID_ARGUMENT : NOT_SUPPORTED;
    }
    *active = 1;
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetNvLinkRemotePciInfo_v2(nvmlDevice_t device, unsigned link, nvmlPciInfo_t *pci) {
    char value[LONGEST], key[LONGEST];
    ENTER;
    strcpy(key, of(device->index, "link"));
    if (!nth(key, (int) link, value)) {
        return INVALID_ARGUMENT;
    }
    memset(pci, 0, sizeof *pci);
    snprintf(pci->busId, sizeof pci->busId, "%.31s", value);
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetMigMode(nvmlDevice_t device, unsigned *current, unsigned *pending) {
    ENTER;
    *current = *pending = (unsigned) number(of(device->index, "mig"), 0);
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetMaxMigDeviceCount(nvmlDevice_t device, unsigned *count) {
    ENTER;
    *count = MOST_PARTS;
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetMigDeviceHandleByIndex(nvmlDevice_t device, unsigned index, nvmlDevice_t *found) {
    part one;
    ENTER;
    if (index >= MOST_PARTS) {
        return INVALID_ARGUMENT;
    }
    if (!number(of(device->index, "mig"), 0)) {
        return NOT_SUPPORTED;
    }
    *found = &parts[device->index][index];
    return part_of(*found, &one) ? SUCCESS : NOT_FOUND;
}

nvmlReturn_t nvmlDeviceGetGpuInstanceId(nvmlDevice_t device, unsigned *id) {
    part one = {0};
    ENTER;
    if (!is_part(device) || !part_of(device, &one)) {
        return INVALID_ARGUMENT;
    }
    *id = one.gpu_instance;
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetComputeInstanceId(nvmlDevice_t device, unsigned *id) {
    part one = {0};
    ENTER;
    if (!is_part(device) || !part_of(device, &one)) {
        return INVALID_ARGUMENT;
    }
    *id = one.compute_instance;
    return SUCCESS;
}

#ifndef OLD_DRIVER
typedef struct {
    unsigned fieldId, scopeId;
    long long timestamp, latencyUsec;
    int valueType;
    nvmlReturn_t nvmlReturn;
    union { double d; unsigned ui; unsigned long long ull; } value;
} nvmlFieldValue_t;

/* What a healthy one says; -1 for what it does not have. */
static long long healthy(unsigned field) {
    switch (field) {
    case 3: return 2;           /* corrected ECC errors since the driver was loaded */
    case 4: return 0;           /* uncorrected */
    case 5: return 40;          /* corrected, in all */
    case 6: return 1;           /* uncorrected, in all */
    case 38: case 45: case 52: case 59: return 0;
    case 74: return 5000000000; /* held down by its power limit, ns */
    case 75: case 76: case 77: case 78: case 79: return 0;
    case 82: return 47;         /* memory temperature */
    case 83: return 123456789;  /* energy, mJ */
    case 94: return 7;          /* PCIe replays */
    case 142: return 1;         /* remapped rows */
    case 143: case 144: case 145: return 0;
    case 230: return 0;         /* recovery action */
    default: return -1;
    }
}

/* What may be below 0, and is told only where the state has it: temperatures that are left. */
static bool is_signed(unsigned field) {
    return field >= 193 && field <= 196;
}

/* In mJ, as if it had drawn what it draws since the machine's start: with "0 energy.clock 1". */
static long long burnt(nvmlDevice_t device) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec * 1000LL + now.tv_nsec / 1000000) * (long long) number(of(device->index, "power"), 71500) / 1000;
}

nvmlReturn_t nvmlDeviceGetFieldValues(nvmlDevice_t device, int count, nvmlFieldValue_t *values) {
    char key[LONGEST];
    ENTER;
    for (int i = 0; i < count; i++) {
        snprintf(key, sizeof key, "spoils.%u", values[i].fieldId);
        unsigned long long refused = number(of(device->index, key), SUCCESS);
        if (refused) {
            return (nvmlReturn_t) refused;
        }
    }
    for (int i = 0; i < count; i++) {
        snprintf(key, sizeof key, "field.%u", values[i].fieldId);
        long long value = (long long) number(of(device->index, key), (unsigned long long) healthy(values[i].fieldId));
        if (values[i].fieldId == 83 && number(of(device->index, "energy.clock"), 0)) {
            value = burnt(device);
        }
        if (is_signed(values[i].fieldId)) {
            char said[LONGEST];
            bool told = nth(of(device->index, key), 0, said);
            values[i].nvmlReturn = told ? SUCCESS : NOT_SUPPORTED;
            values[i].valueType = (int) number(of(device->index, "margin.type"), 5);
            values[i].value.ull = 0xA5A5A5A5A5A5A5A5ull;
            values[i].value.ui = (unsigned) (told ? strtol(said, NULL, 0) : 0);
            continue;
        }
        if (values[i].fieldId >= 201 && values[i].fieldId <= 222 && values[i].scopeId != UINT32_MAX) {
            values[i].nvmlReturn = INVALID_ARGUMENT;
            continue;
        }
        bool wide = value > UINT32_MAX || values[i].fieldId == 83;
        values[i].nvmlReturn = value < 0 ? NOT_SUPPORTED : SUCCESS;
        values[i].valueType = wide ? 3 : 1;
        values[i].value.ull = 0xA5A5A5A5A5A5A5A5ull;
        if (wide) {
            values[i].value.ull = (unsigned long long) value;
        } else {
            values[i].value.ui = (unsigned) value;
        }
    }
    return SUCCESS;
}
#endif

/* Who uses it: lines "0 process PID BYTES", of a divided one with the GPU instance and the compute instance after it; of those that
 * draw "0 graphics PID BYTES", of clients of the MPS server "0 mps PID BYTES". */

static nvmlReturn_t processes(nvmlDevice_t device, const char *kind, unsigned *count, char *infos, size_t stride) {
    char value[LONGEST], key[LONGEST];
    unsigned found = 0, room = infos ? *count : 0;
    part of_part = {0};
    strcpy(key, of(device->index, kind));
    for (int n = 0; nth(key, n, value); n++) {
        char *rest;
        unsigned pid = (unsigned) strtoul(value, &rest, 10);
        unsigned long long bytes = strtoull(rest, &rest, 0);
        unsigned gpu_instance = UINT32_MAX, compute_instance = UINT32_MAX;
        if (*rest && sscanf(rest, "%u %u", &gpu_instance, &compute_instance) != 2) {
            abort();
        }
        if (is_part(device) && part_of(device, &of_part)
            && (gpu_instance != of_part.gpu_instance || compute_instance != of_part.compute_instance)) {
            continue;
        }
        if (found < room) {
            memset(infos + found * stride, 0, stride);
            memcpy(infos + found * stride, &pid, sizeof pid);
            memcpy(infos + found * stride + 8, &bytes, sizeof bytes);
            if (stride > 16) {
                memcpy(infos + found * stride + 16, &gpu_instance, sizeof gpu_instance);
                memcpy(infos + found * stride + 20, &compute_instance, sizeof compute_instance);
            }
        }
        found++;
    }
    *count = found;
    return found > room ? INSUFFICIENT_SIZE : SUCCESS;
}

/* Entries of the first version have 16 bytes, those of the second 24, those of the third what "stride" says: 24, 32, or 16. */
#define LIST(name, kind, stride) \
    nvmlReturn_t name(nvmlDevice_t device, unsigned *count, void *infos) { \
        ENTER; \
        return processes(device, kind, count, infos, (size_t) (stride)); \
    }

LIST(nvmlDeviceGetComputeRunningProcesses, "process", 16)
LIST(nvmlDeviceGetGraphicsRunningProcesses, "graphics", 16)
LIST(nvmlDeviceGetMPSComputeRunningProcesses, "mps", 16)
#ifndef OLD_DRIVER
LIST(nvmlDeviceGetComputeRunningProcesses_v2, "process", 24)
LIST(nvmlDeviceGetGraphicsRunningProcesses_v2, "graphics", 24)
LIST(nvmlDeviceGetMPSComputeRunningProcesses_v2, "mps", 24)
#ifndef NO_V3_LISTS
LIST(nvmlDeviceGetComputeRunningProcesses_v3, "process", number("stride", 24))
LIST(nvmlDeviceGetGraphicsRunningProcesses_v3, "graphics", number("stride", 24))
LIST(nvmlDeviceGetMPSComputeRunningProcesses_v3, "mps", number("stride", 24))
#endif
#endif

/*
 * What each used of it: lines "0 load PID SM MEMORY TIMESTAMP", now where there is no timestamp. Told are those after the
 * timestamp that is asked with; a divided GPU tells of none.
 */

typedef struct { unsigned pid; unsigned long long time; unsigned sm, memory, encoder, decoder; } nvmlProcessUtilizationSample_t;
enum { MOST_LOADS = 256 };

static nvmlReturn_t loads(nvmlDevice_t device, unsigned long long since, nvmlProcessUtilizationSample_t all[MOST_LOADS],
                          unsigned *found) {
    char value[LONGEST], key[LONGEST];
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    *found = 0;
    if (number(of(device->index, "mig"), 0)) {
        return NOT_SUPPORTED;
    }
    strcpy(key, of(device->index, "load"));
    for (int n = 0; n < MOST_LOADS && nth(key, n, value); n++) {
        char *rest;
        nvmlProcessUtilizationSample_t one = {0};
        one.pid = (unsigned) strtoul(value, &rest, 10);
        one.sm = (unsigned) strtoul(rest, &rest, 0);
        one.memory = (unsigned) strtoul(rest, &rest, 0);
        one.time = strtoull(rest, NULL, 0);
        one.time = one.time ? one.time : now.tv_sec * 1000000ull + now.tv_nsec / 1000;
        if (one.time > since) {
            all[(*found)++] = one;
        }
    }
    return *found ? SUCCESS : NOT_FOUND;
}

nvmlReturn_t nvmlDeviceGetProcessUtilization(nvmlDevice_t device, nvmlProcessUtilizationSample_t *samples, unsigned *count,
                                             unsigned long long since) {
    nvmlProcessUtilizationSample_t all[MOST_LOADS];
    unsigned found, room = samples ? *count : 0;
    ENTER;
    nvmlReturn_t result = loads(device, since, all, &found);
    if (result == SUCCESS) {
        *count = found;
        result = found > room ? INSUFFICIENT_SIZE : SUCCESS;
    }
    if (result == SUCCESS) {
        memcpy(samples, all, found * sizeof *all);
    }
    return result;
}

#ifndef OLD_DRIVER
typedef struct {
    unsigned long long time;
    unsigned pid, sm, memory, encoder, decoder, jpeg, ofa;
} nvmlProcessUtilizationInfo_v1_t;
typedef struct {
    unsigned version, count;
    unsigned long long since;
    nvmlProcessUtilizationInfo_v1_t *samples;
} nvmlProcessesUtilizationInfo_t;

nvmlReturn_t nvmlDeviceGetProcessesUtilizationInfo(nvmlDevice_t device, nvmlProcessesUtilizationInfo_t *info) {
    nvmlProcessUtilizationSample_t all[MOST_LOADS];
    unsigned found, room = info->samples ? info->count : 0;
    ENTER;
    if (info->version != (sizeof *info | 1 << 24)) {
        return VERSION_MISMATCH;
    }
    nvmlReturn_t result = loads(device, info->since, all, &found);
    if (result != SUCCESS) {
        return result;
    }
    info->count = found;
    for (unsigned i = 0; i < found && found <= room; i++) {
        info->samples[i] = (nvmlProcessUtilizationInfo_v1_t) {
            .time = all[i].time, .pid = all[i].pid, .sm = all[i].sm, .memory = all[i].memory
        };
    }
    return found > room ? INSUFFICIENT_SIZE : SUCCESS;
}
#endif

nvmlReturn_t nvmlSystemGetProcessName(unsigned pid, char *name, unsigned length) {
    snprintf(name, length, "/usr/bin/process-%u", pid);
    return SUCCESS;
}

/* What happens to it: lines "xid GPU CODE", or "xid GPU DATA TYPE" for another kind of event, and with the GPU instance and the compute
 * instance after those of a part; each told once, in order. */

typedef struct {
    nvmlDevice_t device;
    unsigned long long eventType, eventData;
    unsigned gpuInstanceId, computeInstanceId;
} nvmlEventData_t;

static event_set *known_set(void *set) {
    event_set *one = set;
    return one >= sets && one < sets + SETS && one->made ? one : NULL;
}

nvmlReturn_t nvmlEventSetCreate(void **set) {
    nvmlReturn_t result = machine(__func__);
    note(__func__, -1);
    if (!initialised || result) {
        return result ? result : UNINITIALIZED;
    }
    int i = 0;
    while (i < SETS && sets[i].made) {
        i++;
    }
    if (i == SETS) {
        return MEMORY;
    }
    memset(sets[i].registered, 0, sizeof sets[i].registered);
    sets[i].made = true;
    *set = &sets[i];
    /* As a driver does: what happened before anybody listened is told to nobody. */
    for (char value[LONGEST]; number("only_new", 0) && nth("xid", (int) delivered, value);) {
        delivered++;
    }
    return SUCCESS;
}

nvmlReturn_t nvmlEventSetFree(void *set) {
    nvmlReturn_t result = machine(__func__);
    note(__func__, -1);
    if (!initialised || result) {
        return result ? result : UNINITIALIZED;
    }
    event_set *one = known_set(set);
    if (!one) {
        return INVALID_ARGUMENT;
    }
    one->made = false;
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetSupportedEventTypes(nvmlDevice_t device, unsigned long long *types) {
    ENTER;
    *types = number(of(device->index, "events"), 0x1f);
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceRegisterEvents(nvmlDevice_t device, unsigned long long types, void *set) {
    ENTER;
    event_set *one = known_set(set);
    if (!one || types & ~number(of(device->index, "events"), 0x1f)
        || types & number(of(device->index, "events.refused"), 0)) {
        return INVALID_ARGUMENT;
    }
    one->registered[device->index] |= types;
    return SUCCESS;
}

/* Whether a GPU is in it that has fallen off the bus. */
static bool has_a_lost_one(const event_set *set) {
    for (int i = 0; i < GPUS; i++) {
        if (set->registered[i] && number(of(i, "lost"), 0)) {
            return true;
        }
    }
    return false;
}

/* A part is told in the version that has room for it alone. */
static nvmlReturn_t waited(void *set, nvmlEventData_t *data, unsigned timeout, const char *function, bool with_part) {
    char value[LONGEST];
    nvmlReturn_t result = machine(function), lost = (nvmlReturn_t) number("wait", SUCCESS);
    event_set *one = known_set(set);
    if (!initialised || !one) {
        return initialised ? INVALID_ARGUMENT : UNINITIALIZED;
    }
    for (unsigned spent = 0;; spent += TICK_MS) {
        if (result || (lost && has_a_lost_one(one))) {
            return result ? result : lost;
        }
        if (nth("xid", (int) delivered, value)) {
            char *rest;
            int index = (int) strtol(value, &rest, 10);
            delivered++;
            unsigned long long code = strtoull(rest, &rest, 10), type = strtoull(rest, &rest, 0);
            type = type ? type : 8;
            if (one->registered[index] & type || number("unasked", 0)) {
                data->device = &gpus[index];
                data->eventType = type;
                data->eventData = code;
                if (with_part && sscanf(rest, "%u %u", &data->gpuInstanceId, &data->computeInstanceId) != 2) {
                    data->gpuInstanceId = data->computeInstanceId = UINT32_MAX;
                }
                char told[16];
                snprintf(told, sizeof told, "%d", index);
                append(".told", told, (long long) code);
                return SUCCESS;
            }
        }
        if (spent >= timeout) {
            return TIMEOUT;
        }
        pause_ms(TICK_MS);
    }
}

nvmlReturn_t nvmlEventSetWait(void *set, nvmlEventData_t *data, unsigned timeout) {
    return waited(set, data, timeout, __func__, false);
}

#ifndef OLD_DRIVER
nvmlReturn_t nvmlEventSetWait_v2(void *set, nvmlEventData_t *data, unsigned timeout) {
    return waited(set, data, timeout, __func__, true);
}
#endif
