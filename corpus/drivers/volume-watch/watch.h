/* volume-watch: a file system filter from before the filter manager. */
#pragma once
#include <ntifs.h>

typedef struct _WATCH {
    PDRIVER_OBJECT Driver;
    PDEVICE_OBJECT Control;
    LIST_ENTRY Devices;
    FAST_MUTEX Lock;
} WATCH;

typedef struct _WATCH_DEVICE {
    LIST_ENTRY Link;
    PDEVICE_OBJECT Lower;
} WATCH_DEVICE, *PWATCH_DEVICE;

extern WATCH Watch;
extern FAST_IO_DISPATCH WatchFastIo;

DRIVER_FS_NOTIFICATION WatchFileSystem;
DRIVER_DISPATCH WatchPass;
