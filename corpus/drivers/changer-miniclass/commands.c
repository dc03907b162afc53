/* commands.c: what the library does. */
#include "carousel.h"

ULONG ChangerAdditionalExtensionSize(VOID)
{
    return sizeof(CAROUSEL_EXTENSION);
}

NTSTATUS ChangerInitialize(PDEVICE_OBJECT DeviceObject)
{
    PCAROUSEL_EXTENSION carousel = DeviceObject->DeviceExtension;

    carousel->Slots = 24;
    carousel->Drives = 2;
    return STATUS_SUCCESS;
}

VOID ChangerError(PDEVICE_OBJECT DeviceObject, PSCSI_REQUEST_BLOCK Srb, NTSTATUS *Status, BOOLEAN *Retry)
{
    (void)DeviceObject;
    (void)Srb;
    *Retry = *Status == STATUS_DEVICE_BUSY;
}

NTSTATUS ChangerGetParameters(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    (void)DeviceObject;
    Irp->IoStatus.Information = 0;
    return STATUS_SUCCESS;
}

NTSTATUS ChangerGetStatus(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    (void)DeviceObject;
    Irp->IoStatus.Information = 0;
    return STATUS_SUCCESS;
}

NTSTATUS ChangerGetProductData(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    (void)DeviceObject;
    Irp->IoStatus.Information = 0;
    return STATUS_SUCCESS;
}

NTSTATUS ChangerSetAccess(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    (void)DeviceObject;
    Irp->IoStatus.Information = 0;
    return STATUS_SUCCESS;
}

NTSTATUS ChangerGetElementStatus(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    (void)DeviceObject;
    Irp->IoStatus.Information = 0;
    return STATUS_SUCCESS;
}

NTSTATUS ChangerInitializeElementStatus(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    (void)DeviceObject;
    Irp->IoStatus.Information = 0;
    return STATUS_SUCCESS;
}

NTSTATUS ChangerSetPosition(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    (void)DeviceObject;
    Irp->IoStatus.Information = 0;
    return STATUS_SUCCESS;
}

NTSTATUS ChangerExchangeMedium(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    (void)DeviceObject;
    Irp->IoStatus.Information = 0;
    return STATUS_SUCCESS;
}

NTSTATUS ChangerMoveMedium(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    (void)DeviceObject;
    Irp->IoStatus.Information = 0;
    return STATUS_SUCCESS;
}

NTSTATUS ChangerReinitializeUnit(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    (void)DeviceObject;
    Irp->IoStatus.Information = 0;
    return STATUS_SUCCESS;
}

NTSTATUS ChangerQueryVolumeTags(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    (void)DeviceObject;
    Irp->IoStatus.Information = 0;
    return STATUS_SUCCESS;
}
