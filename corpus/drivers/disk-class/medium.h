/* medium.h: a storage class driver for removable cards, built on the class library. */
#pragma once

#include <ntddk.h>
#include <classpnp.h>

#define MEDIUM_TAG 'ideM'

typedef struct _MEDIUM_DATA {
    ULONG SectorShift;
    BOOLEAN IsWritable;
} MEDIUM_DATA, *PMEDIUM_DATA;

DRIVER_INITIALIZE DriverEntry;

/* pnp.c */
NTSTATUS MediumAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDevice);
NTSTATUS MediumStartDevice(PDEVICE_OBJECT Device);
NTSTATUS MediumStopDevice(PDEVICE_OBJECT Device, UCHAR Type);
NTSTATUS MediumInitDevice(PDEVICE_OBJECT Device);
NTSTATUS MediumRemoveDevice(PDEVICE_OBJECT Device, UCHAR Type);
VOID MediumUnload(PDRIVER_OBJECT DriverObject);

/* io.c */
NTSTATUS MediumReadWriteVerification(PDEVICE_OBJECT Device, PIRP Irp);
NTSTATUS MediumDeviceControl(PDEVICE_OBJECT Device, PIRP Irp);
NTSTATUS MediumShutdownFlush(PDEVICE_OBJECT Device, PIRP Irp);
