/* tally.h: an upper filter of disks that counts what is read and written. */
#pragma once

#include <ntddk.h>
#include <ntdddisk.h>

typedef struct _TALLY_DEVICE {
    PDEVICE_OBJECT Self;
    PDEVICE_OBJECT Lower;
    IO_REMOVE_LOCK RemoveLock;
    volatile LONG Reads;
    volatile LONG Writes;
} TALLY_DEVICE, *PTALLY_DEVICE;

DRIVER_INITIALIZE DriverEntry;
DRIVER_ADD_DEVICE TallyAddDevice;
DRIVER_UNLOAD TallyUnload;
DRIVER_DISPATCH TallyPassOn;
DRIVER_DISPATCH TallyReadWrite;
DRIVER_DISPATCH TallyPnp;
DRIVER_DISPATCH TallyPower;
