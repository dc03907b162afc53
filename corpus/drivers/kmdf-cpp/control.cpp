// control.cpp: the control device, opened last.
#include "tern.h"
#include "control.tmh"

NTSTATUS TernCreateControl(WDFDRIVER Driver, WDFDEVICE &Control)
{
    DECLARE_CONST_UNICODE_STRING(name, L"\\Device\\TernControl");
    DECLARE_CONST_UNICODE_STRING(link, L"\\DosDevices\\Global\\TernControl");
    WDF_IO_QUEUE_CONFIG queue;
    WDFDEVICE device = nullptr;

    PWDFDEVICE_INIT init = WdfControlDeviceInitAllocate(Driver, &SDDL_DEVOBJ_SYS_ALL_ADM_ALL);
    if (init == nullptr)
        return STATUS_INSUFFICIENT_RESOURCES;
    NTSTATUS status = WdfDeviceInitAssignName(init, &name);
    if (NT_SUCCESS(status))
        status = WdfDeviceCreate(&init, WDF_NO_OBJECT_ATTRIBUTES, &device);
    if (!NT_SUCCESS(status)) {
        WdfDeviceInitFree(init);
        return status;
    }

    auto remove = [&device] { WdfObjectDelete(device); };
    ScopeExit<decltype(remove)> guard(remove);

    status = WdfDeviceCreateSymbolicLink(device, &link);
    if (!NT_SUCCESS(status))
        return status;
    WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&queue, WdfIoQueueDispatchSequential);
    queue.EvtIoDeviceControl = TernControl;
    queue.PowerManaged = WdfFalse;
    status = WdfIoQueueCreate(device, &queue, WDF_NO_OBJECT_ATTRIBUTES, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        return status;

    guard.Forget();
    Control = device;
    WdfControlFinishInitializing(device);
    return STATUS_SUCCESS;
}

VOID TernControl(WDFQUEUE Queue, WDFREQUEST Request, size_t OutputLength, size_t InputLength, ULONG Code)
{
    UNREFERENCED_PARAMETER(Queue);
    UNREFERENCED_PARAMETER(OutputLength);
    UNREFERENCED_PARAMETER(InputLength);
    UNREFERENCED_PARAMETER(Code);
    WdfRequestComplete(Request, STATUS_INVALID_DEVICE_REQUEST);
}
