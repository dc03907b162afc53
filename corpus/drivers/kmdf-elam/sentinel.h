/* sentinel.h: looks at every driver that is started before it. */
#pragma once

#include <ntddk.h>
#include <wdf.h>

typedef struct _SENTINEL {
    PVOID Callback;
    LONG Known, Unknown;
} SENTINEL;

extern SENTINEL Sentinel;

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_UNLOAD SentinelUnload;
BOOT_DRIVER_CALLBACK_FUNCTION SentinelBootCallback;
