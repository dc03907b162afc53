/* fdo.c: the rack itself. */
#include "rack.h"

#ifdef ALLOC_PRAGMA
#pragma alloc_text(PAGE, RackAddDevice)
#pragma alloc_text(PAGE, RackPnp)
#endif

NTSTATUS RackFinish(PIRP Irp, NTSTATUS Status)
{
    Irp->IoStatus.Status = Status;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

NTSTATUS RackPassOn(PRACK_FDO Fdo, PIRP Irp)
{
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(Fdo->Lower, Irp);
}

NTSTATUS RackAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDevice)
{
    PDEVICE_OBJECT device;
    PRACK_FDO fdo;
    NTSTATUS status;

    PAGED_CODE();
    status = IoCreateDevice(DriverObject, sizeof(RACK_FDO), NULL, FILE_DEVICE_BUS_EXTENDER, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &device);
    if (!NT_SUCCESS(status))
        return status;
    fdo = device->DeviceExtension;
    RtlZeroMemory(fdo, sizeof(*fdo));
    fdo->Common.Self = device;
    fdo->PhysicalDevice = PhysicalDevice;
    ExInitializeFastMutex(&fdo->Lock);
    fdo->Lower = IoAttachDeviceToDeviceStack(device, PhysicalDevice);
    if (fdo->Lower == NULL) {
        IoDeleteDevice(device);
        return STATUS_NO_SUCH_DEVICE;
    }
    /* The card in slot 0 is the rack's own controller, and always there. */
    status = RackMakeCard(fdo, 0);
    if (!NT_SUCCESS(status)) {
        IoDetachDevice(fdo->Lower);
        IoDeleteDevice(device);
        return status;
    }
    device->Flags |= DO_POWER_PAGABLE;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

/* Cards that are there and were not known are made; those that are gone are left out of the list. */
static VOID RackScan(PRACK_FDO Fdo)
{
    for (ULONG slot = 0; slot < RACK_SLOTS; slot++)
        if ((Rack.Present & (1u << slot)) != 0 && Fdo->Cards[slot] == NULL && !NT_SUCCESS(RackMakeCard(Fdo, slot)))
            DbgPrint("rack: no device for slot %u\n", slot);
}

static NTSTATUS RackReportCards(PRACK_FDO Fdo, PIRP Irp)
{
    PDEVICE_RELATIONS relations;

    relations = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(*relations) + RACK_SLOTS * sizeof(PDEVICE_OBJECT), RACK_TAG);
    if (relations == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    ExAcquireFastMutex(&Fdo->Lock);
    RackScan(Fdo);
    for (ULONG slot = 0; slot < RACK_SLOTS; slot++) {
        PRACK_CARD card = Fdo->Cards[slot] ? Fdo->Cards[slot]->DeviceExtension : NULL;

        if (card == NULL)
            continue;
        card->IsReported = (Rack.Present & (1u << slot)) != 0;
        if (card->IsReported) {
            ObReferenceObject(card->Common.Self);
            relations->Objects[relations->Count++] = card->Common.Self;
        }
    }
    ExReleaseFastMutex(&Fdo->Lock);
    Irp->IoStatus.Information = (ULONG_PTR)relations;
    return STATUS_SUCCESS;
}

static NTSTATUS RackRemove(PRACK_FDO Fdo, PIRP Irp)
{
    PDEVICE_OBJECT self = Fdo->Common.Self;
    NTSTATUS status;

    for (ULONG slot = 0; slot < RACK_SLOTS; slot++)
        if (Fdo->Cards[slot] != NULL)
            RackDropCard(Fdo->Cards[slot]->DeviceExtension);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    status = RackPassOn(Fdo, Irp);
    IoDetachDevice(Fdo->Lower);
    IoDeleteDevice(self);
    return status;
}

NTSTATUS RackFdoPnp(PRACK_FDO Fdo, PIRP Irp)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS status;

    switch (stack->MinorFunction) {
    case IRP_MN_START_DEVICE:
        if (!IoForwardIrpSynchronously(Fdo->Lower, Irp))
            return RackFinish(Irp, STATUS_UNSUCCESSFUL);
        if (NT_SUCCESS(Irp->IoStatus.Status))
            Fdo->Common.State = RackStarted;
        return RackFinish(Irp, Irp->IoStatus.Status);
    case IRP_MN_QUERY_DEVICE_RELATIONS:
        if (stack->Parameters.QueryDeviceRelations.Type != BusRelations)
            return RackPassOn(Fdo, Irp);
        status = RackReportCards(Fdo, Irp);
        if (!NT_SUCCESS(status))
            return RackFinish(Irp, status);
        Irp->IoStatus.Status = status;
        return RackPassOn(Fdo, Irp);
    case IRP_MN_REMOVE_DEVICE:
        return RackRemove(Fdo, Irp);
    default:
        return RackPassOn(Fdo, Irp);
    }
}

NTSTATUS RackPnp(PDEVICE_OBJECT Device, PIRP Irp)
{
    PRACK_COMMON common = Device->DeviceExtension;

    PAGED_CODE();
    return common->IsCard ? RackCardPnp((PRACK_CARD)common, Irp) : RackFdoPnp((PRACK_FDO)common, Irp);
}

NTSTATUS RackPower(PDEVICE_OBJECT Device, PIRP Irp)
{
    PRACK_COMMON common = Device->DeviceExtension;

    return common->IsCard ? RackFinish(Irp, STATUS_SUCCESS) : RackPassOn((PRACK_FDO)common, Irp);
}

NTSTATUS RackSystemControl(PDEVICE_OBJECT Device, PIRP Irp)
{
    PRACK_COMMON common = Device->DeviceExtension;

    return common->IsCard ? RackFinish(Irp, Irp->IoStatus.Status) : RackPassOn((PRACK_FDO)common, Irp);
}

NTSTATUS RackControl(PDEVICE_OBJECT Device, PIRP Irp)
{
    PRACK_FDO fdo = Device->DeviceExtension;

    if (fdo->Common.IsCard ||
        IoGetCurrentIrpStackLocation(Irp)->Parameters.DeviceIoControl.IoControlCode != IOCTL_RACK_RESCAN)
        return RackFinish(Irp, STATUS_INVALID_DEVICE_REQUEST);
    IoInvalidateDeviceRelations(fdo->PhysicalDevice, BusRelations);
    return RackFinish(Irp, STATUS_SUCCESS);
}

NTSTATUS RackOpenClose(PDEVICE_OBJECT Device, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Device);
    Irp->IoStatus.Information = 0;
    return RackFinish(Irp, STATUS_SUCCESS);
}
