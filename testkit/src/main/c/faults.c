/*
 * What a process sees of the host, under a test's hand: its wall clock, and the disk under some of its files.
 * Preloaded (LD_PRELOAD); driven through a page of memory shared with the test, named by FAULTS_PAGE. The files are
 * those whose path contains FAULTS_FILES. Without a page everything is as it is.
 *
 * A step is one write, truncation, removal or sync of such a file. The monotonic clock is never touched. A wait that
 * has begun does not notice a step of the clock.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

/* As FaultyHost.java has it. */
struct page {
    _Atomic int64_t clock_offset_ns;
    _Atomic int64_t write_delay_us;
    _Atomic int64_t sync_delay_us;
    _Atomic int64_t error;      /* an errno, or 0 */
    _Atomic int64_t kill_step;  /* or 0 */
    _Atomic int64_t kill_how;
    _Atomic int64_t writes;
    _Atomic int64_t syncs;
    _Atomic int64_t steps;
};

enum { BEFORE = 0, HALFWAY = 1, AFTER = 2 };

/* What a descriptor was found to be when it was last looked at. */
enum { UNKNOWN = 0, OURS = 1, OTHER = 2 };

#define DESCRIPTORS 65536
#define SECOND INT64_C(1000000000)

static struct page *page;
static const char *files;
static _Atomic unsigned char known[DESCRIPTORS];

#define NEXT(name) ((__typeof__(&name)) next(#name))

static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }

/* dlsym may give the oldest version, whose condition variables are not those of today. */
static void *next_timedwait(void) {
    void *found = dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
    return found ? found : next("pthread_cond_timedwait");
}

static __typeof__(&clock_gettime) real_clock_gettime;
static __typeof__(&pthread_cond_timedwait) real_timedwait;
static __typeof__(&write) real_write;
static __typeof__(&pwrite64) real_pwrite;
static __typeof__(&fsync) real_fsync;
static __typeof__(&fdatasync) real_fdatasync;
static __typeof__(&ftruncate64) real_ftruncate;
static __typeof__(&close) real_close;

__attribute__((constructor)) static void attach(void) {
    real_clock_gettime = NEXT(clock_gettime);
    real_timedwait = (__typeof__(&pthread_cond_timedwait)) next_timedwait();
    real_write = NEXT(write);
    real_pwrite = NEXT(pwrite64);
    real_fsync = NEXT(fsync);
    real_fdatasync = NEXT(fdatasync);
    real_ftruncate = NEXT(ftruncate64);
    real_close = NEXT(close);
    const char *path = getenv("FAULTS_PAGE");
    files = getenv("FAULTS_FILES");
    if (!path) {
        return;
    }
    int fd = NEXT(open)(path, O_RDWR | O_CLOEXEC);
    void *mapped = fd < 0 ? MAP_FAILED : mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapped == MAP_FAILED) {
        dprintf(2, "faults: cannot use the page %s\n", path);
        _exit(120);
    }
    real_close(fd);
    page = mapped;
}

/* The clock. */

static int64_t offset(void) { return page ? page->clock_offset_ns : 0; }

static struct timespec shifted(struct timespec at, int64_t by) {
    int64_t nanos = at.tv_nsec + by % SECOND;
    int64_t seconds = at.tv_sec + by / SECOND;
    if (nanos < 0) {
        nanos += SECOND;
        seconds--;
    } else if (nanos >= SECOND) {
        nanos -= SECOND;
        seconds++;
    }
    return (struct timespec){.tv_sec = seconds, .tv_nsec = nanos};
}

int clock_gettime(clockid_t clock, struct timespec *into) {
    if (!real_clock_gettime) {
        real_clock_gettime = NEXT(clock_gettime);
    }
    int result = real_clock_gettime(clock, into);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        *into = shifted(*into, offset());
    }
    return result;
}

int gettimeofday(struct timeval *restrict into, void *restrict zone) {
    (void) zone;
    struct timespec now;
    int result = clock_gettime(CLOCK_REALTIME, &now);
    if (result == 0) {
        into->tv_sec = now.tv_sec;
        into->tv_usec = now.tv_nsec / 1000;
    }
    return result;
}

time_t time(time_t *into) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (into) {
        *into = now.tv_sec;
    }
    return now.tv_sec;
}

/* The kernel knows only the real clock. No host is up for thirty years: a later time is one of the wall clock. */
int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex,
                           const struct timespec *restrict until) {
    struct timespec real = *until;
    if (real.tv_sec > 1000000000) {
        real = shifted(real, -offset());
    }
    return real_timedwait(condition, mutex, &real);
}

/* The disk. */

static int path_is_ours(const char *path) { return files && *files && strstr(path, files) != NULL; }

static int is_ours(int fd) {
    if (!page || fd < 0) {
        return 0;
    }
    if (fd < DESCRIPTORS && known[fd] != UNKNOWN) {
        return known[fd] == OURS;
    }
    char link[64];
    char path[PATH_MAX + 1];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX);
    if (length < 0) {
        return 0;
    }
    path[length] = 0;
    int ours = path_is_ours(path);
    if (fd < DESCRIPTORS) {
        known[fd] = ours ? OURS : OTHER;
    }
    return ours;
}

