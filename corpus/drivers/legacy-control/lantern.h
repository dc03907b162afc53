/* lantern.h: a control device without Plug and Play. */
#pragma once

#include <ntddk.h>
#include <wdmsec.h>

#define LANTERN_DEVICE L"\\Device\\Lantern"
#define LANTERN_LINK   L"\\DosDevices\\Lantern"

#define IOCTL_LANTERN_COUNT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_READ_ACCESS)

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD LanternUnload;
DRIVER_DISPATCH LanternCreateClose;
DRIVER_DISPATCH LanternControl;

extern volatile LONG LanternStarted;
