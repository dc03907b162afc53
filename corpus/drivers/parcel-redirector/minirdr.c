#include "parcel.h"

MINIRDR_DISPATCH ParcelDispatch;

static NTSTATUS ParcelStart(PRX_CONTEXT RxContext, PRDBSS_DEVICE_OBJECT DeviceObject)
{
    UNREFERENCED_PARAMETER(RxContext);
    UNREFERENCED_PARAMETER(DeviceObject);
    return STATUS_SUCCESS;
}

static NTSTATUS ParcelStop(PRX_CONTEXT RxContext, PRDBSS_DEVICE_OBJECT DeviceObject)
{
    UNREFERENCED_PARAMETER(RxContext);
    UNREFERENCED_PARAMETER(DeviceObject);
    return STATUS_SUCCESS;
}

NTSTATUS ParcelFsd(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return RxFsdDispatch((PRDBSS_DEVICE_OBJECT)DeviceObject, Irp);
}

VOID ParcelFillDispatch(VOID)
{
    RtlZeroMemory(&ParcelDispatch, sizeof ParcelDispatch);
    ParcelDispatch.NodeByteSize = sizeof(MINIRDR_DISPATCH);
    ParcelDispatch.MRxStart = ParcelStart;
    ParcelDispatch.MRxStop = ParcelStop;
}