static void forget(int fd) {
    if (fd >= 0 && fd < DESCRIPTORS) {
        known[fd] = UNKNOWN;
    }
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) {
        pause();
    }
}

static void wait_us(int64_t micros) {
    if (micros > 0) {
        struct timespec left = {.tv_sec = micros / 1000000, .tv_nsec = micros % 1000000 * 1000};
        while (nanosleep(&left, &left) != 0 && errno == EINTR) {
        }
    }
}

/* Counts a step, waits as told, and says how this process is to die at it, or -1. Dies here if it is before. */
static int begin(_Atomic int64_t *counter, int64_t delay_us) {
    wait_us(delay_us);
    (*counter)++;
    int64_t step = ++page->steps;
    int how = step == page->kill_step ? (int) page->kill_how : -1;
    if (how == BEFORE) {
        die();
    }
    return how;
}

static int begin_write(void) { return begin(&page->writes, page->write_delay_us); }

/* The error that a write or the like has to fail with, or 0. */
static int write_error(void) { return (int) page->error; }

static ssize_t ended(int how, ssize_t result) {
    if (how >= 0) {
        die();
    }
    return result;
}

static int failed(int with) {
    errno = with;
    return -1;
}

ssize_t write(int fd, const void *bytes, size_t length) {
    if (!is_ours(fd)) {
        return real_write(fd, bytes, length);
    }
    int how = begin_write();
    if (write_error()) {
        return ended(how, failed(write_error()));
    }
    return ended(how, real_write(fd, bytes, how == HALFWAY ? length / 2 : length));
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
    if (!is_ours(fd)) {
        return real_pwrite(fd, bytes, length, at);
    }
    int how = begin_write();
    if (write_error()) {
        return ended(how, failed(write_error()));
    }
    return ended(how, real_pwrite(fd, bytes, how == HALFWAY ? length / 2 : length, at));
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return pwrite64(fd, bytes, length, at); }

int ftruncate64(int fd, off64_t length) {
    if (!is_ours(fd)) {
        return real_ftruncate(fd, length);
    }
    int how = begin_write();
    if (write_error()) {
        return (int) ended(how, failed(write_error()));
    }
    return (int) ended(how, real_ftruncate(fd, length));
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

/* A full disk and a read-only one can be synced. */
static int synced(int fd, int (*real)(int)) {
    int how = begin(&page->syncs, page->sync_delay_us);
    if (page->error == EIO) {
        return (int) ended(how, failed(EIO));
    }
    return (int) ended(how, real(fd));
}

int fsync(int fd) { return is_ours(fd) ? synced(fd, real_fsync) : real_fsync(fd); }

int fdatasync(int fd) { return is_ours(fd) ? synced(fd, real_fdatasync) : real_fdatasync(fd); }

int unlink(const char *path) {
    if (!page || !path_is_ours(path)) {
        return NEXT(unlink)(path);
    }
    int how = begin_write();
    /* To remove something is what helps on a full disk. */
    if (page->error && page->error != ENOSPC) {
        return (int) ended(how, failed((int) page->error));
    }
    return (int) ended(how, NEXT(unlink)(path));
}

/* Descriptors. */

static int opening_error(const char *path, int flags) {
    if (!page || !path_is_ours(path)) {
        return 0;
    }
    int changes = (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC));
    int creates = (flags & O_CREAT) && access(path, F_OK) != 0;
    int64_t error = page->error;
    return (error == EROFS && changes) || (error == ENOSPC && creates) || error == EIO ? (int) error : 0;
}

#define MODE_OF(flags)                                  \
    mode_t mode = 0;                                    \
    if ((flags) & (O_CREAT | O_TMPFILE)) {              \
        va_list rest;                                   \
        va_start(rest, flags);                          \
        mode = va_arg(rest, mode_t);                    \
        va_end(rest);                                   \
    }

static int opened(int fd) {
    forget(fd);
    return fd;
}

int open64(const char *path, int flags, ...) {
    MODE_OF(flags)
    int error = opening_error(path, flags);
    return error ? failed(error) : opened(NEXT(open64)(path, flags, mode));
}

int open(const char *path, int flags, ...) {
    MODE_OF(flags)
    int error = opening_error(path, flags);
    return error ? failed(error) : opened(NEXT(open)(path, flags, mode));
}

int openat64(int folder, const char *path, int flags, ...) {
    MODE_OF(flags)
    int error = opening_error(path, flags);
    return error ? failed(error) : opened(NEXT(openat64)(folder, path, flags, mode));
}

int openat(int folder, const char *path, int flags, ...) {
    MODE_OF(flags)
    int error = opening_error(path, flags);
    return error ? failed(error) : opened(NEXT(openat)(folder, path, flags, mode));
}

int close(int fd) {
    forget(fd);
    return real_close ? real_close(fd) : NEXT(close)(fd);
}

int dup2(int from, int to) { return opened(NEXT(dup2)(from, to)); }

int dup3(int from, int to, int flags) { return opened(NEXT(dup3)(from, to, flags)); }
