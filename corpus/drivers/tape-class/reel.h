/* reel.h: a storage class driver for tape drives that does without the class library. */
#pragma once

#include <ntddk.h>
#include <ntddtape.h>
#include <srb.h>
#include <scsi.h>

#define REEL_TAG 'leeR'

typedef struct _REEL_DRIVER_DATA {
    UNICODE_STRING RegistryPath;
    LIST_ENTRY Devices;
    KSPIN_LOCK Lock;
    ULONG DeviceCount;
} REEL_DRIVER_DATA, *PREEL_DRIVER_DATA;

typedef struct _REEL_DEVICE {
    PDEVICE_OBJECT Self;
    PDEVICE_OBJECT Lower;
    PDEVICE_OBJECT PhysicalDevice;
    LIST_ENTRY Link;
} REEL_DEVICE, *PREEL_DEVICE;

DRIVER_INITIALIZE DriverEntry;
DRIVER_ADD_DEVICE ReelAddDevice;
DRIVER_UNLOAD ReelUnload;
DRIVER_DISPATCH ReelCreateClose;
DRIVER_DISPATCH ReelReadWrite;
DRIVER_DISPATCH ReelControl;
DRIVER_DISPATCH ReelPnp;
DRIVER_DISPATCH ReelPower;
DRIVER_DISPATCH ReelPassOn;

NTSTATUS ReelInquire(PREEL_DEVICE Device);
