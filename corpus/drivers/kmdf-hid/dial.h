/* dial.h: a knob on USB, as a lower filter of mshidkmdf. */
#pragma once

#include <ntddk.h>
#include <wdf.h>
#include <hidport.h>

typedef struct _DIAL_CONTEXT {
    WDFQUEUE Reports;
    USHORT Angle;
} DIAL_CONTEXT, *PDIAL_CONTEXT;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(DIAL_CONTEXT, DialGetContext)

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD DialAdd;
EVT_WDF_IO_QUEUE_IO_INTERNAL_DEVICE_CONTROL DialInternalControl;
