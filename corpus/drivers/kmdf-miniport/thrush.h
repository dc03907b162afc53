/* thrush.h: an audio adapter that uses the framework for its timers. */
#pragma once

#include <portcls.h>
#include <wdf.h>

typedef struct _THRUSH_GLOBALS {
    PDRIVER_UNLOAD PortUnload;
    BOOLEAN IsReady;
} THRUSH_GLOBALS;

extern THRUSH_GLOBALS Thrush;

/* adapter.c */
DRIVER_ADD_DEVICE ThrushAddDevice;
NTSTATUS ThrushStartDevice(PDEVICE_OBJECT DeviceObject, PIRP Irp, PRESOURCELIST ResourceList);
