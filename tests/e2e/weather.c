/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the world does to a program, between it and the C library: the clock jumps, the disk is
 * full.  Preloaded by the tests of the desktop (weather.py); the shipped program knows nothing of
 * it and needs no switch for it.
 *
 * WAY_WEATHER names a file of one Weather, which the test changes while the program runs.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define NANO 1000000000LL

typedef struct
{
  long long time_of_day; /* nanoseconds ahead */
  long long monotonic;
  long long slow;      /* nanoseconds until anything has reached the disk */
  char full[PATH_MAX]; /* nothing can be written in this folder; "" for none */
} Weather;

static const volatile Weather fair;
static const volatile Weather *weather = &fair;

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = getenv ("WAY_WEATHER");
  int fd = path != NULL ? open (path, O_RDONLY | O_CLOEXEC) : -1;
  void *mapped = fd >= 0 ? mmap (NULL, sizeof (Weather), PROT_READ, MAP_SHARED, fd, 0) : MAP_FAILED;

  if (mapped == MAP_FAILED)
    abort ();
  weather = mapped;
  close (fd);
}

/* -- the clock --------------------------------------------------------------------------------- */

int
clock_gettime (clockid_t id, struct timespec *now)
{
  static int (*real) (clockid_t, struct timespec *);
  long long ahead = id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE ? weather->time_of_day
                    : id == CLOCK_MONOTONIC                             ? weather->monotonic
                                                                        : 0;
  long long all;

  if (real == NULL)
    real = (int (*) (clockid_t, struct timespec *))dlsym (RTLD_NEXT, "clock_gettime");
  if (real (id, now) != 0)
    return -1;
  all = now->tv_sec * NANO + now->tv_nsec + ahead;
  now->tv_sec = all / NANO;
  now->tv_nsec = all % NANO;
  return 0;
}

int
gettimeofday (struct timeval *restrict now, void *restrict zone)
{
  struct timespec precise;

  if (clock_gettime (CLOCK_REALTIME, &precise) != 0)
    return -1;
  now->tv_sec = precise.tv_sec;
  now->tv_usec = precise.tv_nsec / 1000;
  return 0;
}

time_t
time (time_t *now)
{
  struct timespec precise;

  clock_gettime (CLOCK_REALTIME, &precise);
  if (now != NULL)
    *now = precise.tv_sec;
  return precise.tv_sec;
}

/* -- the disk ---------------------------------------------------------------------------------- */

static int
is_full (int fd)
{
  char link[64], path[PATH_MAX];
  const char *full = (const char *)weather->full;
  size_t length = strlen (full);
  ssize_t n;

  if (length == 0)
    return 0;
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  n = readlink (link, path, sizeof path - 1);
  if (n < 0)
    return 0;
  path[n] = '\0';
  if (strncmp (path, full, length) != 0 || path[length] != '/')
    return 0;
  errno = ENOSPC;
  return 1;
}

ssize_t
write (int fd, const void *bytes, size_t size)
{
  static ssize_t (*real) (int, const void *, size_t);

  if (real == NULL)
    real = (ssize_t (*) (int, const void *, size_t))dlsym (RTLD_NEXT, "write");
  return is_full (fd) ? -1 : real (fd, bytes, size);
}

/* Meson asks for long offsets: this is pwrite64 to the linker, and so is the next. */
ssize_t
pwrite (int fd, const void *bytes, size_t size, off_t at)
{
  static ssize_t (*real) (int, const void *, size_t, off_t);

  if (real == NULL)
    real = (ssize_t (*) (int, const void *, size_t, off_t))dlsym (RTLD_NEXT, "pwrite64");
  return is_full (fd) ? -1 : real (fd, bytes, size, at);
}

/* Only what grows needs room. */
int
ftruncate (int fd, off_t size)
{
  static int (*real) (int, off_t);
  struct stat info;

  if (real == NULL)
    real = (int (*) (int, off_t))dlsym (RTLD_NEXT, "ftruncate64");
  if (fstat (fd, &info) == 0 && size > info.st_size && is_full (fd))
    return -1;
  return real (fd, size);
}

static void
be_slow (void)
{
  struct timespec pause = { weather->slow / NANO, weather->slow % NANO };

  if (weather->slow > 0)
    nanosleep (&pause, NULL);
}

int
fsync (int fd)
{
  static int (*real) (int);

  if (real == NULL)
    real = (int (*) (int))dlsym (RTLD_NEXT, "fsync");
  be_slow ();
  return real (fd);
}

int
fdatasync (int fd)
{
  static int (*real) (int);

  if (real == NULL)
    real = (int (*) (int))dlsym (RTLD_NEXT, "fdatasync");
  be_slow ();
  return real (fd);
}
