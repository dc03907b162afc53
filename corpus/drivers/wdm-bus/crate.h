/* crate.h: a bus driver for a crate of plug-in modules. */
#pragma once

#include <ntddk.h>
#include <wdmguid.h>

#define CRATE_TAG 'tarC'

typedef struct _CRATE_GLOBALS {
    UNICODE_STRING RegistryPath;
    NPAGED_LOOKASIDE_LIST Events;
} CRATE_GLOBALS;

typedef struct _CRATE_DEVICE {
    PDEVICE_OBJECT Self;
    PDEVICE_OBJECT Lower;
    PDEVICE_OBJECT PhysicalDevice;
    UNICODE_STRING InterfaceName;
    BOOLEAN IsModule;
} CRATE_DEVICE, *PCRATE_DEVICE;

extern CRATE_GLOBALS CrateGlobals;

DRIVER_INITIALIZE DriverEntry;
DRIVER_ADD_DEVICE CrateAddDevice;
DRIVER_UNLOAD CrateUnload;
DRIVER_DISPATCH CrateCreateClose;
DRIVER_DISPATCH CratePnp;
DRIVER_DISPATCH CratePower;
DRIVER_DISPATCH CrateControl;
