/* port-filter: counts what goes through a serial port. */
#pragma once
#include <ntddk.h>

typedef struct _FILTER {
    PDEVICE_OBJECT Lower;
    IO_REMOVE_LOCK RemoveLock;
    LONG Writes;
} FILTER, *PFILTER;

DRIVER_ADD_DEVICE FilterAddDevice;
DRIVER_DISPATCH FilterPass;
DRIVER_DISPATCH FilterWrite;
DRIVER_DISPATCH FilterPower;
DRIVER_DISPATCH FilterPnp;
