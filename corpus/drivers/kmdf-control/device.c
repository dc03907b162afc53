/* device.c: the device, its queue, and its link; the structure is freed here when something fails. */
#include "beacon.h"

NTSTATUS BeaconCreate(WDFDRIVER Driver, PWDFDEVICE_INIT Init)
{
    DECLARE_CONST_UNICODE_STRING(name, L"\\Device\\Beacon");
    DECLARE_CONST_UNICODE_STRING(link, L"\\DosDevices\\Beacon");
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_IO_QUEUE_CONFIG queue;
    PBEACON_CONTEXT context;
    WDFDEVICE device = NULL;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(Driver);
    WdfDeviceInitSetExclusive(Init, FALSE);
    WdfDeviceInitSetIoType(Init, WdfDeviceIoBuffered);
    WdfControlDeviceInitSetShutdownNotification(Init, BeaconShutdown, WdfDeviceShutdown);
    status = WdfDeviceInitAssignName(Init, &name);
    if (!NT_SUCCESS(status))
        goto done;

    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, BEACON_CONTEXT);
    status = WdfDeviceCreate(&Init, &attributes, &device);
    if (!NT_SUCCESS(status))
        goto done;
    context = BeaconGetContext(device);
    context->Flashes = 0;

    WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&queue, WdfIoQueueDispatchSequential);
    queue.EvtIoDeviceControl = BeaconControl;
    status = WdfIoQueueCreate(device, &queue, WDF_NO_OBJECT_ATTRIBUTES, &context->Queue);
    if (!NT_SUCCESS(status))
        goto done;
    status = WdfDeviceCreateSymbolicLink(device, &link);
    if (!NT_SUCCESS(status))
        goto done;
    WdfControlFinishInitializing(device);

done:
    if (Init != NULL)
        WdfDeviceInitFree(Init);
    return status;
}

VOID BeaconControl(WDFQUEUE Queue, WDFREQUEST Request, size_t OutputBufferLength, size_t InputBufferLength,
                   ULONG IoControlCode)
{
    PBEACON_CONTEXT context = BeaconGetContext(WdfIoQueueGetDevice(Queue));

    UNREFERENCED_PARAMETER(OutputBufferLength);
    UNREFERENCED_PARAMETER(InputBufferLength);
    UNREFERENCED_PARAMETER(IoControlCode);
    context->Flashes++;
    WdfRequestComplete(Request, STATUS_SUCCESS);
}

VOID BeaconShutdown(WDFDEVICE Device)
{
    BeaconGetContext(Device)->Flashes = 0;
}
