/* carousel.h: a tape library under the changer class driver. */
#pragma once

#include <ntddk.h>
#include <mcd.h>

typedef struct _CAROUSEL_EXTENSION {
    ULONG Slots;
    ULONG Drives;
} CAROUSEL_EXTENSION, *PCAROUSEL_EXTENSION;

ULONG ChangerAdditionalExtensionSize(VOID);
NTSTATUS ChangerInitialize(PDEVICE_OBJECT DeviceObject);
VOID ChangerError(PDEVICE_OBJECT DeviceObject, PSCSI_REQUEST_BLOCK Srb, NTSTATUS *Status, BOOLEAN *Retry);
NTSTATUS ChangerGetParameters(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS ChangerGetStatus(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS ChangerGetProductData(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS ChangerSetAccess(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS ChangerGetElementStatus(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS ChangerInitializeElementStatus(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS ChangerSetPosition(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS ChangerExchangeMedium(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS ChangerMoveMedium(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS ChangerReinitializeUnit(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS ChangerQueryVolumeTags(PDEVICE_OBJECT DeviceObject, PIRP Irp);
