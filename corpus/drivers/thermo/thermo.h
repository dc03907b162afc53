/* thermo.h: a framework function driver for a thermometer on a serial bus. */
#pragma once

#include <ntddk.h>
#include <wdf.h>

#define THERMO_TAG 'rehT'
#define IOCTL_THERMO_READ CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_READ_ACCESS)

typedef struct _THERMO_CONTEXT {
    WDFQUEUE Queue;
    WDFTIMER Timer;
    LONG LastMilliKelvin;
} THERMO_CONTEXT, *PTHERMO_CONTEXT;

WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(THERMO_CONTEXT, ThermoGetContext)

extern WDFWAITLOCK ThermoLock;

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD ThermoDeviceAdd;
EVT_WDF_OBJECT_CONTEXT_CLEANUP ThermoDriverCleanup;
EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL ThermoIoctl;
EVT_WDF_TIMER ThermoTick;
