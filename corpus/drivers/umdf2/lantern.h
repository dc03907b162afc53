/* lantern.h: a lamp, driven from user mode. */
#pragma once

#include <windows.h>
#include <wdf.h>

typedef struct _LANTERN_CONTEXT {
    ULONG Level;
} LANTERN_CONTEXT, *PLANTERN_CONTEXT;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(LANTERN_CONTEXT, LanternGetContext)

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD LanternAdd;
EVT_WDF_OBJECT_CONTEXT_CLEANUP LanternCleanup;
EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL LanternControl;

extern ULONG LanternDefaultLevel;
