/* beacon.h: a software device that applications open by name. */
#pragma once

#include <ntddk.h>
#include <wdf.h>
#include <wdmsec.h>

typedef struct _BEACON_CONTEXT {
    ULONG Flashes;
    WDFQUEUE Queue;
} BEACON_CONTEXT, *PBEACON_CONTEXT;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(BEACON_CONTEXT, BeaconGetContext)

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_UNLOAD BeaconUnload;

/* device.c */
NTSTATUS BeaconCreate(WDFDRIVER Driver, PWDFDEVICE_INIT Init);
EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL BeaconControl;
EVT_WDF_DEVICE_SHUTDOWN_NOTIFICATION BeaconShutdown;
